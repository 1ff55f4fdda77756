package dev.cairn.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
      "-1, 0 B", "0, 0 B", "999, 999 B", "1000, 1.0 kB", "1234, 1.2 kB", "9949, 9.9 kB", "9950, 10 kB",
      "999499, 999 kB", "999500, 1.0 MB", "34000000, 34 MB", "9223372036854775807, 9.2 EB"})
  void writesThreeFiguresAtMost(long bytes, String text) {
    assertThat(ByteSize.of(bytes)).isEqualTo(text);
  }
}
