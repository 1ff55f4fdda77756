package dev.cairn.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.pb.Names;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentCodingTest {
  @ParameterizedTest
  @CsvSource({
      "plain, plain",
      "a%20b, a b",
      "a+b, a+b",
      "%252C, %2C",
      "%c4%85, ą",
      "%C4%85, ą",
      "\u00c4\u0085, ą",
      "ą, ą",
      "%2F, /",
      "%e2%82%ac, €",
  })
  void decodesEveryEscapeOnce(String raw, String decoded) {
    assertThat(PercentCoding.decode(raw)).isEqualTo(decoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%zz", "a%2", "%-1", "% 20", "%%20"})
  void refusesBrokenEscapes(String raw) {
    assertThatThrownBy(() -> PercentCoding.decode(raw)).isInstanceOf(BadRequestException.class);
  }

  @Test
  void readsAPlusAsASpaceInFormsOnly() {
    assertThat(PercentCoding.decodeForm("a+b%2Bc")).isEqualTo("a b+c");
  }

  @Test
  void keepsBytesThatAreNotUtf8() {
    String decoded = PercentCoding.decode("a%FFb");

    assertThat(Names.bytes(decoded)).containsExactly('a', 0xff, 'b');
    assertThat(PercentCoding.encodeSegment(decoded)).isEqualTo("a%FFb");
  }

  @ParameterizedTest
  @CsvSource({
      "a b, a%20b",
      "50%, 50%25",
      "a/b, a%2Fb",
      "ą, %C4%85",
      "'\"<>', %22%3C%3E",
      "it's, it's",
      "a+b=c, a+b=c",
  })
  void encodesSegments(String segment, String encoded) {
    assertThat(PercentCoding.encodeSegment(segment)).isEqualTo(encoded);
  }

  @ParameterizedTest
  @CsvSource({
      "/a%2fb, /a%2Fb",
      "/%c4%85+%25, /%C4%85+%25",
      "/\u00c4\u0085, /%C4%85",
      "/a b, /a%20b",
      "/50%, /50%25",
      "/<script>, /%3Cscript%3E",
  })
  void makesEscapesCanonicalWithoutDecoding(String raw, String canonical) {
    assertThat(PercentCoding.canonical(raw)).isEqualTo(canonical);
  }

  @Property
  void whatIsEncodedDecodesToTheSame(@ForAll String text) {
    String kept = Names.text(Names.bytes(text));

    assertThat(PercentCoding.decode(PercentCoding.encodeSegment(kept))).isEqualTo(kept);
    assertThat(PercentCoding.decodeForm(PercentCoding.encodeAll(kept))).isEqualTo(kept);
  }

  @Property
  void canonicalTextIsSafeInAHeader(@ForAll String raw) {
    assertThat(PercentCoding.canonical(raw)).matches("[!-~&&[^\"<>\\\\^`{|}]]*");
  }

  @Property
  void nothingButABadRequestComesOfAnyText(@ForAll String raw) {
    try {
      assertThat(PercentCoding.decode(raw)).isNotNull();
    } catch (BadRequestException expected) {
      assertThat(expected).hasMessageContaining("%");
    }
  }
}
