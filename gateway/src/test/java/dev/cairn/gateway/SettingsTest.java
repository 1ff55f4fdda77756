package dev.cairn.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.config.UserError;
import dev.cairn.dag.codec.Codecs;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multiaddr;
import dev.cairn.multiformats.Multicodec;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's settings. */
class SettingsTest {
  private static TestGateway gateway(String settings) {
    return new TestGateway(settings, options -> options.withHotAnswerBytes(0));
  }

  @Test
  void withoutDeserializedResponsesOnlyBlocksAreServed() throws IOException {
    try (TestGateway gateway = gateway("\"DeserializedResponses\": false")) {
      Cid directory = gateway.blocks.directory(Map.of("a.txt", "x"));

      assertThat(gateway.get("/ipfs/" + directory + "?format=raw").status()).isEqualTo(200);
      assertThat(gateway.get("/ipfs/" + directory, "Accept: application/vnd.ipld.raw").status())
          .isEqualTo(200);
      assertThat(gateway.get("/ipfs/bafkqaaa?format=raw").status()).isEqualTo(200);
      assertThat(gateway.get("/ipfs/" + directory + "/").status()).isEqualTo(406);
      assertThat(gateway.get("/ipfs/" + directory + "/a.txt").status()).isEqualTo(406);
      assertThat(gateway.get("/ipfs/" + directory + "/a.txt?format=raw").status()).isEqualTo(406);
      assertThat(gateway.get("/ipfs/" + directory + "?format=json").status()).isEqualTo(406);
    }
  }

  @Test
  void convertsDocumentsWhereThatIsAllowed() throws IOException {
    try (TestGateway gateway = gateway("\"AllowCodecConversion\": true")) {
      byte[] json = "{\"a\":[1,true]}".getBytes(UTF_8);
      Cid cid = gateway.blocks.block(Multicodec.DAG_JSON, json);
      Cid directory = gateway.blocks.directory(Map.of("a.txt", "x"));

      RawHttp.Response cbor = gateway.get("/ipfs/" + cid + "?format=dag-cbor");
      RawHttp.Response node = gateway.get("/ipfs/" + directory + "?format=dag-json");

      assertThat(cbor.status()).isEqualTo(200);
      assertThat(cbor.header("Content-Type")).contains("application/vnd.ipld.dag-cbor");
      assertThat(cbor.header("Etag")).contains("\"" + cid + ".dag-cbor\"");
      assertThat(cbor.body())
          .isEqualTo(Codecs.encode(Multicodec.DAG_CBOR, Codecs.decode(Multicodec.DAG_JSON, json)));
      assertThat(node.text()).contains("\"Links\"");
      assertThat(gateway.get("/ipfs/" + cid + "?format=cbor").status()).isEqualTo(406);
    }
  }

  @Test
  void servesNoPartsOfLargeFiles() throws IOException {
    try (TestGateway gateway = gateway("\"MaxRangeRequestFileSize\": \"2000\"")) {
      Cid large = gateway.blocks.file(TestBlocks.noise(2001));
      Cid small = gateway.blocks.file(TestBlocks.noise(2000));

      assertThat(gateway.get("/ipfs/" + large, "Range: bytes=0-1").status()).isEqualTo(501);
      assertThat(gateway.get("/ipfs/" + large).status()).isEqualTo(200);
      assertThat(gateway.get("/ipfs/" + small, "Range: bytes=0-1").status()).isEqualTo(206);
    }
  }

  @Test
  void redirectsTheRoot() throws IOException {
    try (TestGateway gateway = gateway("\"RootRedirect\": \"/ipfs/bafkqaaa\"")) {
      RawHttp.Response response = gateway.get("/");

      assertThat(response.status()).isEqualTo(302);
      assertThat(response.header("Location")).contains("/ipfs/bafkqaaa");
    }
  }

  @Test
  void fetchesNothingWhereThatIsForbidden() throws IOException {
    try (TestGateway gateway = gateway("\"NoFetch\": true")) {
      Cid here = gateway.blocks.file("here");
      Cid elsewhere = gateway.blocks.file("elsewhere");
      gateway.blocks.moveElsewhere(elsewhere);
      gateway.blocks.takeAsked();

      assertThat(gateway.get("/ipfs/" + here).status()).isEqualTo(200);
      assertThat(gateway.get("/ipfs/" + elsewhere).status()).isEqualTo(404);
      assertThat(gateway.get("/ipfs/bafkqabtimvwgy3yk").status()).isEqualTo(200);
      assertThat(gateway.blocks.takeAsked()).doesNotContain(elsewhere);
    }
  }

  @Test
  void linksToADiagnosisOfMissingContent() throws IOException {
    String missing = "QmYzfKSE55XCjD1MW128RfciAf2DViABhEiXfgVFMabSjN";
    try (TestGateway with = gateway(""); TestGateway without = gateway("\"DiagnosticServiceURL\": \"\"")) {
      assertThat(with.get("/ipfs/" + missing, "Accept: text/html").text())
          .contains("<a href=\"https://check.ipfs.network/?cid=" + missing + "\" target=\"_blank\"");
      assertThat(without.get("/ipfs/" + missing, "Accept: text/html").text()).doesNotContain("check.ipfs");
    }
  }

  @Test
  void listensOnAUnixSocket(@TempDir Path directory) throws IOException {
    Path socket = directory.resolve("gateway.sock");
    Vertx vertx = Vertx.vertx();
    TestBlocks blocks = new TestBlocks();
    GatewayOptions options = GatewayOptions.of(
        List.of(Multiaddr.parse("/unix" + socket)), TestGateway.options("").settings());
    try (Gateway gateway = Gateway.start(vertx, options, blocks, blocks::isLocal);
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap(
          "GET /ipfs/bafkqabtimvwgy3yk HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(UTF_8)));
      ByteBuffer answer = ByteBuffer.allocate(8192);
      while (channel.read(answer) >= 0) {
        // To the end.
      }

      assertThat(new String(answer.array(), 0, answer.position(), UTF_8)).startsWith("HTTP/1.1 200")
          .endsWith("hello\n");
      assertThat(gateway.addresses()).containsExactlyElementsOf(options.listen());
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
    assertThat(Files.exists(socket)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ip4/127.0.0.1/udp/8080", "/ip4/192.0.2.1/tcp/0",
      "/unix/nonexistent/directory/socket"})
  void saysWhereItCannotListen(String address) {
    Vertx vertx = Vertx.vertx();
    TestBlocks blocks = new TestBlocks();
    GatewayOptions options = GatewayOptions.of(
        List.of(Multiaddr.parse(address)), TestGateway.options("").settings());
    try {
      assertThatThrownBy(() -> Gateway.start(vertx, options, blocks, blocks::isLocal))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(address)
          .hasMessageContaining("Addresses.Gateway");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
