package dev.cairn.daemon;

import dev.cairn.config.UserError;
import dev.cairn.multiformats.HostPort;
import dev.cairn.multiformats.Multiaddr;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Addresses of the configuration as sockets, and back. */
final class Listening {
  private Listening() {}

  /**
   * The sockets that these addresses mean.
   *
   * @param key the setting they stand in, for the message
   * @throws UserError when one is not a host and a TCP port
   */
  static List<InetSocketAddress> sockets(List<Multiaddr> addresses, String key) {
    List<InetSocketAddress> sockets = new ArrayList<>();
    for (Multiaddr address : addresses) {
      HostPort hostPort = address.hostPort()
          .orElseThrow(() -> new UserError(key + ": this node cannot listen on " + address
              + "; a right value is \"/ip4/127.0.0.1/tcp/5001\""));
      sockets.add(socket(hostPort));
    }
    return sockets;
  }

  /** The socket at a host and port, looked up. */
  static InetSocketAddress socket(HostPort address) {
    return new InetSocketAddress(address.host(), address.port());
  }

  /** The multiaddr of a socket that listens. */
  static String multiaddr(InetSocketAddress socket) {
    String host = socket.getHostString();
    String protocol = host.indexOf(':') >= 0 ? "ip6" : isIp4(host) ? "ip4" : "dns";
    return "/" + protocol + "/" + host + "/tcp/" + socket.getPort();
  }

  private static boolean isIp4(String host) {
    return !host.isEmpty() && host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
