package dev.cairn.gateway;

import dev.cairn.config.Config;
import dev.cairn.config.ConfigFile;
import dev.cairn.multiformats.HostPort;
import dev.cairn.multiformats.Multiaddr;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.UnaryOperator;

/** A gateway over {@link TestBlocks} on a free port. */
final class TestGateway implements AutoCloseable {
  static final Multiaddr ANY_PORT = Multiaddr.parse("/ip4/127.0.0.1/tcp/0");

  final TestBlocks blocks = new TestBlocks();
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  private final Gateway gateway;

  TestGateway() {
    // Answers from memory are tested on their own: elsewhere they would hide what a request really does.
    this(options -> options.withHotAnswerBytes(0));
  }

  TestGateway(UnaryOperator<GatewayOptions> options) {
    this("", options);
  }

  /** A gateway with these settings, written as the members of the configuration's section. */
  TestGateway(String settings, UnaryOperator<GatewayOptions> options) {
    gateway = Gateway.start(vertx, options.apply(options(settings)), blocks, blocks::isLocal);
  }

  static GatewayOptions options(String settings) {
    Config.Gateway section = ConfigFile.parse("{\"Gateway\": {" + settings + "}}").config().gateway();
    return GatewayOptions.of(List.of(ANY_PORT), section).withEventLoops(1);
  }

  Gateway gateway() {
    return gateway;
  }

  Vertx vertx() {
    return vertx;
  }

  InetSocketAddress address() {
    return address(gateway.addresses().getFirst());
  }

  static InetSocketAddress address(Multiaddr multiaddr) {
    HostPort hostPort = multiaddr.hostPort().orElseThrow();
    return new InetSocketAddress(hostPort.host(), hostPort.port());
  }

  RawHttp connect() throws IOException {
    return new RawHttp(address());
  }

  /** One request on a connection of its own. */
  RawHttp.Response get(String target, String... headers) throws IOException {
    return exchange("GET", target, headers);
  }

  RawHttp.Response exchange(String method, String target, String... headers) throws IOException {
    try (RawHttp client = connect()) {
      return client.exchange(method, target, headers);
    }
  }

  @Override
  public void close() {
    gateway.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
