package dev.cairn.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dag.unixfs.Attributes;
import dev.cairn.dag.unixfs.ImportOptions;
import dev.cairn.dag.unixfs.UnixTime;
import dev.cairn.gateway.RawHttp.Response;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multibase;
import dev.cairn.multiformats.Multicodec;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files over HTTP: bytes, types, ranges, and which blocks that takes. */
class FilesTest {
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

  @BeforeEach
  void forget() {
    blocks.takeAsked();
  }

  private static Response get(String target, String... headers) throws IOException {
    return gateway.get(target, headers);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, 1025, 10_000, 70_000, 300_000})
  void servesFilesOfAnySize(int size) throws IOException {
    byte[] content = TestBlocks.noise(size);
    Cid cid = blocks.file(content);

    Response response = get("/ipfs/" + cid);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(content);
    assertThat(response.header("Content-Length")).contains(Integer.toString(size));
    assertThat(response.header("Accept-Ranges")).contains("bytes");
    assertThat(response.header("Etag")).contains("\"" + cid + "\"");
    assertThat(response.header("Cache-Control")).contains("public, max-age=29030400, immutable");
    assertThat(response.header("X-Ipfs-Path")).contains("/ipfs/" + cid);
    assertThat(response.header("X-Ipfs-Roots")).contains(cid.toString());
    assertThat(response.header("Date")).isPresent();
    assertThat(response.header("Content-Disposition")).isEmpty();
    assertThat(response.header("Transfer-Encoding")).isEmpty();
  }

  @Test
  void servesBothVersionsOfCidsInAnyBase() throws IOException {
    Cid v0 = blocks.file("old".getBytes(UTF_8), ImportOptions.unixfsV0_2015(), Attributes.none());
    Cid v1 = v0.toV1();

    for (String text : new String[]{
        v0.toString(), v1.toString(), v1.toString(Multibase.BASE36), v1.toString(Multibase.BASE16),
        v1.toString(Multibase.BASE58_BTC), v1.toString(Multibase.BASE64_URL)}) {
      assertThat(get("/ipfs/" + text).text()).as(text).isEqualTo("old");
    }
  }

  @Test
  void servesIdentityCidsWithoutAnyBlock() throws IOException {
    assertThat(get("/ipfs/bafkqabtimvwgy3yk").text()).isEqualTo("hello\n");
    assertThat(get("/ipfs/bafkqabtimvwgy3yk/").text()).isEqualTo("hello\n");
    assertThat(get("/ipfs/bafkqaaa").body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "index.html | text/html",
      "style.css | text/css; charset=utf-8",
      "data.json | application/json",
      "picture.svg | image/svg+xml",
      "noextension | text/plain; charset=utf-8",
      "noextension?filename=a.js | text/javascript; charset=utf-8",
      "style.css?filename=b.png | image/png",
  })
  void typesByName(String name, String type) throws IOException {
    String file = name.replaceFirst("\\?.*", "");
    Cid directory = blocks.directory(Map.of(file, "x"));

    assertThat(get("/ipfs/" + directory + "/" + name).header("Content-Type")).contains(type);
  }

  @Test
  void typesByContentWhereThereIsNoName() throws IOException {
    assertThat(get("/ipfs/" + blocks.file("{\"a\": 1}")).header("Content-Type")).contains("application/json");
    assertThat(get("/ipfs/" + blocks.file("<html></html>")).header("Content-Type")).contains("text/html");
    assertThat(
        get("/ipfs/" + blocks.file("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")).header("Content-Type"))
        .contains("image/svg+xml");
    // Three leaves; the first alone looks like a JSON that goes on.
    assertThat(get("/ipfs/" + blocks.file("[" + "1, ".repeat(1000) + "1]")).header("Content-Type"))
        .contains("application/json");
  }

  @ParameterizedTest
  @CsvSource({
      "bytes=0-0, 0, 0", "bytes=1500-1600, 1500, 1600", "bytes=1000-3000, 1000, 3000",
      "bytes=9000-, 9000, 9999",
      "bytes=-5, 9995, 9999", "bytes=0-99999, 0, 9999", "'bytes=6-16,0-4', 6, 16"})
  void servesRanges(String range, int first, int last) throws IOException {
    byte[] content = TestBlocks.noise(10_000);
    Cid cid = blocks.file(content);

    Response response = get("/ipfs/" + cid, "Range: " + range);

    assertThat(response.status()).isEqualTo(206);
    assertThat(response.body()).isEqualTo(Arrays.copyOfRange(content, first, last + 1));
    assertThat(response.header("Content-Range")).contains("bytes " + first + "-" + last + "/10000");
    assertThat(response.header("Content-Length")).contains(Integer.toString(last + 1 - first));
    assertThat(response.header("Etag")).contains("\"" + cid + "\"");
  }

  @Test
  void refusesARangeOutside() throws IOException {
    Cid cid = blocks.file(TestBlocks.noise(10_000));

    Response response = get("/ipfs/" + cid, "Range: bytes=10000-");

    assertThat(response.status()).isEqualTo(416);
    assertThat(response.header("Content-Range")).contains("bytes */10000");
    assertThat(response.header("Cache-Control")).contains("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=5-1", "lines=1-2", "bytes=0-,0-", "nonsense"})
  void ignoresBrokenRanges(String range) throws IOException {
    assertThat(get("/ipfs/" + blocks.file("hello"), "Range: " + range).status()).isEqualTo(200);
  }

  @Test
  void ignoresARangeOfAnEmptyFile() throws IOException {
    Response response = get("/ipfs/" + blocks.file(""), "Range: bytes=0-");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("Content-Length")).contains("0");
  }

  @Test
  void honoursARangeOnlyOfTheExpectedContent() throws IOException {
    Cid cid = blocks.file("hello");

    assertThat(get("/ipfs/" + cid, "Range: bytes=0-1", "If-Range: \"" + cid + "\"").status()).isEqualTo(206);
    assertThat(get("/ipfs/" + cid, "Range: bytes=0-1", "If-Range: \"other\"").status()).isEqualTo(200);
    assertThat(get("/ipfs/" + cid, "Range: bytes=0-1", "If-Range: W/\"" + cid + "\"").status())
        .isEqualTo(200);
  }

  @Test
  void aRangeReadsOnlyItsLeaves() throws IOException {
    byte[] content = TestBlocks.noise(10 * TestBlocks.LEAF);
    Cid cid = blocks.file(content);
    Cid third = TestBlocks.leaf(Arrays.copyOfRange(content, 2 * TestBlocks.LEAF, 3 * TestBlocks.LEAF));
    Cid fourth = TestBlocks.leaf(Arrays.copyOfRange(content, 3 * TestBlocks.LEAF, 4 * TestBlocks.LEAF));
    blocks.takeAsked();

    assertThat(get("/ipfs/" + cid, "Range: bytes=3000-3100").status()).isEqualTo(206);

    assertThat(blocks.takeAsked()).containsOnly(cid, third, fourth);
  }

  @Test
  void aRangeSucceedsThoughOtherLeavesAreMissing() throws IOException {
    byte[] content = "The quick brown fox jumps over the lazy dog. ".repeat(100).getBytes(UTF_8);
    Cid cid = blocks.file(content);
    blocks.remove(TestBlocks.leaf(Arrays.copyOfRange(content, 1024, 2048)));

    Response before = get("/ipfs/" + cid, "Range: bytes=997-1000");
    Response behind = get("/ipfs/" + cid, "Range: bytes=2200-2201");

    assertThat(before.status()).isEqualTo(206);
    assertThat(before.header("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(behind.status()).isEqualTo(206);
    assertThat(behind.header("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(get("/ipfs/" + cid, "Range: bytes=1500-1501").status()).isEqualTo(404);
  }

  @Test
  void headSaysTheSameAndReadsNoBody() throws IOException {
    byte[] content = TestBlocks.noise(10_000);
    Cid directory = blocks.directory(Map.of("a.bin", "x"));
    Cid cid = blocks.file(content);
    blocks.takeAsked();

    Response head = gateway.exchange("HEAD", "/ipfs/" + cid + "?filename=video.mp4");

    assertThat(blocks.takeAsked()).containsOnly(cid);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).contains("10000");
    assertThat(head.header("Content-Type")).contains("video/mp4");
    assertThat(head.header("Etag")).contains("\"" + cid + "\"");
    assertThat(gateway.exchange("HEAD", "/ipfs/" + directory + "/a.bin").header("Content-Length"))
        .contains("1");
  }

  @Test
  void headOfATypeToSniffReadsTheFirstLeafAlone() throws IOException {
    byte[] content = "text ".repeat(1000).getBytes(UTF_8);
    Cid cid = blocks.file(content);
    blocks.takeAsked();

    assertThat(gateway.exchange("HEAD", "/ipfs/" + cid).header("Content-Type"))
        .contains("text/plain; charset=utf-8");

    assertThat(blocks.takeAsked()).containsOnly(cid,
        TestBlocks.leaf(Arrays.copyOf(content, TestBlocks.LEAF)));
  }

  @Test
  void namesDownloads() throws IOException {
    Cid directory = blocks.directory(Map.of("report.pdf", "x"));
    String path = "/ipfs/" + directory + "/report.pdf";

    assertThat(get(path + "?filename=a%20b.pdf").header("Content-Disposition"))
        .contains("inline; filename=\"a%20b.pdf\"; filename*=UTF-8''a%20b.pdf");
    assertThat(get(path + "?filename=%C4%85.pdf&download=true").header("Content-Disposition"))
        .contains("attachment; filename=\"_.pdf\"; filename*=UTF-8''%C4%85.pdf");
    assertThat(get(path + "?download=true").header("Content-Disposition"))
        .contains("attachment; filename=\"report.pdf\"; filename*=UTF-8''report.pdf");
    assertThat(get("/ipfs/" + blocks.file("x") + "?download=true").header("Content-Disposition"))
        .contains("attachment");
    assertThat(get(path + "?filename=%0d%0aX-Evil:1").header("X-Evil")).isEmpty();
  }

  @Test
  void tellsTheTimeOfFilesThatHaveOne() throws IOException {
    Instant time = Instant.parse("2024-05-06T07:08:09Z");
    Cid cid = blocks.file("dated".getBytes(UTF_8),
        TestBlocks.OPTIONS.withRawLeaves(false).withKept(false, true),
        Attributes.none().withMtime(UnixTime.of(time)));

    assertThat(get("/ipfs/" + cid).header("Last-Modified")).contains("Mon, 06 May 2024 07:08:09 GMT");
    assertThat(get("/ipfs/" + cid, "If-Modified-Since: Mon, 06 May 2024 07:08:09 GMT").status())
        .isEqualTo(304);
    assertThat(get("/ipfs/" + cid, "If-Modified-Since: Mon, 06 May 2024 07:08:08 GMT").status())
        .isEqualTo(200);
    assertThat(get("/ipfs/" + cid, "If-Unmodified-Since: Mon, 06 May 2024 07:08:08 GMT").status())
        .isEqualTo(412);
  }

  @Test
  void showsASymbolicLinkAndDoesNotFollowIt() throws IOException {
    Cid directory = blocks.directory(Map.of("foo", "content", "bar", "->foo"));

    Response response = get("/ipfs/" + directory + "/bar");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("foo");
    assertThat(response.header("Content-Type")).contains("inode/symlink");
  }

  @Test
  void nothingLiesBelowAFile() throws IOException {
    Cid directory = blocks.directory(Map.of("a.txt", "x"));

    assertThat(get("/ipfs/" + directory + "/a.txt/b").status()).isEqualTo(404);
    assertThat(get("/ipfs/" + blocks.block(Multicodec.RAW, new byte[]{1}) + "/b").status()).isEqualTo(404);
  }

  @Test
  void takesNamesLiterally() throws IOException {
    Cid directory = blocks.directory(Map.of(
        "Portugal%2C+España=Peninsula Ibérica.txt", "percent", "a&b?.txt", "amp", "100%", "hundred"));

    assertThat(
        get("/ipfs/" + directory + "/Portugal%252C+Espa\u00c3\u00b1a=Peninsula%20Ib\u00c3\u00a9rica.txt")
            .text())
        .isEqualTo("percent");
    assertThat(get("/ipfs/" + directory + "/a&b%3F.txt").text()).isEqualTo("amp");
    assertThat(get("/ipfs/" + directory + "/100%25").text()).isEqualTo("hundred");
  }
}
