package dev.cairn.api.http;

import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.Commands;
import dev.cairn.api.command.NodeContext;
import dev.cairn.config.UserError;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves the commands of a node under {@code /api/v0}, and its version under {@code /version}. See the package
 * comment for the conventions. Thread-safe.
 */
public final class RpcServer implements AutoCloseable {
  /** What the paths of commands begin with. */
  static final String PREFIX = "/api/v0/";

  private static final String CLOSING = "the node is shutting down";
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int MAX_HEADER_BYTES = 1024 * 1024;
  private static final long START_SECONDS = 10;
  private static final Duration GRACE = Duration.ofMillis(250);

  private final Vertx vertx;
  private final RpcOptions options;
  private final Commands commands;
  private final NodeContext node;
  private final AccessRules rules;
  private final Authorizations authorizations;
  private final Answers answers;
  private final String agent;
  private final ExecutorService threads = Executors
      .newThreadPerTaskExecutor(Thread.ofVirtual().name("rpc-", 0).factory());

  /** The commands that run; at most {@link RpcOptions#maxConcurrent()}. */
  private final Set<Exchange> running = ConcurrentHashMap.newKeySet();

  private final AtomicInteger count = new AtomicInteger();
  private final List<HttpServer> servers = new ArrayList<>();
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private volatile boolean closing;

  private RpcServer(Vertx vertx, RpcOptions options, Commands commands, NodeContext node) {
    this.vertx = vertx;
    this.options = options;
    this.commands = commands;
    this.node = node;
    this.rules = new AccessRules(options.headers());
    this.authorizations = new Authorizations(options.authorizations());
    this.agent = "kubo/" + node.version().version();
    this.answers = new Answers(vertx, rules, options.headers(), agent);
  }

