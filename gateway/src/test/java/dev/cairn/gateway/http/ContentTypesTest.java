package dev.cairn.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypesTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "index.html | text/html",
      "INDEX.HTM | text/html",
      "a.txt | text/plain; charset=utf-8",
      "a.css | text/css; charset=utf-8",
      "a.mjs | text/javascript; charset=utf-8",
      "a.json | application/json",
      "a.svg | image/svg+xml",
      "a.wasm | application/wasm",
      "site.webmanifest | application/manifest+json",
      "a.tar.gz | application/gzip",
      "a.woff2 | font/woff2",
      "a.docx | application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "a.car | application/vnd.ipld.car",
  })
  void knowsTypesByExtension(String name, String type) {
    assertThat(ContentTypes.ofName(name)).contains(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README", "a.", ".", "", "a.bin", "a.nosuchextension", "core", "a.b c", "x.../"})
  void knowsNothingOfOtherNames(String name) {
    assertThat(ContentTypes.ofName(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "hello | text/plain; charset=utf-8",
      "żółw | text/plain; charset=utf-8",
      "<!DOCTYPE html><html><body>x</body></html> | text/html",
      "<html><body>x</body></html> | text/html",
      "{\"a\": [1, 2, {\"b\": null}]} | application/json",
      " [1, 2] | application/json",
      "{} | application/json",
      "{not json} | text/plain; charset=utf-8",
      "{\"a\": 1 | text/plain; charset=utf-8",
      "{} {} | text/plain; charset=utf-8",
      "\"just a string\" | text/plain; charset=utf-8",
      "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg> | image/svg+xml",
      "<?xml version=\"1.0\"?><note/> | application/xml",
      "function f() { return 1; } | text/plain; charset=utf-8",
      "#!/bin/sh | text/plain; charset=utf-8",
  })
  void sniffsText(String content, String type) {
    assertThat(ContentTypes.ofContent(content.getBytes(UTF_8), true)).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
      "89504e470d0a1a0a0000000d49484452, image/png",
      "ffd8ffe000104a464946000101, image/jpeg",
      "474946383961010001, image/gif",
      "255044462d312e370a25e2e3cfd3, application/pdf",
      "0061736d01000000, application/wasm",
      "00000018667479706d70343200000000, video/mp4",
      "0102030405060708, application/octet-stream",
  })
  void sniffsMagicNumbers(String hex, String type) {
    assertThat(ContentTypes.ofContent(HexFormat.of().parseHex(hex), false)).isEqualTo(type);
  }

  @Test
  void takesACutJsonForJson() {
    byte[] json = ("{\"key\": \"" + "x".repeat(5000) + "\", \"t\": true}").getBytes(UTF_8);

    for (int cut : new int[]{3072, json.length - 3, json.length - 1}) {
      assertThat(ContentTypes.ofContent(Arrays.copyOf(json, cut), false)).isEqualTo("application/json");
    }
  }

  @Test
  void takesACutCharacterForText() {
    byte[] text = "ż".repeat(10).getBytes(UTF_8);

    assertThat(ContentTypes.ofContent(Arrays.copyOf(text, 11), false)).isEqualTo("text/plain; charset=utf-8");
    assertThat(ContentTypes.ofMiddle(Arrays.copyOfRange(text, 1, 12))).isEqualTo("text/plain; charset=utf-8");
    assertThat(ContentTypes.ofMiddle(new byte[]{1, 2, 3})).isEqualTo("application/octet-stream");
  }

  @Test
  void claimsNoCharsetThatItDoesNotKnow() {
    assertThat(ContentTypes.ofContent("żółw?".getBytes(UTF_8), true)).contains("utf-8");
    assertThat(ContentTypes.ofContent("d\u00e9j\u00e0 vu".getBytes(ISO_8859_1), true))
        .doesNotContain("utf-8");
  }

  @Test
  void callsAnEmptyFileText() {
    assertThat(ContentTypes.ofContent(new byte[0], true)).isEqualTo("text/plain; charset=utf-8");
  }

  @Property(tries = 300)
  void anyBytesHaveAType(@ForAll byte[] head) {
    assertThat(ContentTypes.ofContent(head, false)).matches("[!-~ ]+/[!-~ ]+");
    assertThat(ContentTypes.ofMiddle(head)).contains("/");
  }

  @Property(tries = 300)
  void anyNameIsAnswered(@ForAll String name) {
    assertThat(ContentTypes.ofName("a." + name)).isNotNull();
  }
}
