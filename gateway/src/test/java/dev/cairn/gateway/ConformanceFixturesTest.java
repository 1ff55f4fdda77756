package dev.cairn.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.dag.Block;
import dev.cairn.dag.car.CarReader;
import dev.cairn.gateway.RawHttp.Response;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cases of the official gateway suite (gateway-conformance v0.13) for path gateways without names, on its own
 * fixtures. Roots are those of the fixtures' CAR files.
 */
class ConformanceFixturesTest {
  private static final String LISTING = "bafybeig6ka5mlwkl4subqhaiatalkcleo4jgnr3hqwvpmsqfca27cijp3i";
  private static final String CACHE = "bafybeib3ffl2teiqdncv3mkz4r23b5ctrwkzrrhctdbne6iboayxuxk5ui";
  private static final String RAW_BLOCK = "bafybeie72edlprgtlwwctzljf6gkn2wnlrddqjbkxo3jomh4n7omwblxly";
  private static final String PERCENT = "bafybeig675grnxcmshiuzdaz2xalm6ef4thxxds6o6ypakpghm5kghpc34";
  private static final String SYMLINK = "QmWvY6FaqFMS89YAQ9NAPjVP4WZKA1qbHbicc9HeSKQTgt";
  private static final String MISSING_BLOCK = "QmYhmPjhFjYFyaoiuNzYv8WGavpSRDwdHWe5B4M5du5Rtk";
  private static final String DAG_CBOR = "bafyreibs4utpgbn7uqegmd2goqz4bkyflre2ek2iwv743fhvylwi4zeeim";
  private static final String DAG_JSON = "baguqeeram5ujjqrwheyaty3w5gdsmoz6vittchvhk723jjqxk7hakxkd47xq";
  private static final String SHARDED = "bafybeidbclfqleg2uojchspzd4bob56dqetqjsj27gy2cq3klkkgxtpn4i";

