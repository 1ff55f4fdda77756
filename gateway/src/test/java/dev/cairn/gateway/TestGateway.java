package dev.cairn.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/** A gateway over {@link TestBlocks} on a free port. */
final class TestGateway implements AutoCloseable {
  static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

  final TestBlocks blocks = new TestBlocks();
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  private final Gateway gateway;

  TestGateway() {
    // Answers from memory are tested on their own: elsewhere they would hide what a request really does.
    this(options -> options.withHotAnswerBytes(0));
  }

  TestGateway(UnaryOperator<GatewayOptions> options) {
    gateway = Gateway.start(vertx, options.apply(GatewayOptions.listeningOn(ANY_PORT)), blocks, blocks::isLocal);
  }

  Gateway gateway() {
    return gateway;
  }

  Vertx vertx() {
    return vertx;
  }

  InetSocketAddress address() {
    return gateway.addresses().getFirst();
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
