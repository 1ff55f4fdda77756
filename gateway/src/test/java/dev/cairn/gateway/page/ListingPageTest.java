package dev.cairn.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ListingPageTest {
  private static final Cid FILE = Cid.v1(Multicodec.RAW, HashFunction.SHA2_256.hash(new byte[]{1}));
  private static final Cid NODE = Cid.v1(Multicodec.DAG_PB, HashFunction.SHA2_256.hash(new byte[]{2}));

  private static String listing(List<String> segments, String... names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ListingPage page = new ListingPage(new Html(bytes::writeBytes), "ipfs", segments);
    page.begin(NODE, Optional.of(new ListingPage.Totals(names.length, 4321)));
    for (String name : names) {
      page.entry(name, FILE, 1234);
    }
    page.end();
    return bytes.toString(UTF_8);
  }

  @Test
  void hasTheAnchorsThatToolsLookFor() {
    String html = listing(List.of("CID", "ą", "ę"), "file-źł.txt");

    assertThat(html)
        .contains("Index of")
        .contains("/ipfs/<a href=\"/ipfs/CID\">CID</a>/<a href=\"/ipfs/CID/%C4%85\">ą</a>"
            + "/<a href=\"/ipfs/CID/%C4%85/%C4%99\">ę</a>")
        .contains("<a href=\"/ipfs/CID/%C4%85/%C4%99/..\">..</a>")
        .contains("<a href=\"/ipfs/CID/%C4%85/%C4%99/file-%C5%BA%C5%82.txt\">file-źł.txt</a>")
        .contains("<a class=\"ipfs-hash\" translate=\"no\" href=\"/ipfs/" + FILE
            + "?filename=file-%25C5%25BA%25C5%2582.txt\">")
        .contains("1 item, 4.3 kB")
        .contains("1.2 kB")
        .endsWith("</html>\n");
  }

  @Test
  void leadsNotAboveTheRoot() {
    assertThat(listing(List.of("CID"), "a")).doesNotContain(">..</a>");
  }

  @Test
  void saysThatADirectoryIsEmpty() {
    assertThat(listing(List.of("CID"))).contains("This directory is empty.");
  }

  @Test
  void askBrowsersForNothingElse() {
    String html = listing(List.of("CID", "dir"), "a.png", "b.html");

    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http://", "https://", "//cdn", "<script", "<link rel=\"stylesheet\"", "<img",
            "@import")
        .doesNotContainPattern("\\son[a-z]+=")
        .doesNotContain("style=\"");
  }

  @Test
  void policyNamesTheStyleByItsHash() throws Exception {
    Matcher style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(listing(List.of("CID")));
    assertThat(style.find()).isTrue();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(UTF_8));

    assertThat(ErrorPage.contentSecurityPolicy())
        .contains("default-src 'none'")
        .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    assertThat(style.find()).isFalse();
  }

  @Test
  void escapesNames() {
    String html = listing(List.of("CID", "<b>&\"'"), "\"><script>alert(1)</script>", "javascript:alert(1)",
        "' onclick='x", "a\u0000b\nc", "\udcff");

    assertThat(html)
        .doesNotContain("<script>", "<b>&", "\u0000", "href=\"javascript:")
        .contains("&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("/ipfs/CID/%3Cb%3E&amp;%22&#39;/%FF\"")
        .contains("&lt;b&gt;&amp;&#34;&#39;");
  }

  @Property(tries = 200)
  void noNameBreaksOut(@ForAll String name) {
    String clean = listing(List.of("CID"), "x");
    String html = listing(List.of("CID"), name);

    assertThat(html.chars().filter(c -> c == '<').count())
        .isEqualTo(clean.chars().filter(c -> c == '<').count());
    assertThat(html.chars().filter(c -> c == '"').count())
        .isEqualTo(clean.chars().filter(c -> c == '"').count());
  }

  @Test
  void writesLongListingsInPieces() {
    int[] pieces = {0};
    int[] largest = {0};
    Html html = new Html(piece -> {
      pieces[0]++;
      largest[0] = Math.max(largest[0], piece.length);
    });
    ListingPage page = new ListingPage(html, "ipfs", List.of("CID"));
    page.begin(NODE, Optional.empty());
    for (int i = 0; i < 10_000; i++) {
      page.entry("file-" + i, FILE, i);
    }
    page.end();

    assertThat(pieces[0]).isGreaterThan(20);
    assertThat(largest[0]).isLessThan(128 * 1024);
  }

  @Test
  void buildHashIsStable() {
    assertThat(ListingPage.buildHash()).matches("[0-9a-f]{16}").isEqualTo(ListingPage.buildHash());
  }

  @Test
  void guessesKinds() {
    assertThat(EntryKind.of("docs", NODE, 1000)).isEqualTo(EntryKind.FOLDER);
    assertThat(EntryKind.of(".git", NODE, 1000)).isEqualTo(EntryKind.FOLDER);
    assertThat(EntryKind.of("LICENSE", NODE, 1000)).isEqualTo(EntryKind.FILE);
    assertThat(EntryKind.of("docs", FILE, 1000)).isEqualTo(EntryKind.FILE);
    assertThat(EntryKind.of("a.PNG", NODE, 1000)).isEqualTo(EntryKind.IMAGE);
    assertThat(EntryKind.of("empty", NODE, 4)).isEqualTo(EntryKind.FOLDER);
    assertThat(EntryKind.of("link", NODE, 15)).isEqualTo(EntryKind.FILE);
    assertThat(EntryKind.of("v1.2", NODE, 1000)).isEqualTo(EntryKind.FILE);
  }
}