  private static TestGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    Path fixtures = Path.of(System.getProperty("cairn.fixtures", "../shared/fixtures"))
        .resolve("gateway-conformance");
    if (!Files.isDirectory(fixtures)) {
      return;
    }
    gateway = new TestGateway();
    for (String car : List.of(
        "dir_listing/fixtures", "gateway-cache/fixtures", "gateway-raw-block",
        "path_gateway_unixfs/dir-with-files",
        "path_gateway_unixfs/dir-with-percent-encoded-filename", "path_gateway_unixfs/symlink",
        "trustless_gateway_car/file-3k-and-3-blocks-missing-block",
        "trustless_gateway_car/single-layer-hamt-with-multi-block-files",
        "path_gateway_dag/gateway-json-cbor",
        "path_gateway_dag/dag-cbor-traversal", "path_gateway_dag/dag-json-traversal",
        "path_gateway_dag/plain-json",
        "path_gateway_dag/plain-cbor")) {
      load(fixtures.resolve(car + ".car"));
    }
  }

  private static void load(Path car) throws IOException {
    try (CarReader reader = CarReader.open(new BufferedInputStream(Files.newInputStream(car)))) {
      for (Optional<Block> block = reader.next(); block.isPresent(); block = reader.next()) {
        gateway.blocks.put(block.get());
      }
    }
  }

  @BeforeEach
  void needsFixtures() {
    assumeTrue(gateway != null,
        "skipped: there are no test vectors at the path of the property cairn.fixtures");
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  private static Response get(String target, String... headers) throws IOException {
    return gateway.get(target, headers);
  }

  private static List<String> roots(String target) throws IOException {
    return List.of(get(target).header("X-Ipfs-Roots").orElseThrow().split(","));
  }

  @Test
  void listings() throws IOException {
    String file = roots("/ipfs/" + LISTING + "/%C4%85/%C4%99/file-%C5%BA%C5%82.txt").getLast();
    Response root = get("/ipfs/" + LISTING + "/");
    Response below = get("/ipfs/" + LISTING + "/%C4%85/%C4%99/");
    String base = "/ipfs/" + LISTING;

    assertThat(root.text()).contains("Index of").doesNotContain("<a href=\"" + base + "/\">..</a>");
    assertThat(get(base + "/%C4%85/%C4%99").status()).isEqualTo(301);
    assertThat(get(base + "/%C4%85/%C4%99").header("Location")).contains(base + "/%C4%85/%C4%99/");
    assertThat(below.header("Etag").orElseThrow()).contains("\"DirIndex-");
    assertThat(below.text())
        .contains("/ipfs/<a href=\"" + base + "\">" + LISTING + "</a>/<a href=\"" + base
            + "/%C4%85\">ą</a>/<a href=\""
            + base + "/%C4%85/%C4%99\">ę</a>")
        .contains("<a href=\"" + base + "/%C4%85/%C4%99/..\">..</a>")
        .contains("<a href=\"" + base + "/%C4%85/%C4%99/file-%C5%BA%C5%82.txt\">file-źł.txt</a>")
        .contains("<a class=\"ipfs-hash\" translate=\"no\" href=\"/ipfs/" + file
            + "?filename=file-%25C5%25BA%25C5%2582.txt\">");
    assertThat(get(base + "/i-do-not-exist").status()).isEqualTo(404);
  }

  @Test
  void caching() throws IOException {
    String base = "/ipfs/" + CACHE;
    List<String> roots = roots(base + "/root2/root3/root4/index.html");
    assertThat(roots).hasSize(5).startsWith(CACHE);

    Response listing = get(base + "/root2/root3/");
    assertThat(listing.header("X-Ipfs-Path")).contains(base + "/root2/root3/");
    assertThat(listing.header("X-Ipfs-Roots")).contains(String.join(",", roots.subList(0, 3)));
    assertThat(listing.header("Etag").orElseThrow()).matches("\"DirIndex-.*_CID-" + roots.get(2) + "\"");

    Response page = get(base + "/root2/root3/root4/");
    assertThat(page.header("Cache-Control")).contains("public, max-age=29030400, immutable");
    assertThat(page.header("X-Ipfs-Roots")).contains(String.join(",", roots.subList(0, 4)));
    assertThat(page.header("Etag")).contains("\"" + roots.get(3) + "\"");

    Response file = get(base + "/root2/root3/root4/index.html");
    assertThat(file.header("Etag")).contains("\"" + roots.get(4) + "\"");
    assertThat(file.header("X-Ipfs-Path")).contains(base + "/root2/root3/root4/index.html");

    for (String etag : List.of(
        "\"" + roots.get(4) + "\"", "W/\"" + roots.get(4) + "\"", "*",
        "\"a\", \"b\", \"" + roots.get(4) + "\"")) {
      assertThat(get(base + "/root2/root3/root4/index.html", "If-None-Match: " + etag).status())
          .isEqualTo(304);
    }
    assertThat(get(base + "/root2/root3/root4/", "If-None-Match: \"" + roots.get(3) + "\"").status())
        .isEqualTo(304);
    assertThat(get(base + "/root2/root3/", "If-None-Match: W/\"" + roots.get(2) + "\"").status())
        .isEqualTo(304);
    assertThat(
        get(base + "/root2/root3/", "If-None-Match: W/" + listing.header("Etag").orElseThrow()).status())
        .isEqualTo(304);

    String cached = "Cache-Control: only-if-cached";
    assertThat(get(base + "/root2/root3/root4/?format=raw", cached).status()).isEqualTo(200);
    assertThat(gateway.exchange("HEAD", base + "/root2/root3/root4/?format=raw", cached).status())
        .isEqualTo(200);
    assertThat(get("/ipfs/QmYzfKSE55XCjD1MW128RfciAf2DViABhEiXfgVFMabSjN", cached).status()).isEqualTo(412);
  }

  @Test
  void rawBlocks() throws IOException {
    Response part = get("/ipfs/" + RAW_BLOCK + "/dir", "Accept: application/vnd.ipld.raw",
        "Range: bytes=6-16");
    Response file = get("/ipfs/" + RAW_BLOCK + "/dir/ascii.txt", "Accept: application/vnd.ipld.raw");

    assertThat(get("/ipfs/" + RAW_BLOCK + "/dir?format=raw").status()).isEqualTo(200);
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Range")).contains("bytes 6-16/57");
    assertThat(file.header("Content-Disposition").orElseThrow()).startsWith("attachment;");
    assertThat(file.header("X-Ipfs-Roots").orElseThrow()).contains(RAW_BLOCK);
  }

  @ParameterizedTest
  @CsvSource({
      "bytes=6-16, bytes 6-16/31", "bytes=-3, bytes 28-30/31",
      "'bytes=6-16,0-4', bytes 6-16/31"})
  void ranges(String range, String contentRange) throws IOException {
    String root = filesRoot();
    byte[] whole = get("/ipfs/" + root + "/ascii.txt").body();

    Response response = get("/ipfs/" + root + "/ascii.txt", "Range: " + range);

    assertThat(whole).hasSize(31);
    assertThat(response.status()).isEqualTo(206);
    assertThat(response.header("Content-Type").orElseThrow()).contains("text/plain");
    assertThat(response.header("Content-Range")).contains(contentRange);
    int first = Integer.parseInt(contentRange.replaceAll("bytes (\\d+)-.*", "$1"));
    assertThat(response.body())
        .isEqualTo(java.util.Arrays.copyOfRange(whole, first, first + response.body().length));
  }

  private static String filesRoot() {
    return "bafybeihchr7vmgjaasntayyatmp5sv6xza57iy2h4xj7g46bpjij6yhrmy";
  }

  @Test
  void rangesOfAFileWithAMissingBlock() throws IOException {
    for (String range : List.of("997-1000", "2200-2201")) {
      Response response = get("/ipfs/" + MISSING_BLOCK, "Range: bytes=" + range);
      assertThat(response.status()).isEqualTo(206);
      assertThat(response.header("Content-Range")).contains("bytes " + range + "/3072");
    }
  }

  @Test
  void namesWithPercentSigns() throws IOException {
    assertThat(get("/ipfs/" + PERCENT + "/Portugal%252C+Espa%C3%B1a=Peninsula%20Ib%C3%A9rica.txt").status())
        .isEqualTo(200);
  }

  @Test
  void symbolicLinks() throws IOException {
    assertThat(get("/ipfs/" + SYMLINK + "/").text()).contains(">foo<", ">bar<");
    assertThat(get("/ipfs/" + SYMLINK + "/bar").text()).isEqualTo("foo");
  }

  @Test
  void pathsThroughDocuments() throws IOException {
    for (String root : List.of(DAG_CBOR, DAG_JSON)) {
      String format = root.equals(DAG_CBOR) ? "dag-cbor" : "dag-json";
      assertThat(get("/ipfs/" + root + "/foo?format=" + format).status()).isEqualTo(501);
      assertThat(get("/ipfs/" + root + "/foo/link/bar?format=" + format).status()).isEqualTo(200);
      assertThat(get("/ipfs/" + root + "/foo/i-do-not-exist").status()).isEqualTo(404);
      assertThat(get("/ipfs/" + root).header("Content-Type")).contains("application/vnd.ipld." + format);
      assertThat(
          get("/ipfs/" + root + "?format=" + (root.equals(DAG_CBOR) ? "dag-json" : "dag-cbor")).status())
          .isEqualTo(406);
      assertThat(gateway.exchange("HEAD", "/ipfs/" + root).header("Content-Length")).isPresent();
    }
    assertThat(get("/ipfs/" + DAG_JSON + "/foo/link/bar").text().replace(" ", ""))
        .isEqualTo("{\"hello\":\"thisisnotalink\"}");
  }

  @Test
  void shardedDirectories() throws IOException {
    Response listing = get("/ipfs/" + SHARDED + "/");

    assertThat(listing.status()).isEqualTo(200);
    assertThat(new String(listing.body(), UTF_8)).contains("items");
  }
}
