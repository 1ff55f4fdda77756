package dev.cairn.daemon;

import dev.cairn.api.http.RpcOptions;
import dev.cairn.config.Config;
import java.util.List;

/** The configuration in the words of the parts that do not take it as it is. */
final class Settings {
  private Settings() {}

  /** How the RPC is served. */
  static RpcOptions rpc(Config config) {
    List<RpcOptions.Endpoint> listen = Listening.sockets(config.addresses().api(), "Addresses.API").stream()
        .map(socket -> new RpcOptions.Endpoint(socket.getHostString(), socket.getPort()))
        .toList();
    List<RpcOptions.Authorization> authorizations = config.api().authorizations().values().stream()
        .map(each -> new RpcOptions.Authorization(each.authSecret(), each.allowedPaths()))
        .toList();
    return new RpcOptions(listen, config.api().httpHeaders(), authorizations,
        RpcOptions.DEFAULT_MAX_CONCURRENT);
  }
}
