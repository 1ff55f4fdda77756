package dev.cairn.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.gateway.RawHttp.Response;
import dev.cairn.multiformats.Cid;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditional requests, {@code only-if-cached}, and the answers that are kept in memory. */
class CachingTest {
  private static final String MISSING = "QmYzfKSE55XCjD1MW128RfciAf2DViABhEiXfgVFMabSjN";

  private static TestGateway gateway;
  private static TestBlocks blocks;

  @BeforeAll
  static void start() {
    gateway = new TestGateway();
    blocks = gateway.blocks;
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static void assertNotModified(String target, String etag, Response fresh) throws IOException {
    Response response = gateway.get(target, "If-None-Match: " + etag);
    assertThat(response.status()).isEqualTo(304);
    assertThat(response.header("Etag")).isEqualTo(fresh.header("Etag")).isPresent();
    assertThat(response.header("Cache-Control")).isEqualTo(fresh.header("Cache-Control")).isPresent();
    assertThat(response.header("Content-Type")).isEmpty();
    assertThat(response.header("Content-Length")).isEmpty();
    assertThat(response.header("Date")).isPresent();
    assertThat(gateway.exchange("HEAD", target, "If-None-Match: " + etag).status()).isEqualTo(304);
  }

  @Test
  void knowsFilesPagesListingsAndBlocksAgain() throws IOException {
    Cid file = blocks.file("hello");
    Cid site = blocks.directory(Map.of("index.html", "x"));
    Cid plain = blocks.directory(Map.of("a.txt", "x"));

    for (String target : List.of(
        "/ipfs/" + file, "/ipfs/" + site + "/", "/ipfs/" + plain + "/", "/ipfs/" + file + "?format=raw")) {
      Response fresh = gateway.get(target);
      String etag = fresh.header("Etag").orElseThrow();
      assertNotModified(target, etag, fresh);
      assertNotModified(target, "W/" + etag, fresh);
      assertNotModified(target, "\"a\", \"b\", " + etag, fresh);
      assertNotModified(target, "*", fresh);
      assertThat(gateway.get(target, "If-None-Match: \"other\"").status()).isEqualTo(200);
      assertThat(gateway.get(target, "If-Match: \"other\"").status()).isEqualTo(412);
      assertThat(gateway.get(target, "If-Match: " + etag).status()).isEqualTo(200);
    }
    assertNotModified("/ipfs/" + plain + "/", "W/\"" + plain + "\"", gateway.get("/ipfs/" + plain + "/"));
  }

  @Test
  void knowsAFileAgainWithoutReadingIt() throws IOException {
    Cid file = blocks.file(TestBlocks.noise(5000));
    blocks.takeAsked();

    assertThat(gateway.get("/ipfs/" + file, "If-None-Match: \"" + file + "\"").status()).isEqualTo(304);

    assertThat(blocks.takeAsked()).containsOnly(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void servesOnlyIfCached(String method) throws IOException {
    Cid directory = blocks.directory(Map.of("a.txt", "here", "b.txt", "not here"));
    Cid elsewhere = TestBlocks.leaf("not here".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    blocks.moveElsewhere(elsewhere);
    String header = "Cache-Control: max-age=0, only-if-cached";

    assertThat(gateway.exchange(method, "/ipfs/" + directory + "/a.txt", header).status()).isEqualTo(200);
    assertThat(gateway.exchange(method, "/ipfs/" + directory + "/a.txt?format=raw", header).status())
        .isEqualTo(200);
    assertThat(gateway.exchange(method, "/ipfs/" + directory + "/b.txt", header).status()).isEqualTo(412);
    assertThat(gateway.exchange(method, "/ipfs/" + directory + "/b.txt").status()).isEqualTo(200);
    assertThat(gateway.exchange(method, "/ipfs/" + MISSING, header).status()).isEqualTo(412);
    assertThat(gateway.exchange(method, "/ipfs/bafkqabtimvwgy3yk", header).status()).isEqualTo(200);
  }

  @Test
  void onlyIfCachedAsksTheNetworkForNothing() throws IOException {
    Cid elsewhere = blocks.file("far away");
    blocks.moveElsewhere(elsewhere);
    blocks.takeAsked();

    assertThat(gateway.get("/ipfs/" + elsewhere, "Cache-Control: only-if-cached").status()).isEqualTo(412);

    assertThat(blocks.takeAsked()).isEmpty();
  }

  @Test
  void repeatsSmallAnswersFromMemory() throws IOException {
    try (TestGateway hot = new TestGateway(options -> options)) {
      Cid cid = hot.blocks.file("small");
      String target = "/ipfs/" + cid;
      Response first = hot.get(target);
      hot.blocks.takeAsked();

      Response second = hot.get(target);
      Response head = hot.exchange("HEAD", target);

      assertThat(hot.blocks.takeAsked()).isEmpty();
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(second.headers().stream().map(h -> h[0]).toList())
          .containsExactlyInAnyOrderElementsOf(first.headers().stream().map(h -> h[0]).toList());
      for (String[] header : first.headers()) {
        if (!header[0].equals("Date")) {
          assertThat(second.header(header[0])).contains(header[1]);
          assertThat(head.header(header[0])).contains(header[1]);
        }
      }
      assertThat(hot.get(target, "If-None-Match: W/\"" + cid + "\"").status()).isEqualTo(304);
      assertThat(hot.get(target, "If-None-Match: \"x\"").status()).isEqualTo(200);
      assertThat(hot.get(target, "Accept: text/html,*/*;q=0.8").text()).isEqualTo("small");
      assertThat(hot.blocks.takeAsked()).isEmpty();
    }
  }

  @Test
  void makesAnswersAnewWhereTheyMayDiffer() throws IOException {
    try (TestGateway hot = new TestGateway(options -> options)) {
      Cid cid = hot.blocks.file("small");
      String target = "/ipfs/" + cid;
      hot.get(target);
      hot.blocks.takeAsked();

      assertThat(hot.get(target, "Accept: application/vnd.ipld.raw").header("Content-Type"))
          .contains("application/vnd.ipld.raw");
      assertThat(hot.get(target, "Range: bytes=1-2").text()).isEqualTo("ma");
      assertThat(hot.blocks.takeAsked()).isNotEmpty();
      hot.blocks.moveElsewhere(cid);
      assertThat(hot.get(target, "Cache-Control: only-if-cached").status()).isEqualTo(412);
      assertThat(hot.get(target + "?download=true").header("Content-Disposition")).contains("attachment");
      assertThat(hot.get(target).header("Content-Disposition")).isEmpty();
    }
  }
}