  /**
   * Starts serving; returns when all addresses accept connections.
   *
   * @throws UserError when an address cannot be used; the message names the setting to change
   */
  public static RpcServer start(Vertx vertx, RpcOptions options, Commands commands, NodeContext node) {
    RpcServer server = new RpcServer(vertx, options, commands, node);
    try {
      for (RpcOptions.Endpoint endpoint : options.listen()) {
        server.listen(endpoint);
      }
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void listen(RpcOptions.Endpoint endpoint) {
    HttpServerOptions settings = new HttpServerOptions()
        .setHandle100ContinueAutomatically(true)
        .setHttp2ClearTextEnabled(false)
        .setTcpNoDelay(true)
        .setReceiveBufferSize(BUFFER_BYTES)
        .setMaxChunkSize(BUFFER_BYTES)
        .setMaxInitialLineLength(MAX_HEADER_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES);
    HttpServer server = vertx.createHttpServer(settings).requestHandler(this::handle);
    try {
      server.listen(endpoint.port(), endpoint.host())
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | CompletionException e) {
      throw cannotListen(endpoint, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cannotListen(endpoint, e);
    }
    servers.add(server);
    addresses.add(new InetSocketAddress(endpoint.host(), server.actualPort()));
  }

  private static UserError cannotListen(RpcOptions.Endpoint endpoint, Exception why) {
    Throwable cause = why.getCause() == null ? why : why.getCause();
    return new UserError("the RPC API cannot listen on " + endpoint.host() + " port " + endpoint.port()
        + ": "
        + cause.getMessage() + "; choose another address in Addresses.API, for example /ip4/127.0.0.1/tcp/"
        + (endpoint.port() < 65_535 ? endpoint.port() + 1 : 5001) + ", or end the program that uses this one",
        cause);
  }

  /** Where it listens, with real port numbers, in the order of the options. */
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  private void handle(HttpServerRequest request) {
    String path = Optional.ofNullable(request.path()).orElse("");
    if (request.version() != HttpVersion.HTTP_1_1) {
      answers.refuse(request, 505, "505 - the RPC API speaks HTTP/1.1");
    } else if (path.equals("/version")) {
      answers.refuse(request, 200, "Commit: " + node.version().commit() + "\nClient Version: " + agent,
          Map.of());
    } else if (!path.startsWith(PREFIX)) {
      answers.refuse(request, 404, "404 page not found", Map.of());
    } else if (!versionFits(path, Answers.header(request, "User-Agent"))) {
      answers.refuse(request, 400, "api version mismatch (/" + agent + "/ != "
          + Answers.header(request, "User-Agent").orElse("") + ")", Map.of());
    } else if (!authorizations.allow(Answers.header(request, "Authorization"), path)) {
      answers.refuse(request, 403, Authorizations.DENIED, Map.of());
    } else if (request.method().equals(HttpMethod.OPTIONS)) {
      options(request);
    } else if (!request.method().equals(HttpMethod.POST)) {
      answers.refuse(request, 405, "405 - Method Not Allowed",
          Map.of("Allow", "OPTIONS, POST", "Vary", "Origin"));
    } else if (!rules.allows(Answers.header(request, "Origin"), Answers.header(request, "Referer"),
        Answers.header(request, "User-Agent"), request.localAddress().port())) {
      answers.refuse(request, 403, "403 - Forbidden");
    } else {
      command(request, path);
    }
  }

  /** Another version of our own program is told so; clients of other names are not asked for theirs. */
  private boolean versionFits(String path, Optional<String> userAgent) {
    String client = userAgent.orElse("");
    boolean ours = client.contains("/kubo/") || client.contains("/go-ipfs/");
    return !ours || path.equals(PREFIX + "version") || client.equals("/" + agent + "/");
  }

  private void options(HttpServerRequest request) {
    Optional<String> method = Answers.header(request, "Access-Control-Request-Method");
    Optional<String> origin = Answers.header(request, "Origin");
    int port = request.localAddress().port();
    Map<String, String> headers = method
        .map(wanted -> rules.forPreflight(origin, wanted,
            Answers.header(request, "Access-Control-Request-Headers").orElse(""), port))
        .orElseGet(() -> {
          Map<String, String> plain = rules.forAnswer(origin, port);
          plain.put("Allow", "OPTIONS, POST");
          plain.put("Vary", "Origin");
          return plain;
        });
    headers.forEach((name, value) -> request.response().putHeader(name, value));
    request.response().setStatusCode(204).end();
  }

  private void command(HttpServerRequest request, String path) {
    Optional<Target> target;
    try {
      target = Target.parse(commands, path.substring(PREFIX.length()),
          Optional.ofNullable(request.query()).orElse(""));
    } catch (CommandException e) {
      answers.refuse(request, 400, String.valueOf(e.getMessage()));
      return;
    }
    if (target.isEmpty()) {
      answers.refuse(request, 404, "404 page not found");
    } else if (closing) {
      answers.refuse(request, 503, CLOSING);
    } else if (count.incrementAndGet() > options.maxConcurrent()) {
      count.decrementAndGet();
      answers.refuse(request, 429,
          "more than " + options.maxConcurrent() + " commands are running; try again later");
    } else {
      run(request, new Exchange(vertx, request, target.get(), node, answers));
    }
  }

  private void run(HttpServerRequest request, Exchange exchange) {
    running.add(exchange);
    try {
      threads.execute(() -> {
        try {
          exchange.run();
        } finally {
          ended(exchange);
        }
      });
    } catch (RejectedExecutionException closed) {
      ended(exchange);
      answers.refuse(request, 503, CLOSING);
    }
  }

  private void ended(Exchange exchange) {
    running.remove(exchange);
    count.decrementAndGet();
  }

  /**
   * Stops accepting, lets commands that are about to end do so, interrupts the others, and closes all connections.
   * Takes well below a second.
   */
  @Override
  public void close() {
    closing = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        running.forEach(exchange -> exchange.stop(CLOSING));
        threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      }
      for (HttpServer server : servers) {
        server.close().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the RPC server did not close", e);
    }
  }
}
