package dev.cairn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({"10GB, 10000000000", "10 GB, 10000000000", "1 GiB, 1073741824", "256KiB, 262144",
      "256kib, 262144",
      "256k, 256000", "256ki, 262144", "42, 42", "42B, 42", "1.5GB, 1500000000", "0.5KiB, 512", "1., 1",
      "'1,500', 1500",
      "1.9B, 1", "7EiB, 8070450532247928832", "0, 0", "' 3mb ', 3000000",
      "9223372036854775807, 9223372036854775807"})
  void parse_readsWhatPeopleWrite(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GB", "-1GB", "10XB", "10 G B", "ten", "1e9", "1..5GB", "8EiB",
      "9223372036854775808", "10GBs",
      "10i", "10ib", "0x10", "٣GB", "99999999999999999999999999999999999999999999"})
  void parse_refusesTheRest_withAReason(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(UserError.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Property
  void format_isReadBack(@ForAll @LongRange(min = 0) long bytes) {
    assertThat(ByteSize.parse(ByteSize.format(bytes))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"10000000000, 10GB", "262144, 256KiB", "1073741824, 1GiB", "1234, 1234", "0, 0",
      "104857600, 100MiB"})
  void format_isShort(long bytes, String text) {
    assertThat(ByteSize.format(bytes)).isEqualTo(text);
  }

  @Property
  void parse_ofAnything_throwsNothingElse(@ForAll String text) {
    try {
      assertThat(ByteSize.parse(text)).isNotNegative();
    } catch (UserError e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
