package dev.cairn.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VarintTest {
  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({"0, 00", "1, 01", "127, 7f", "128, 8001", "255, ff01", "300, ac02", "16383, ff7f",
      "16384, 808001",
      "9223372036854775807, ffffffffffffffff7f"})
  void specificationExamples_andBoundaries(long value, String hex) throws IOException {
    byte[] bytes = HEX.parseHex(hex);
    assertThat(Varint.encode(value)).isEqualTo(bytes);
    assertThat(Varint.size(value)).isEqualTo(bytes.length);
    assertThat(Varint.read(ByteBuffer.wrap(bytes))).isEqualTo(value);
    assertThat(Varint.readOrEnd(new ByteArrayInputStream(bytes))).isEqualTo(value);
  }

  @Property
  void encodeThenRead_isTheSame(@ForAll @LongRange(min = 0) long value) throws IOException {
    byte[] bytes = Varint.encode(value);
    ByteBuffer from = ByteBuffer.allocate(bytes.length + 2).put(bytes).flip().limit(bytes.length + 2);
    assertThat(Varint.read(from)).isEqualTo(value);
    assertThat(from.position()).isEqualTo(bytes.length);
    assertThat(Varint.readOrEnd(new ByteArrayInputStream(bytes))).isEqualTo(value);
  }

  @Property
  void read_ofAnything_isCanonicalOrThrowsItsException(@ForAll @Size(max = 12) byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    try {
      long value = Varint.read(from);
      assertThat(value).isNotNegative();
      assertThat(bytes).startsWith(Varint.encode(value));
    } catch (MultiformatException e) {
      assertThat(e).hasMessageContaining("varint");
    }
  }

  @ParameterizedTest
  @CsvSource({"'', cut short", "80, cut short", "8000, shortest", "ff00, shortest",
      "ffffffffffffffffff01, longer than 9", "80808080808080808001, longer than 9"})
  void read_ofBadBytes_isRefused(String hex, String message) {
    assertThatThrownBy(() -> Varint.read(ByteBuffer.wrap(HEX.parseHex(hex))))
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readOrEnd_tellsTheEndFromACut() throws IOException {
    assertThat(Varint.readOrEnd(new ByteArrayInputStream(new byte[0]))).isEqualTo(-1);
    assertThatThrownBy(() -> Varint.readOrEnd(new ByteArrayInputStream(new byte[]{-1})))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> Varint.readOrEnd(new ByteArrayInputStream(HEX.parseHex("ffffffffffffffffff01"))))
        .isInstanceOf(MultiformatException.class);
  }

  @Test
  void negativeNumbers_areTheCallersMistake() {
    assertThatThrownBy(() -> Varint.size(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Varint.encode(Long.MIN_VALUE)).isInstanceOf(IllegalArgumentException.class);
  }
}
