package dev.cairn.daemon;

import dev.cairn.api.command.Commands;
import dev.cairn.api.http.RpcServer;
import dev.cairn.config.Config;
import dev.cairn.config.ConfigFile;
import dev.cairn.gateway.Gateway;
import dev.cairn.gateway.GatewayOptions;
import dev.cairn.multiformats.Multiaddr;
import dev.cairn.multiformats.PeerId;
import dev.cairn.repo.ApiFile;
import dev.cairn.repo.Repo;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node. The constructor makes its parts in start order, and {@link #close} closes them in reverse; a part
 * that fails to start takes those before it down again.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final long VERTX_CLOSE_SECONDS = 5;

  private final CloseStack parts = new CloseStack();
  private final PeerId peerId;
  private final List<InetSocketAddress> rpcAddresses;
  private final List<Multiaddr> gatewayAddresses;
  private final Optional<String> gatewayUrl;

  private Node(NodeOptions options, Commands commands, Runnable shutdown) {
    boolean whole = false;
    try {
      Repo repo = parts.add(Repo.open(options.repo()));
      repo.notices().forEach(LOG::warn);
      Config config = ConfigFile.read(options.repo().resolve("config")).config();
      peerId = repo.identity().peerId();

      Vertx vertx = vertx();
      parts.add(() -> vertx.close().toCompletionStage().toCompletableFuture()
          .get(VERTX_CLOSE_SECONDS, TimeUnit.SECONDS));

      RepoContext context = RepoContext.ofDaemon(repo, commands, shutdown);
      RpcServer rpc = parts.add(RpcServer.start(vertx, Settings.rpc(config), commands, context));
      rpcAddresses = rpc.addresses();

      List<Multiaddr> gatewayWanted = config.addresses().gateway();
      gatewayAddresses = gatewayWanted.isEmpty() ? List.of()
          : parts.add(Gateway.start(vertx, GatewayOptions.of(gatewayWanted, config.gateway()), repo.blocks(),
              repo.blocks()::has)).addresses();

      // Others find the node by these files, so they come last and go first.
      if (!rpcAddresses.isEmpty()) {
        parts.add(ApiFile.api(repo.path(), Listening.multiaddr(rpcAddresses.getFirst())));
      }
      gatewayUrl = gatewayAddresses.stream().findFirst().flatMap(Multiaddr::hostPort)
          .map(first -> parts.add(ApiFile.gateway(repo.path(), Listening.socket(first))).text());
      whole = true;
    } finally {
      if (!whole) {
        parts.close();
      }
    }
  }

  /**
   * Starts a node; it serves when this returns.
   *
   * @param shutdown told when the command {@code shutdown} asks for the end; whoever started the node closes it
   * @throws dev.cairn.config.UserError when the repository, the configuration or an address cannot be used
   */
  public static Node start(NodeOptions options, Commands commands, Runnable shutdown) {
    return new Node(options, commands, shutdown);
  }

  private static Vertx vertx() {
    return Vertx.vertx(new VertxOptions()
        // Nothing is served from files, so no folder for copies of them is made.
        .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false)
            .setClassPathResolvingEnabled(false)));
  }

  public PeerId peerId() {
    return peerId;
  }

  /** Where the RPC listens, as multiaddrs with real port numbers. */
  public List<String> rpcAddresses() {
    return rpcAddresses.stream().map(Listening::multiaddr).toList();
  }

  /** Where the gateway listens, as multiaddrs with real port numbers. */
  public List<String> gatewayAddresses() {
    return gatewayAddresses.stream().map(Multiaddr::toString).toList();
  }

  /** What a browser on this machine reaches the gateway by; empty when there is no gateway. */
  public Optional<String> gatewayUrl() {
    return gatewayUrl;
  }

  @Override
  public void close() {
    parts.close();
  }
}
