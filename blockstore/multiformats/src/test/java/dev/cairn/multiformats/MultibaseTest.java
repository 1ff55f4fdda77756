package dev.cairn.multiformats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MultibaseTest {
  @ParameterizedTest
  @CsvSource({"multibase_basic.csv, 'yes mani !'", "multibase_leading_zero.csv, '\0yes mani !'",
      "multibase_two_leading_zeros.csv, '\0\0yes mani !'"})
  void officialVectors_bothWays(String file, String plain) {
    byte[] bytes = plain.getBytes(UTF_8);
    List<List<String>> rows = Fixtures.quotedRows(file);
    assertThat(rows).hasSizeGreaterThan(20);
    for (List<String> row : rows) {
      Multibase base = Multibase.of(row.getFirst()).orElseThrow();
      assertThat(base.encode(bytes)).as(row.getFirst()).isEqualTo(row.getLast());
      assertThat(Multibase.decode(row.getLast())).as(row.getFirst()).isEqualTo(bytes);
      assertThat(Multibase.ofText(row.getLast())).isSameAs(base);
    }
  }

  @Test
  void officialVectors_caseInsensitiveBasesReadEitherCase() {
    for (List<String> row : Fixtures.quotedRows("multibase_case_insensitivity.csv")) {
      assertThat(Multibase.decode(row.getLast())).as(row.getFirst()).isEqualTo("hello world".getBytes(UTF_8));
    }
  }

  @Test
  void table_everyDraftAndFinalBaseIsKnown() {
    Set<String> states = Set.of("draft", "final");
    int seen = 0;
    for (List<String> row : Fixtures.rows("multibase_table.csv")) {
      String label = row.get(2);
      if (states.contains(row.getLast())) {
        int prefix = Integer.parseInt(row.getFirst().substring(2), 16);
        assertThat(Multibase.of(label)).as(label).isPresent().get().extracting(Multibase::prefix)
            .isEqualTo(prefix);
        assertThat(Multibase.forPrefix(prefix)).as(label).get().extracting(Multibase::label).isEqualTo(label);
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(10);
  }

  @ParameterizedTest
  @CsvSource({"'AB', 'BB8'", "'Hello!!', '%69 VD92EX0'", "'base-45', 'UJCLQE7W581'", "'ietf!', 'QED8WEX0'"})
  void base45_examplesOfTheRfc(String plain, String text) {
    assertThat(Multibase.BASE45.encodeUnprefixed(plain.getBytes(UTF_8))).isEqualTo(text);
    assertThat(Multibase.BASE45.decodeUnprefixed(text)).isEqualTo(plain.getBytes(UTF_8));
  }

  @ParameterizedTest
  @EnumSource(Multibase.class)
  void encodeThenDecode_isTheSame_atEveryLength(Multibase base) {
    for (int length = 0; length < 70; length++) {
      byte[] bytes = new byte[length];
      for (int fill : new int[]{0, 1, 0x7f, 0x80, 0xff}) {
        Arrays.fill(bytes, (byte) fill);
        assertThat(Multibase.decode(base.encode(bytes))).isEqualTo(bytes);
      }
    }
  }

  @Property
  void encodeThenDecode_isTheSame(@ForAll Multibase base, @ForAll @Size(max = 300) byte[] bytes) {
    assertThat(Multibase.decode(base.encode(bytes))).isEqualTo(bytes);
  }

  @Property
  void base58_agreesWithBigInteger(@ForAll @Size(max = 80) byte[] bytes) {
    String text = Multibase.BASE58_BTC.encodeUnprefixed(bytes);
    String alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    BigInteger value = BigInteger.ZERO;
    for (char c : text.toCharArray()) {
      value = value.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(alphabet.indexOf(c)));
    }
    assertThat(value).isEqualTo(new BigInteger(1, bytes));
    int zeros = 0;
    while (zeros < bytes.length && bytes[zeros] == 0) {
      zeros++;
    }
    assertThat(text).startsWith("1".repeat(zeros));
  }

  @Property(tries = 3000)
  void decode_ofAnything_throwsNothingElse(@ForAll Multibase base,
      @ForAll @StringLength(max = 100) String rest) {
    String text = Character.toString(base.prefix()) + rest;
    try {
      byte[] bytes = Multibase.decode(text);
      // Strict decoding means one text per value, up to letter case.
      assertThat(base.encode(bytes)).isEqualToIgnoringCase(text);
    } catch (MultiformatException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @ParameterizedTest
  @EnumSource(Multibase.class)
  void decode_ofOneChangedCharacter_throwsNothingElse(Multibase base) {
    String text = base.encode("some content to be damaged".getBytes(UTF_8));
    for (int at = 0; at < text.length(); at++) {
      for (char c : "\0 0lOI=-_é\ud83d".toCharArray()) {
        String damaged = text.substring(0, at) + c + text.substring(at + 1);
        try {
          assertThat(Multibase.decode(damaged)).isNotNull();
        } catch (MultiformatException e) {
          assertThat(e.getMessage()).isNotBlank();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"mYQ==, at position 3 is not of base64", "bmz, last character", "ba, cut short",
      "f123, cut short",
      "z0, '0' at position 1", "MYQ=, padding", "MYQ, padding", "MYQ===, padding", "cmy, padding",
      "hMY, 'M' at position 1",
      "R:, left over", "R:::, more than base45", "0101, cut short", "xabc, no multibase prefix"})
  void decode_ofBadText_saysWhereAndWhy(String text, String message) {
    assertThatThrownBy(() -> Multibase.decode(text)).isInstanceOf(MultiformatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void decode_ofUnprintableCharacters_namesTheirNumber() {
    assertThatThrownBy(() -> Multibase.decode("bab\u0007")).hasMessageContaining("U+0007 at position 3");
    assertThatThrownBy(() -> Multibase.decode("")).hasMessageContaining("empty");
    assertThatThrownBy(() -> Multibase.decode("\u0007x")).hasMessageContaining("U+0007");
  }

  @ParameterizedTest
  @ValueSource(strings = {"base10", "base36", "base36upper", "base58btc", "base58flickr"})
  void basesOfQuadraticWork_areBounded(String label) {
    Multibase base = Multibase.of(label).orElseThrow();
    byte[] most = new byte[RadixCodec.MAX_BYTES];
    Arrays.fill(most, (byte) 0xff);
    assertThat(Multibase.decode(base.encode(most))).isEqualTo(most);
    assertThatThrownBy(() -> base.encode(new byte[RadixCodec.MAX_BYTES + 1]))
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining("too many");
    String tooLong = "2".repeat(4 * RadixCodec.MAX_BYTES);
    assertThatThrownBy(() -> base.decodeUnprefixed(tooLong)).isInstanceOf(MultiformatException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void of_unknownNames_isEmpty() {
    assertThat(Multibase.of("base1")).isEmpty();
    assertThat(Multibase.forPrefix('Q')).isEmpty();
  }
}
