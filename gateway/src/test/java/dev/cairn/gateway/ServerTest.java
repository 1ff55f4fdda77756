package dev.cairn.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.config.UserError;
import dev.cairn.dag.unixfs.Attributes;
import dev.cairn.dag.unixfs.ImportOptions;
import dev.cairn.dag.unixfs.chunk.Chunker;
import dev.cairn.gateway.RawHttp.Response;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multiaddr;
import io.vertx.core.Vertx;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server around the answers: connections, limits, timeouts, back-pressure, starting and ending. */
class ServerTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  /** Waits for a condition that must come true soon. */
  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void answersManyRequestsOnOneConnection() throws IOException {
    try (TestGateway gateway = new TestGateway(); RawHttp client = gateway.connect()) {
      Cid small = gateway.blocks.file("small");
      Cid large = gateway.blocks.file(TestBlocks.noise(400_000));
      for (int i = 0; i < 20; i++) {
        assertThat(client.get("/ipfs/" + small).text()).isEqualTo("small");
        assertThat(client.get("/ipfs/" + large).body()).hasSize(400_000);
        assertThat(client.head("/ipfs/" + large).status()).isEqualTo(200);
        assertThat(client.get("/nothing").status()).isEqualTo(404);
      }
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    try (TestGateway gateway = new TestGateway(options -> options); RawHttp client = gateway.connect()) {
      Cid one = gateway.blocks.file("one");
      Cid two = gateway.blocks.file("two");
      gateway.get("/ipfs/" + two);
      CountDownLatch latch = gateway.blocks.hold(one);
      // The second could be answered from memory at once.
      client.sendText("GET /ipfs/" + one + " HTTP/1.1\r\nHost: a\r\n\r\nGET /ipfs/" + two
          + " HTTP/1.1\r\nHost: a\r\n\r\nGET /ipfs/" + one + " HTTP/1.1\r\nHost: a\r\n\r\n");
      latch.countDown();

      assertThat(client.receive(false).text()).isEqualTo("one");
      assertThat(client.receive(false).text()).isEqualTo("two");
      assertThat(client.receive(false).text()).isEqualTo("one");
    }
  }

  @Test
  void closesAfterTheLastRequestOfAClient() throws IOException {
    try (TestGateway gateway = new TestGateway(); RawHttp client = gateway.connect()) {
      assertThat(client.get("/ipfs/bafkqaaa", "Connection: close").status()).isEqualTo(200);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void listensOnSeveralAddressesWithSeveralLoops() throws IOException {
    Vertx vertx = Vertx.vertx();
    TestBlocks blocks = new TestBlocks();
    try (Gateway gateway = Gateway.start(
        vertx,
        GatewayOptions.of(
            List.of(TestGateway.ANY_PORT, TestGateway.ANY_PORT), TestGateway.options("").settings())
            .withEventLoops(3),
        blocks,
        blocks::isLocal)) {
      List<Multiaddr> addresses = gateway.addresses();
      assertThat(addresses).hasSize(2).doesNotHaveDuplicates();
      for (Multiaddr address : addresses) {
        for (int i = 0; i < 6; i++) {
          try (RawHttp client = new RawHttp(TestGateway.address(address))) {
            assertThat(client.get("/ipfs/bafkqabtimvwgy3yk").text()).isEqualTo("hello\n");
          }
        }
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  @Test
  void saysThatAPortIsTaken() throws IOException {
    Vertx vertx = Vertx.vertx();
    TestBlocks blocks = new TestBlocks();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Multiaddr address = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + taken.getLocalPort());
      assertThatThrownBy(() -> Gateway.start(
          vertx,
          GatewayOptions.of(List.of(TestGateway.ANY_PORT, address), TestGateway.options("").settings()),
          blocks,
          blocks::isLocal))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("/ip4/127.0.0.1/tcp/" + taken.getLocalPort())
          .hasMessageContaining("Addresses.Gateway")
          .hasMessageContaining("/ip4/127.0.0.1/tcp/");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  @Test
  void endsThoughClientsStayConnected() throws IOException {
    TestGateway gateway = new TestGateway();
    InetSocketAddress address = gateway.address();
    try (RawHttp idle = gateway.connect(); RawHttp used = gateway.connect()) {
      used.get("/ipfs/bafkqaaa");
      gateway.close();

      assertThat(idle.isClosedByServer()).isTrue();
      assertThat(used.isClosedByServer()).isTrue();
      assertThatThrownBy(() -> new RawHttp(address)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void endsThoughAClientDoesNotRead() throws IOException {
    TestGateway gateway = new TestGateway();
    Cid cid = large(gateway.blocks, 16);
    try (RawHttp slow = new RawHttp(gateway.address(), 8 * 1024)) {
      slow.send("GET", "/ipfs/" + cid);
      await(() -> !gateway.blocks.takeAsked().isEmpty());
      gateway.close();

      assertThat(slow.receive(false).complete()).isFalse();
    }
  }

  @Test
  void tellsClientsToComeBackWhenThereAreTooMany() throws IOException {
    try (TestGateway gateway = new TestGateway("\"MaxConcurrentRequests\": 1", o -> o.withHotAnswerBytes(0));
        RawHttp first = gateway.connect()) {
      Cid cid = gateway.blocks.file("wanted");
      CountDownLatch latch = gateway.blocks.hold(cid);
      gateway.blocks.takeAsked();
      first.send("GET", "/ipfs/" + cid);
      await(() -> gateway.blocks.takeAsked().contains(cid));

      Response refused = gateway.get("/ipfs/bafkqaaa");
      latch.countDown();

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).contains("60");
      assertThat(refused.header("Cache-Control")).contains("no-store");
      assertThat(first.receive(false).text()).isEqualTo("wanted");
      await(() -> {
        try {
          return gateway.get("/ipfs/bafkqaaa").status() == 200;
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      });
    }
  }

  @Test
  void givesUpOnABlockThatDoesNotCome() throws IOException {
    try (TestGateway gateway = new TestGateway("\"RetrievalTimeout\": \"200ms\"", o -> o)) {
      Cid cid = gateway.blocks.file("wanted");
      CountDownLatch latch = gateway.blocks.hold(cid);

      try (RawHttp client = gateway.connect()) {
        Response response = client.get("/ipfs/" + cid);
        assertThat(response.status()).isEqualTo(504);
        assertThat(response.text()).contains(cid.toString()).contains("200 ms");
        assertThat(response.header("Retry-After")).isPresent();
        // The connection is as good as before.
        assertThat(client.exchange("OPTIONS", "/").status()).isEqualTo(200);
      } finally {
        latch.countDown();
      }
      await(() -> gateway.gateway().atWork() == 0);
    }
  }

  @Test
  void breaksOffWhenTheNextBlockDoesNotCome() throws IOException {
    try (TestGateway gateway = new TestGateway("\"RetrievalTimeout\": \"200ms\"", o -> o)) {
      byte[] content = TestBlocks.noise(400 * 1024);
      Cid cid = gateway.blocks.file(content);
      Cid stuck = TestBlocks.leaf(Arrays.copyOfRange(content, 150 * 1024, 151 * 1024));
      CountDownLatch latch = gateway.blocks.hold(stuck);

      Response response = gateway.get("/ipfs/" + cid);
      latch.countDown();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.complete()).isFalse();
      assertThat(response.body()).hasSize(150 * 1024);
    }
  }

  @Test
  void letsNoRequestTakeForever() throws IOException {
    try (TestGateway gateway = new TestGateway("\"MaxRequestDuration\": \"200ms\"", o -> o)) {
      Cid cid = large(gateway.blocks, 16);
      try (RawHttp slow = new RawHttp(gateway.address(), 8 * 1024)) {
        slow.send("GET", "/ipfs/" + cid);
        await(() -> gateway.gateway().atWork() == 1);
        await(() -> gateway.gateway().atWork() == 0);
        assertThat(slow.receive(false).complete()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8200, 0, 414", "100, 17000, 431", "8000, 0, 400", "100, 16000, 400"})
  void boundsRequestLinesAndHeaders(int path, int header, int status) throws IOException {
    try (TestGateway gateway = new TestGateway()) {
      String[] headers = header == 0 ? new String[0] : new String[]{"X-Long: " + "x".repeat(header)};

      Response response = gateway.get("/ipfs/" + "a".repeat(path), headers);

      assertThat(response.status()).isEqualTo(status);
      assertThat(response.header("Access-Control-Allow-Origin")).contains("*");
    }
  }

  @ParameterizedTest
  @CsvSource({"'nonsense\r\n\r\n'", "'GET / HTTP/9.9\r\n\r\n'", "'GET /\r\n\r\n'",
      "'\u0001\u0002\u0003\r\n\r\n'",
      "'GET / HTTP/1.1\r\nbroken header\r\n\r\n'"})
  void refusesWhatIsNoHttp(String text) throws IOException {
    try (TestGateway gateway = new TestGateway(); RawHttp client = gateway.connect()) {
      client.sendText(text);

      assertThat(client.receive(false).status()).isIn(400, 501);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void closesConnectionsThatSayNothing() throws IOException {
    try (TestGateway gateway = new TestGateway(o -> o.withIdleTimeout(SHORT));
        RawHttp silent = gateway.connect();
        RawHttp partial = gateway.connect();
        RawHttp used = gateway.connect()) {
      partial.sendText("GET /ipfs/bafkqaaa HTTP/1.1\r\nX-Slow");
      assertThat(used.get("/ipfs/bafkqaaa").status()).isEqualTo(200);

      assertThat(silent.isClosedByServer()).isTrue();
      assertThat(partial.isClosedByServer()).isTrue();
      assertThat(used.isClosedByServer()).isTrue();
    }
  }

  @Test
  void closesConnectionsThatTrickle() throws IOException {
    try (TestGateway gateway = new TestGateway(o -> o.withIdleTimeout(SHORT));
        RawHttp trickle = gateway.connect()) {
      trickle.sendText("GET /ipfs/bafkqaaa HTTP/1.1\r\nX-Slow: ");
      // Never idle, never done: it must be the age of the request that ends this.
      assertThatThrownBy(() -> {
        while (true) {
          trickle.sendText("x");
          gateway.get("/ipfs/bafkqaaa");
        }
      }).isInstanceOf(IOException.class);
    }
  }

  private static Cid large(TestBlocks blocks, int mebibytes) {
    return blocks.file(
        TestBlocks.noise(mebibytes << 20),
        ImportOptions.unixfsV1_2025().withChunker(new Chunker.Fixed(64 * 1024)),
        Attributes.none());
  }

  @Test
  void readsNoFurtherThanAClientDoes() throws IOException {
    try (TestGateway gateway = new TestGateway()) {
      Cid cid = large(gateway.blocks, 32);
      gateway.blocks.takeAsked();
      try (RawHttp slow = new RawHttp(gateway.address(), 8 * 1024)) {
        slow.send("GET", "/ipfs/" + cid);
        await(() -> gateway.blocks.asked() > 16);
        // Plenty of time to run ahead.
        for (int i = 0; i < 100; i++) {
          gateway.get("/ipfs/bafkqaaa");
        }
        assertThat(gateway.blocks.asked()).isLessThan(300);
        assertThat(slow.receive(false).body()).isEqualTo(TestBlocks.noise(32 << 20));
      }
    }
  }

  @Test
  void stopsReadingForAClientThatLeft() throws IOException {
    try (TestGateway gateway = new TestGateway()) {
      byte[] content = TestBlocks.noise(400 * 1024);
      Cid cid = gateway.blocks.file(content);
      CountDownLatch latch = gateway.blocks
          .hold(TestBlocks.leaf(Arrays.copyOfRange(content, 100 * 1024, 101 * 1024)));
      gateway.blocks.takeAsked();
      try (RawHttp client = gateway.connect()) {
        client.send("GET", "/ipfs/" + cid);
        await(() -> gateway.blocks.asked() >= 102);
      }
      await(() -> gateway.gateway().connections() == 0);
      latch.countDown();

      await(() -> gateway.gateway().atWork() == 0);
      assertThat(gateway.blocks.asked()).isLessThan(110);
    }
  }

  @Test
  void tellsClientsWhenTheServerEndsDuringARequest() throws IOException {
    TestGateway gateway = new TestGateway();
    Cid cid = gateway.blocks.file("wanted");
    CountDownLatch latch = gateway.blocks.hold(cid);
    try (RawHttp client = gateway.connect()) {
      client.send("GET", "/ipfs/" + cid);
      await(() -> gateway.gateway().atWork() == 1);
      gateway.gateway().close();
      assertThatThrownBy(() -> client.receive(false)).isInstanceOfAny(EOFException.class, IOException.class);
    } finally {
      latch.countDown();
      gateway.vertx().close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
