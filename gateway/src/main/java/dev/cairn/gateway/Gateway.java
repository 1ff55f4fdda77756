package dev.cairn.gateway;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.cairn.config.Config;
import dev.cairn.config.UserError;
import dev.cairn.dag.BlockSource;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HostPort;
import dev.cairn.multiformats.Multiaddr;
import dev.cairn.multiformats.MultiaddrProtocol;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The HTTP gateway: content below {@code /ipfs/<cid>} for browsers and programs, read-only.
 *
 * <p>Follows the <a href="https://specs.ipfs.tech/http-gateways/path-gateway/">path gateway specification</a>. Event
 * loops do the socket work and repeat small answers from memory; every other request runs on a virtual thread.
 */
public final class Gateway implements AutoCloseable {
  /** The longest request line that is read, in bytes. */
  static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;
  /** The most bytes of headers that are read. */
  static final int MAX_HEADER_BYTES = 16 * 1024;

  private static final Duration CLOSING_GRACE = Duration.ofSeconds(1);
  private static final long MIN_SWEEP_MILLIS = 10;
  private static final long MAX_SWEEP_MILLIS = 1000;
  private static final AtomicInteger FREE_PORTS = new AtomicInteger();

  private final Vertx vertx;
  private final ExecutorService workers;
  private final List<String> deployments = new ArrayList<>();
  private final List<HttpServer> servers = Collections.synchronizedList(new ArrayList<>());
  private final List<Multiaddr> addresses = new ArrayList<>();
  private final FrontDoor door;
  private final long sweeper;

  private Gateway(Vertx vertx, GatewayOptions options, BlockSource blocks, Predicate<Cid> local) {
    this.vertx = vertx;
    this.workers = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("gateway-", 0).factory());
    Config.Gateway settings = options.settings();
    StandardHeaders standard = new StandardHeaders(settings.httpHeaders());
    this.door = new FrontDoor(
        options,
        new ContentAnswers(settings, local),
        settings.noFetch() ? cid -> has(local, cid) ? blocks.get(cid) : Optional.empty() : blocks,
        new ErrorAnswers(!settings.disableHtmlErrors(), settings.diagnosticServiceUrl()),
        standard.all(),
        new HotAnswers(options.hotAnswerBytes(), standard.all(), Ticker.systemTicker()),
        workers);
    this.sweeper = vertx.setPeriodic(sweepMillis(options), tick -> door.sweep());
    try {
      for (Multiaddr address : options.listen()) {
        listen(options, address);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static boolean has(Predicate<Cid> local, Cid cid) {
    return cid.multihash().isIdentity() || local.test(cid);
  }

  /** Timeouts are kept to a quarter of the shortest one, and to a second where that is longer. */
  private static long sweepMillis(GatewayOptions options) {
    Stream<Duration> timeouts = Stream.of(
        options.settings().retrievalTimeout(), options.settings().maxRequestDuration(),
        options.idleTimeout());
    long shortest = timeouts.mapToLong(Duration::toMillis).filter(millis -> millis > 0).min().orElse(0);
    return Math.clamp(shortest / 4, MIN_SWEEP_MILLIS, MAX_SWEEP_MILLIS);
  }

  /**
   * Starts a gateway. Blocks until it listens; not to be called on an event loop.
   *
   * @param blocks where blocks come from; asked on virtual threads only
   * @param local whether a block is stored on this node, so that it can be had without the network
   * @throws UserError when an address cannot be listened on
   */
  public static Gateway start(Vertx vertx, GatewayOptions options, BlockSource blocks, Predicate<Cid> local) {
    return new Gateway(vertx, options, blocks, local);
  }

  private void listen(GatewayOptions options, Multiaddr address) {
    AtomicInteger bound = new AtomicInteger();
    SocketAddress where = socketAddress(address);
    try {
      deployments.add(vertx
          .deployVerticle(
              () -> new Listener(options, where, bound),
              new DeploymentOptions().setInstances(where.isDomainSocket() ? 1 : options.eventLoops()))
          .toCompletionStage()
          .toCompletableFuture()
          .join());
    } catch (CompletionException e) {
      throw refused(address, e.getCause() == null ? e : e.getCause());
    }
    addresses.add(where.isDomainSocket()
        ? address
        : Multiaddr.parse(address.toString().replaceFirst("/tcp/[0-9]+", "/tcp/" + bound.get())));
  }

  private static SocketAddress socketAddress(Multiaddr address) {
    Optional<String> path = address.value(MultiaddrProtocol.UNIX);
    if (path.isPresent()) {
      return SocketAddress.domainSocketAddress(path.get());
    }
    HostPort tcp = address.hostPort()
        .filter(hostPort -> address.has(MultiaddrProtocol.TCP))
        .orElseThrow(() -> new UserError("the gateway cannot listen on " + address
            + ": set Addresses.Gateway to a TCP address or a unix socket, for example /ip4/127.0.0.1/tcp/8080"));
    // All loops of an address share its port. Vert.x takes a free one for each negative number that it is asked for.
    return tcp.port() == 0
        ? SocketAddress.sharedRandomPort(FREE_PORTS.incrementAndGet(), tcp.host())
        : SocketAddress.inetSocketAddress(tcp.port(), tcp.host());
  }

  private static UserError refused(Multiaddr address, Throwable cause) {
    String why = cause instanceof BindException
        ? "another program listens there, or the address is none of this machine (" + cause.getMessage() + ")"
        : String.valueOf(cause.getMessage());
    return new UserError(
        "the gateway cannot listen on " + address + ": " + why
            + "; choose another address with the setting Addresses.Gateway, for example: "
            + "cairn config Addresses.Gateway /ip4/127.0.0.1/tcp/8081",
        cause);
  }

  /** Where the gateway listens, in the order of the options; with real ports. */
  public List<Multiaddr> addresses() {
    return List.copyOf(addresses);
  }

  /** How many requests are being worked on. */
  int atWork() {
    return door.atWork();
  }

  /** How many connections are open. */
  int connections() {
    return door.connections();
  }

  /** Stops taking requests, gives those at work a second, and ends. Idle connections do not hold it up. */
  @Override
  public void close() {
    vertx.cancelTimer(sweeper);
    Future.join(servers.stream().map(server -> server.shutdown(CLOSING_GRACE)).toList())
        .otherwiseEmpty()
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    Future.join(deployments.stream().map(vertx::undeploy).toList())
        .otherwiseEmpty()
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    workers.shutdown();
    try {
      // Their clients are gone, so they end at their next block.
      workers.awaitTermination(CLOSING_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One event loop that listens. */
  private final class Listener extends VerticleBase {
    private final GatewayOptions options;
    private final SocketAddress address;
    private final AtomicInteger bound;

    Listener(GatewayOptions options, SocketAddress address, AtomicInteger bound) {
      this.options = options;
      this.address = address;
      this.bound = bound;
    }

    @Override
    public Future<?> start() {
      HttpServer server = vertx.createHttpServer(new HttpServerOptions()
          .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
          .setMaxHeaderSize(MAX_HEADER_BYTES)
          .setHttp2ClearTextEnabled(false)
          .setIdleTimeout(Math.toIntExact(options.idleTimeout().toMillis()))
          .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
          .setTcpNoDelay(true));
      servers.add(server);
      return server
          .connectionHandler(door::connected)
          .requestHandler(door::handle)
          .invalidRequestHandler(door::handleInvalid)
          .listen(address)
          .onSuccess(listening -> bound.set(listening.actualPort()));
    }
  }
}
