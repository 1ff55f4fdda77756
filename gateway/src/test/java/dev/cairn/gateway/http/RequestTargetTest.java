package dev.cairn.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
  @ParameterizedTest
  @CsvSource({
      "/ipfs/cid/a/b, 'ipfs,cid,a,b'",
      "/ipfs//cid///a, 'ipfs,cid,a'",
      "/ipfs/cid/./a/../b, 'ipfs,cid,b'",
      "/ipfs/cid/a/%2e%2E/x, 'ipfs,cid,x'",
      "/ipfs/cid/a%2Fb, 'ipfs,cid,a/b'",
      "/ipfs/cid/%252C+, 'ipfs,cid,%2C+'",
      "/ipfs/cid/?a=b/c, 'ipfs,cid'",
      "http://example.com/ipfs/cid, 'ipfs,cid'",
      "HTTPS://example.com:8080/ipfs/cid?x, 'ipfs,cid'",
      "/ipfs/cid#fragment, 'ipfs,cid'",
  })
  void takesThePathApart(String target, String segments) {
    assertThat(RequestTarget.parse(target).segments()).containsExactly(segments.split(","));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "//", "/./", "http://example.com", "http://example.com?x=1"})
  void hasNoSegmentsAtTheRoot(String target) {
    assertThat(RequestTarget.parse(target).segments()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/..", "/a/../..", "/ipfs/cid/..", "/ipfs/cid/../cid2", "/ipfs/cid/a/%2e%2e/../x"})
  void doesNotLeadAboveTheRoot(String target) {
    assertThatThrownBy(() -> RequestTarget.parse(target).segments())
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("above its root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "example.com:443", "ftp://example.com/", "ipfs/cid"})
  void refusesOtherForms(String target) {
    assertThatThrownBy(() -> RequestTarget.parse(target)).isInstanceOf(BadRequestException.class);
  }

  @Test
  void readsParameters() {
    RequestTarget target = RequestTarget
        .parse("/x?filename=a+b%26c.txt&download=true&empty&filename=second&bad=%zz");

    assertThat(target.parameter("filename")).contains("a b&c.txt");
    assertThat(target.parameter("download")).contains("true");
    assertThat(target.parameter("empty")).contains("");
    assertThat(target.parameter("bad")).isEmpty();
    assertThat(target.parameter("missing")).isEmpty();
    assertThat(RequestTarget.parse("/x").parameter("filename")).isEmpty();
  }

  @Test
  void writesLocationsFromWhatWasSent() {
    RequestTarget target = RequestTarget.parse("/ipfs/cid/\u00c4\u0085/a%2fb+c?x=%c3%a9&y=a b");

    assertThat(target.canonicalPath()).isEqualTo("/ipfs/cid/%C4%85/a%2Fb+c");
    assertThat(target.canonicalQuery()).isEqualTo("?x=%C3%A9&y=a%20b");
  }

  @ParameterizedTest
  @CsvSource({"//evil.example/x, /evil.example/x", "///x, /x", "/%2F/x, /%2F/x"})
  void neverWritesALocationOfAnotherHost(String target, String path) {
    assertThat(RequestTarget.parse(target).canonicalPath()).isEqualTo(path);
  }

  @Test
  void setsAParameterAmongTheOthers() {
    assertThat(RequestTarget.parse("/x?z=1&filename=a b&%zz=1&format=car").queryWith("format", "raw"))
        .isEqualTo("?filename=a%20b&format=raw&z=1");
    assertThat(RequestTarget.parse("/x").queryWith("format", "raw")).isEqualTo("?format=raw");
  }

  @Property
  void everyTargetIsUnderstoodOrRefused(@ForAll String text) {
    try {
      RequestTarget target = RequestTarget.parse("/" + text);
      List<String> segments = target.segments();
      assertThat(segments).doesNotContain("", ".", "..");
      assertThat(target.canonicalPath()).startsWith("/").doesNotStartWith("//");
      Optional<String> parameter = target.parameter("format");
      assertThat(parameter).isNotNull();
      assertThat(target.queryWith("format", "raw")).contains("format=raw");
    } catch (BadRequestException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
