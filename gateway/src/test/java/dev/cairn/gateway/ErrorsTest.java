package dev.cairn.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.gateway.RawHttp.Response;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals, redirects, and what every response carries. */
class ErrorsTest {
  private static final String MISSING = "QmYzfKSE55XCjD1MW128RfciAf2DViABhEiXfgVFMabSjN";
  private static final String HTML = "Accept: text/html,*/*;q=0.8";

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

  private static Response get(String target, String... headers) throws IOException {
    return gateway.get(target, headers);
  }

  @ParameterizedTest
  @CsvSource({
      "/ipfs/QmInvalidCID, 400",
      "/ipfs/, 400",
      "/ipfs, 400",
      "/ipfs/%zz, 400",
      "/ipfs/bafkqaaa/%4, 400",
      "/../etc/passwd, 400",
      "/ipfs/" + MISSING + ", 404",
      "/favicon.ico, 404",
      "/robots.txt, 404",
      "/ipfsx/bafkqaaa, 404",
      "/ipns/k51qzi5uqu5dlxdsdu5fpuu7h69wu4ohp32iwm9pdt9nq3y5rpn3ln9j12zfhe, 501",
      "/ipns/, 501",
      "/?uri=http://example.com/, 400",
      "/ipfs/bafkqaaa?uri=nonsense, 400",
  })
  void refusesWithAClearStatus(String target, int status) throws IOException {
    Response text = get(target);
    Response page = get(target, HTML);

    assertThat(text.status()).isEqualTo(status);
    assertThat(text.header("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(text.text()).isNotBlank().doesNotContain("<html");
    assertThat(text.header("Cache-Control")).contains("no-store");
    assertThat(text.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.status()).isEqualTo(status);
    assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy")).isPresent();
    assertThat(page.text()).endsWith("</html>\n");
    assertThat(gateway.exchange("HEAD", target).status()).isEqualTo(status);
  }

  @Test
  void saysInvalidPathInTheWordsThatToolsKnow() throws IOException {
    assertThat(get("/ipfs/QmInvalidCID").text()).contains("invalid path \"/ipfs/QmInvalidCID\"");
  }

  @Test
  void namesTheMissingBlock() throws IOException {
    Cid file = blocks.file(TestBlocks.noise(3000));
    Cid leaf = TestBlocks.leaf(Arrays.copyOf(TestBlocks.noise(3000), TestBlocks.LEAF));
    blocks.remove(leaf);

    assertThat(get("/ipfs/" + MISSING).text()).contains(MISSING).contains("cairn add");
    // Before the first byte it is still a clean 404.
    assertThat(get("/ipfs/" + file + "?filename=a.txt").status()).isEqualTo(404);
    assertThat(get("/ipfs/" + file + "?filename=a.txt").text()).contains(leaf.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "/ipfs/<script>alert(1)</script>", "/<script>", "/ipfs/%3Cscript%3E", "/ipns/<script>",
      "/ipfs/bafkqaaa?format=<script>", "/?uri=<script>:x", "/ipfs/bafkqaaa/<script>"})
  void neverEchoesMarkup(String target) throws IOException {
    Response page = get(target, HTML);

    assertThat(page.status()).isGreaterThanOrEqualTo(400);
    assertThat(page.text()).doesNotContain("<script");
  }

  @Test
  void neverEchoesControlCharacters() throws IOException {
    assertThat(get("/ipfs/%1b[31m%00%0d%0ax").text()).doesNotContain("\u001b", "\u0000", "\r");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "PROPFIND", "TRACE"})
  void isReadOnly(String method) throws IOException {
    Response response = gateway.exchange(method, "/ipfs/bafkqaaa", "Content-Length: 0");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.header("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void answersOptions() throws IOException {
    for (String target : new String[]{"/ipfs/bafkqabtimvwgy3yk/", "/", "*"}) {
      Response response = gateway.exchange("OPTIONS", target);
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isEmpty();
      assertThat(response.header("Allow")).contains("GET, HEAD, OPTIONS");
    }
  }

  @Test
  void letsScriptsOfAnyOriginRead() throws IOException {
    Cid directory = blocks.directory(Map.of("a.txt", "x"));
    for (Response response : new Response[]{
        get("/ipfs/bafkqabtimvwgy3yk/"), get("/ipfs/" + directory), get("/ipfs/" + directory + "/"),
        get("/nothing"),
        get("/ipfs/bafkqaaa", "If-None-Match: *"), gateway.exchange("OPTIONS", "/ipfs/bafkqaaa"),
        gateway.exchange("POST", "/", "Content-Length: 0")}) {
      assertThat(response.header("Access-Control-Allow-Origin")).contains("*");
      assertThat(response.header("Access-Control-Allow-Methods")).contains("GET, HEAD, OPTIONS");
      assertThat(response.header("Access-Control-Allow-Headers"))
          .contains("Content-Type, Range, User-Agent, X-Requested-With");
      assertThat(response.header("Access-Control-Expose-Headers")).contains(
          "Content-Length, Content-Range, X-Chunked-Output, X-Ipfs-Path, X-Ipfs-Roots, X-Stream-Output");
      assertThat(response.header("Date")).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource({
      "/ipfs/ipfs/bafkqaaa/a+b?x=1, /ipfs/bafkqaaa/a+b?x=1",
      "/ipfs/ipns/example.org/x/, /ipns/example.org/x/",
      "/ipfs/?uri=ipfs%3A%2F%2Fbafkqaaa%2Fwiki%2FDiego_Maradona.html, /ipfs/bafkqaaa/wiki/Diego_Maradona.html",
      "/?uri=ipns://example.org/a?b=c%23d, /ipns/example.org/a?b=c",
      "/ipfs/bafkqaaa?uri=IPFS://bafkqabtimvwgy3yk, /ipfs/bafkqabtimvwgy3yk",
  })
  void redirectsToContentPaths(String target, String location) throws IOException {
    Response response = get(target);

    assertThat(response.status()).isEqualTo(301);
    assertThat(response.header("Location")).contains(location);
  }

  @ParameterizedTest
  @CsvSource({
      "bafkqaaa, /ipfs/bafkqaaa",
      "%20bafkqaaa%0A, /ipfs/bafkqaaa",
      "%2Fipfs%2Fbafkqaaa%2Fa%20b, /ipfs/bafkqaaa/a%20b",
      "ipfs%3A%2F%2Fbafkqaaa%2Fx, /ipfs/bafkqaaa/x",
      "https%3A%2F%2Fipfs.io%2Fipfs%2Fbafkqaaa, /ipfs/bafkqaaa",
      "%2F%2Fevil.example, /ipfs///evil.example",
  })
  void opensWhatWasTyped(String typed, String location) throws IOException {
    Response response = get("/?open=" + typed);

    assertThat(response.status()).isEqualTo(302);
    assertThat(response.header("Location")).contains(location);
  }

  @Test
  void welcomes() throws IOException {
    Response response = get("/");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).contains("IPFS gateway");
    assertThat(gateway.exchange("HEAD", "/").header("Content-Length"))
        .contains(Integer.toString(response.body().length));
  }

  @Test
  void letsNoServiceWorkerRuleOverOtherContent() throws IOException {
    Cid site = blocks.directory(Map.of("index.html", "x", "sw.js", "y"));
    String header = "Service-Worker: script";

    assertThat(get("/ipfs/" + site, header).status()).isEqualTo(400);
    assertThat(get("/ipfs/" + site, header).text())
        .contains("navigator.serviceWorker: registration is not allowed for this scope");
    assertThat(get("/ipfs/" + site + "/", header).status()).isEqualTo(200);
    assertThat(get("/ipfs/" + site + "/sw.js", header).status()).isEqualTo(200);
  }

  @Test
  void neverServesDamagedBlocks() throws IOException {
    byte[] content = TestBlocks.noise(300 * 1024);
    Cid whole = blocks.file(content);
    Cid root = blocks.file("damaged root");
    blocks.damage(root);
    blocks.damage(TestBlocks.leaf(Arrays.copyOfRange(content, 200 * 1024, 201 * 1024)));

    Response before = get("/ipfs/" + root);
    Response inside = get("/ipfs/" + whole);

    assertThat(before.status()).isEqualTo(500);
    assertThat(before.text()).contains(root.toString()).contains("cairn repo verify");
    assertThat(inside.status()).isEqualTo(200);
    assertThat(inside.complete()).isFalse();
    assertThat(inside.body().length).isLessThanOrEqualTo(200 * 1024);
    assertThat(inside.body()).isEqualTo(Arrays.copyOf(content, inside.body().length));
  }

  @Test
  void breaksOffAListingThatCannotBeFinished() throws IOException {
    Map<String, String> files = new java.util.HashMap<>();
    for (int i = 0; i < 2000; i++) {
      files.put("file-with-a-rather-long-name-" + i, "");
    }
    Cid directory = blocks.directory(files,
        TestBlocks.OPTIONS.withHamtThresholdBytes(1000).withHamtFanout(256));
    blocks.takeAsked();
    get("/ipfs/" + directory + "/");
    blocks.remove(blocks.takeAsked().getLast());

    // It is collected to be sorted before anything is sent, so this is still a clean refusal.
    assertThat(get("/ipfs/" + directory + "/").status()).isEqualTo(404);
  }

  @Test
  void tellsOfContentThatIsNoFile() throws IOException {
    Cid garbage = blocks.block(Multicodec.DAG_PB, "not protobuf".getBytes(UTF_8));
    Cid unknown = blocks.block(Multicodec.LIBP2P_KEY, new byte[]{1, 2, 3});

    assertThat(get("/ipfs/" + garbage).status()).isEqualTo(422);
    assertThat(get("/ipfs/" + unknown).status()).isEqualTo(422);
    assertThat(get("/ipfs/" + garbage).text()).contains("?format=raw");
    assertThat(get("/ipfs/" + garbage + "?format=raw").text()).isEqualTo("not protobuf");
  }

  @Test
  void addsTheHeadersOfTheOperator() throws IOException {
    try (TestGateway custom = new TestGateway("""
        "HTTPHeaders": {
          "X-Operator": ["a", "b"],
          "access-control-allow-headers": ["X-Custom, range"],
          "Access-Control-Allow-Origin": ["https://example.org"]
        }""", options -> options)) {
      Response response = custom.get("/ipfs/bafkqaaa");

      assertThat(response.header("X-Operator")).contains("a, b");
      assertThat(response.header("Access-Control-Allow-Origin")).contains("https://example.org");
      assertThat(response.header("Access-Control-Allow-Headers"))
          .contains("Content-Type, Range, User-Agent, X-Custom, X-Requested-With");
    }
  }

  @Test
  void canDoWithoutHtml() throws IOException {
    try (TestGateway plain = new TestGateway("\"DisableHTMLErrors\": true", o -> o)) {
      assertThat(plain.get("/nothing", HTML).header("Content-Type")).contains("text/plain; charset=utf-8");
    }
  }
}
