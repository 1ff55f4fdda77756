package dev.cairn.dag.pb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamesTest {
  @ParameterizedTest
  @CsvSource({
      "ff, \udcff",
      "61ff62, a\udcffb",
      "c3, \udcc3",
      "c3a4c3, ä\udcc3",
      "c080, \udcc0\udc80",
      "c1bf, \udcc1\udcbf",
      "e08080, \udce0\udc80\udc80",
      "e0a0, \udce0\udca0",
      "eda080, \udced\udca0\udc80",
      "edbfbf, \udced\udcbf\udcbf",
      "f08080af, \udcf0\udc80\udc80\udcaf",
      "f4908080, \udcf4\udc90\udc80\udc80",
      "f5808080, \udcf5\udc80\udc80\udc80",
      "f09f98, \udcf0\udc9f\udc98",
      "efbfbdff, \ufffd\udcff",
      "80bf, \udc80\udcbf"})
  void bytesThatAreNotUtf8_areEscapedOneByOne(String hex, String text) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThat(Names.text(bytes)).isEqualTo(text);
    assertThat(Names.bytes(text)).isEqualTo(bytes);
    assertThat(Names.isText(text)).isFalse();
  }

  @Test
  void text_isItself() {
    for (String text : List.of("", "a", "käse", "水", "😀", "a\ufffdb", "\u0000", "\uffff", "\ud7ff\ue000",
        "\udbff\udfff")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThat(Names.text(bytes)).isEqualTo(text);
      assertThat(Names.bytes(text)).isEqualTo(bytes);
      assertThat(Names.printable(text)).isSameAs(text);
    }
  }

  @Test
  void surrogatesThatStandForNoByte_becomeTheReplacementCharacter() {
    assertThat(Names.bytes("a\ud800b")).isEqualTo(Names.bytes("a\ufffdb"));
    assertThat(Names.bytes("\udc7f\udd00")).isEqualTo(Names.bytes("\ufffd\ufffd"));
  }

  @Test
  void printable_showsEscapedBytesAsReplacementCharacters() {
    assertThat(Names.printable("a\udcff\ud83d\ude00\ud800")).isEqualTo("a\ufffd😀\ufffd");
  }
}
