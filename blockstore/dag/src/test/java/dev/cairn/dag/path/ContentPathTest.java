package dev.cairn.dag.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.path.ContentPath.Namespace;
import dev.cairn.multiformats.Cid;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContentPathTest {
  private static final String V0 = "QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n";

  @ParameterizedTest
  @CsvSource({
      "/ipfs/bafkqaaa, /ipfs/bafkqaaa",
      "/ipfs/bafkqaaa/, /ipfs/bafkqaaa/",
      "/ipfs/bafkqaaa//, /ipfs/bafkqaaa/",
      "/ipfs///bafkqaaa//a, /ipfs/bafkqaaa/a",
      "//ipfs/bafkqaaa, /ipfs/bafkqaaa",
      "/ipfs/bafkqaaa/a/b/../c, /ipfs/bafkqaaa/a/c",
      "/ipfs/bafkqaaa/a/./b/.., /ipfs/bafkqaaa/a",
      "/ipfs/bafkqaaa/a/..b/.c/..., /ipfs/bafkqaaa/a/..b/.c/...",
      "bafkqaaa, /ipfs/bafkqaaa",
      "bafkqaaa/a/b/, /ipfs/bafkqaaa/a/b/",
      "ipfs://bafkqaaa/a, /ipfs/bafkqaaa/a",
      "IPFS:bafkqaaa, /ipfs/bafkqaaa",
      "ipns://example.org/x/, /ipns/example.org/x/",
      "ipld:bafkqaaa/Links, /ipld/bafkqaaa/Links",
      "/ipld/bafkqaaa/Links/0, /ipld/bafkqaaa/Links/0",
      "/ipns/k51x/a, /ipns/k51x/a",
      "/ipns/" + V0 + ", /ipns/" + V0,
      V0 + "/a b/%2F/+, /ipfs/" + V0 + "/a b/%2F/+",
      "/ipfs/bafkqaaa/a:b, /ipfs/bafkqaaa/a:b"})
  void parse_cleansThePath(String text, String clean) {
    assertThat(ContentPath.parse(text)).hasToString(clean).isEqualTo(ContentPath.parseStrict(clean));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "'' | path does not have enough components",
      "/ | path does not have enough components",
      "/ipfs | path does not have enough components",
      "/ipfs/ | path does not have enough components",
      "/ipns/// | path does not have enough components",
      "/ipfs/. | path does not have enough components",
      "foo | path does not have enough components",
      "ipfs/bafkqaaa | path does not have enough components",
      "ipfs: | path does not have enough components",
      "ipfs:// | path does not have enough components",
      "http://bafkqaaa | path does not have enough components",
      "/foo/bafkqaaa | unknown namespace: \"foo\"",
      "/IPFS/bafkqaaa | unknown namespace: \"IPFS\"",
      "/ipfs/QmInvalidCID | invalid cid:",
      "/ipld/x/y | invalid cid: cid too short",
      "/ipfs/bafkqaaa/.. | leads out of the root",
      "/ipfs/bafkqaaa/a/../.. | leads out of the root",
      "/ipfs/bafkqaaa/../bafkqaaa | leads out of the root",
      "/ipns/a/../b | leads out of the root",
      "/../ipfs/bafkqaaa | leads out of the root",
      "bafkqaaa/.. | leads out of the root"})
  void parse_refuses_naming_thePathAsWritten(String text, String reason) {
    assertThatThrownBy(() -> ContentPath.parse(text)).isInstanceOf(InvalidPathException.class)
        .hasMessageStartingWith("invalid path \"" + text + "\": ")
        .hasMessageContaining(reason);
  }

  @Test
  void message_cannotForgeLines() {
    assertThatThrownBy(() -> ContentPath.parse("a\n\"b\u0007\u2028\u202e\ud83d\ude00\udcff"))
        .hasMessageStartingWith("invalid path \"a\\x0a\\\"b\\x07\\u2028\\u202e😀\ufffd\": ");
  }

  @Test
  void parseStrict_takesPathsOnly() {
    assertThat(ContentPath.parseStrict("/ipfs/bafkqaaa")).isEqualTo(ContentPath.of(Cid.parse("bafkqaaa")));
    for (String text : List.of("bafkqaaa", "ipfs://bafkqaaa", "ipfs/bafkqaaa", "")) {
      assertThatThrownBy(() -> ContentPath.parseStrict(text)).isInstanceOf(InvalidPathException.class);
    }
  }

  @Test
  void parts_areWhatWasWritten() {
    ContentPath path = ContentPath.parse("/ipns/example.org/a//b/");
    assertThat(path.namespace()).isEqualTo(Namespace.IPNS);
    assertThat(path.isImmutable()).isFalse();
    assertThat(path.root()).isEqualTo("example.org");
    assertThat(path.cid()).isEmpty();
    assertThat(path.segments()).containsExactly("a", "b");
    assertThat(path.trailingSlash()).isTrue();
    ContentPath immutable = ContentPath.parse(V0);
    assertThat(immutable.isImmutable()).isTrue();
    assertThat(immutable.cid()).contains(Cid.parse(V0));
    assertThat(immutable.trailingSlash()).isFalse();
    assertThat(ContentPath.of(List.of("ipfs", "bafkqaaa", "a/b", "\udcff"), false).segments())
        .containsExactly("a/b", "\udcff");
  }

  @Test
  void rebased_keepsTheRestOfThePath() {
    ContentPath path = ContentPath.parse("/ipns/example.org/c/d/");
    assertThat(path.rebasedOn(ContentPath.parse("/ipfs/bafkqaaa/a/b")))
        .hasToString("/ipfs/bafkqaaa/a/b/c/d/");
    assertThat(path.rebasedOn(ContentPath.parse("/ipfs/bafkqaaa/")).cid()).contains(Cid.parse("bafkqaaa"));
  }

  @Property
  void anyText_isAPathOrRefused(@ForAll("texts") String text) {
    try {
      ContentPath path = ContentPath.parse(text);
      assertThat(ContentPath.parseStrict(path.toString())).isEqualTo(path);
      assertThat(path.segments()).doesNotContain("", ".", "..");
    } catch (InvalidPathException e) {
      assertThat(e).hasMessageStartingWith("invalid path \"");
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries
        .of("/", "//", ".", "..", "ipfs", "ipns", "ipfs:", "bafkqaaa", "a", " ", "\n", "\ud800", "é")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }
}
