package dev.cairn.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.gateway.RawHttp.Response;
import dev.cairn.multiformats.Cid;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a client sends: an answer that blames nobody wrongly, and a connection that ends or goes on. */
class GatewayFuzzTest {
  private static TestGateway gateway;
  private static Cid directory;

  @BeforeContainer
  static void start() {
    gateway = new TestGateway(options -> options);
    directory = gateway.blocks.directory(Map.of("a.txt", "hello", "b/c.html", "<p>", "index.css", "x"));
  }

  @AfterContainer
  static void stop() {
    gateway.close();
  }

  /** Pieces that mean something to the parsers, and any other printable or eight-bit characters. */
  @Provide
  Arbitrary<String> junk() {
    Arbitrary<String> piece = Arbitraries.of(
        "/", "//", "..", ".", "%", "%2F", "%00", "%0d%0a", "%ff", "%c4%85", "?", "&", "=", "#", ";", ",",
        "\"", "W/\"",
        "*", "-", "bytes=", "0-", "q=", "a.txt", "b", "ipfs", "ipns", "bafkqaaa", "format=", "raw", "json",
        "filename=", "download=true", "uri=", "open=", "ipfs://", "go-get=1", "text/html",
        "application/vnd.ipld.raw");
    Arbitrary<String> any = Arbitraries.strings().withCharRange('!', '\u00ff').ofMinLength(1).ofMaxLength(6)
        .filter(text -> text.chars().allMatch(c -> c != 0x7f && (c < 0x80 || c > 0x9f)));
    return Arbitraries.oneOf(piece, any).list().ofMaxSize(8).map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<String> targets() {
    Arbitrary<String> start = Arbitraries.of("/", "/ipfs/", "/ipfs/DIR/", "/ipfs/DIR/a.txt", "/ipns/", "");
    return Combinators.combine(start, junk()).as((begin, rest) -> (begin + rest).replace(" ", "%20"));
  }

  @Property(tries = 250, shrinking = ShrinkingMode.BOUNDED)
  void anyRequestIsAnswered(
      @ForAll("targets") String target,
      @ForAll("junk") String range,
      @ForAll("junk") String ifNoneMatch,
      @ForAll("junk") String accept) throws IOException {
    try (RawHttp client = gateway.connect()) {
      Response response = client.get(
          target.isEmpty() ? "/" : target.replace("DIR", directory.toString()),
          "Range: " + range, "If-None-Match: " + ifNoneMatch, "Accept: " + accept);

      assertThat(response.status()).isNotIn(500, 502, 503, 504);
      assertThat(response.complete()).isTrue();
      assertThat(response.header("X-Evil")).isEmpty();
      response.header("Location")
          .ifPresent(location -> assertThat(location).startsWith("/").doesNotStartWith("//"));
    }
  }

  @Property(tries = 250, shrinking = ShrinkingMode.BOUNDED)
  void anyBytesAreAnsweredOrEndTheConnection(@ForAll byte[] bytes, @ForAll("junk") String text)
      throws IOException {
    try (RawHttp client = gateway.connect()) {
      client.sendText(new String(bytes, ISO_8859_1) + text + "\r\n\r\n");
      client.finishSending();

      assertThat(client.isClosedByServer()).isTrue();
    }
    assertThat(gateway.get("/ipfs/" + directory + "/a.txt").text()).isEqualTo("hello");
  }

  @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
  void connectionsSurviveBadRequests(@ForAll @Size(max = 5) List<@From("targets") String> targets)
      throws IOException {
    try (RawHttp client = gateway.connect()) {
      for (String target : targets) {
        client.get("/" + target.replace("DIR", directory.toString()));
      }
      assertThat(client.get("/ipfs/" + directory + "/a.txt").text()).isEqualTo("hello");
    }
  }
}
