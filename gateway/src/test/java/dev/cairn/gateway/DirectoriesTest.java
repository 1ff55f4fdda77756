package dev.cairn.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dag.unixfs.ImportOptions;
import dev.cairn.gateway.RawHttp.Response;
import dev.cairn.multiformats.Cid;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Directories over HTTP: redirects, index pages, listings. */
class DirectoriesTest {
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

  private static List<String> names(Response listing) {
    return Pattern.compile("class=\"n\"><a href=\"[^\"]*\">([^<]*)</a>")
        .matcher(listing.text())
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  @Test
  void redirectsToTheTrailingSlash() throws IOException {
    Cid directory = blocks.directory(Map.of("ą/ę/a.txt", "x"));

    // As a browser sends it, as a careless client sends it, with lower-case digits, with a query.
    for (String path : List.of("%C4%85/%C4%99", "\u00c4\u0085/\u00c4\u0099", "%c4%85/%c4%99")) {
      Response response = get("/ipfs/" + directory + "/" + path);
      assertThat(response.status()).isEqualTo(301);
      assertThat(response.header("Location")).contains("/ipfs/" + directory + "/%C4%85/%C4%99/");
    }
    assertThat(get("/ipfs/" + directory + "?a=b&c=%2f").header("Location"))
        .contains("/ipfs/" + directory + "/?a=b&c=%2F");
    assertThat(get("http://somewhere/ipfs/" + directory).header("Location"))
        .contains("/ipfs/" + directory + "/");
    assertThat(get("//ipfs/" + directory).header("Location")).contains("/ipfs/" + directory + "/");
  }

  @Test
  void leavesGoToolsWithoutRedirect() throws IOException {
    Cid directory = blocks.directory(Map.of("a.txt", "x"));

    assertThat(get("/ipfs/" + directory + "?go-get=1").status()).isEqualTo(200);
  }

  @Test
  void servesTheIndexPageUnderTheTagOfTheDirectory() throws IOException {
    Cid directory = blocks.directory(Map.of("index.html", "<h1>hi</h1>", "other", "x"));

    Response response = get("/ipfs/" + directory + "/");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("<h1>hi</h1>");
    assertThat(response.header("Content-Type")).contains("text/html");
    assertThat(response.header("Etag")).contains("\"" + directory + "\"");
    assertThat(response.header("Cache-Control")).contains("public, max-age=29030400, immutable");
    assertThat(response.header("X-Ipfs-Path")).contains("/ipfs/" + directory + "/");
    assertThat(response.header("X-Ipfs-Roots")).contains(directory.toString());
    assertThat(get("/ipfs/" + directory + "/", "Range: bytes=1-2").text()).isEqualTo("h1");
  }

  @Test
  void doesNotServeADirectoryAsIndexPage() throws IOException {
    Cid directory = blocks.directory(Map.of("index.html/a.txt", "x"));

    assertThat(get("/ipfs/" + directory + "/").status()).isEqualTo(422);
  }

  @Test
  void listsADirectory() throws IOException {
    Cid directory = blocks.directory(Map.of("sub/b10.txt", "x", "sub/b9.txt", "y", "sub/A.txt", "z"));

    Response response = get("/ipfs/" + directory + "/sub/");

    assertThat(response.status()).isEqualTo(200);
    assertThat(names(response)).containsExactly("..", "A.txt", "b9.txt", "b10.txt");
    assertThat(response.header("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(response.header("Etag").orElseThrow()).matches("\"DirIndex-[0-9a-f]+_CID-b[a-z2-7]+\"");
    assertThat(response.header("Cache-Control"))
        .contains("public, max-age=604800, stale-while-revalidate=2678400");
    assertThat(response.header("X-Ipfs-Path")).contains("/ipfs/" + directory + "/sub/");
    assertThat(response.header("X-Ipfs-Roots").orElseThrow()).startsWith(directory + ",").doesNotContain(" ");
    assertThat(response.header("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
    assertThat(response.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.header("Last-Modified")).isEmpty();
    assertThat(response.complete()).isTrue();
  }

  @Test
  void everyLinkOfAListingLeadsThere() throws IOException {
    Map<String, String> files = new HashMap<>();
    for (String name : List.of("a b", "50%", "q?x=1", "#hash", "amp&lt;", "\"quoted\"", "<b>", "plus+",
        "żółw", "%41")) {
      files.put(name, "content of " + name);
    }
    Response listing = get("/ipfs/" + blocks.directory(files) + "/");

    List<MatchResult> links = Pattern.compile("class=\"n\"><a href=\"([^\"]*)\">")
        .matcher(listing.text()).results().toList();

    assertThat(links).hasSize(files.size());
    List<String> contents = new java.util.ArrayList<>();
    for (MatchResult link : links) {
      String href = link.group(1).replace("&amp;", "&").replace("&#39;", "'");
      contents.add(get(href).text());
    }
    assertThat(contents).containsExactlyInAnyOrderElementsOf(files.values());
  }

  @Test
  void listsWithoutReadingTheEntries() throws IOException {
    Cid directory = blocks.directory(Map.of("a.txt", "x", "b/c.txt", "y"));
    blocks.takeAsked();

    assertThat(get("/ipfs/" + directory + "/").status()).isEqualTo(200);

    assertThat(blocks.takeAsked()).containsOnly(directory);
  }

  @Test
  void headOfAListingSaysTheSame() throws IOException {
    Cid directory = blocks.directory(Map.of("a.txt", "x"));
    Response get = get("/ipfs/" + directory + "/");

    Response head = gateway.exchange("HEAD", "/ipfs/" + directory + "/");

    assertThat(head.status()).isEqualTo(200);
    for (String name : List.of("Etag", "Cache-Control", "Content-Type", "X-Ipfs-Path", "X-Ipfs-Roots")) {
      assertThat(head.header(name)).isEqualTo(get.header(name));
    }
    assertThat(head.header("Transfer-Encoding")).isEmpty();
  }

  @Test
  void saysThatNothingIsThere() throws IOException {
    Cid directory = blocks.directory(Map.of("a.txt", "x"));

    Response response = get("/ipfs/" + directory + "/i-do-not-exist");

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.text()).contains("i-do-not-exist");
    assertThat(response.header("Cache-Control")).contains("no-store");
  }

  @Test
  void listsShardedDirectoriesSortedAndFindsTheirEntries() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < 500; i++) {
      files.put("file-" + i, "content " + i);
    }
    Cid directory = blocks.directory(files,
        TestBlocks.OPTIONS.withHamtThresholdBytes(1000).withHamtFanout(8));

    Response listing = get("/ipfs/" + directory + "/");

    assertThat(names(listing)).hasSize(500).startsWith("file-0", "file-1", "file-2").endsWith("file-499");
    Response file = get("/ipfs/" + directory + "/file-321");
    assertThat(file.text()).isEqualTo("content 321");
    assertThat(file.header("X-Ipfs-Roots").orElseThrow().split(",")).hasSize(2)
        .contains(directory.toString());
  }

  @Test
  void streamsLargeListings() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < 10_000; i++) {
      files.put("entry-" + i, "");
    }
    Cid directory = blocks.directory(files, ImportOptions.unixfsV1_2025());

    Response listing = get("/ipfs/" + directory + "/");

    assertThat(listing.complete()).isTrue();
    assertThat(listing.header("Transfer-Encoding")).contains("chunked");
    assertThat(names(listing)).hasSize(10_000);
    assertThat(listing.text()).contains("10000 items").endsWith("</html>\n");
  }

  @Test
  void namesCannotBecomeMarkup() throws IOException {
    Cid directory = blocks.directory(Map.of("\"><img src=x onerror=alert(1)>", "x", "<script>", "y"));

    Response response = get("/ipfs/" + directory + "/");

    assertThat(response.text()).doesNotContain("<img", "<script>");
  }
}
