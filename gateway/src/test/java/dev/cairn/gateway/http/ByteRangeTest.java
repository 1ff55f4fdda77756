package dev.cairn.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.gateway.http.ByteRange.Part;
import dev.cairn.gateway.http.ByteRange.Unsatisfiable;
import dev.cairn.gateway.http.ByteRange.Whole;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  private static ByteRange of(String header, long size) {
    return ByteRange.of(Optional.of(header), size);
  }

  @ParameterizedTest
  @CsvSource({
      "bytes=0-0, 0, 0",
      "bytes=6-16, 6, 16",
      "bytes=6-, 6, 30",
      "bytes=-3, 28, 30",
      "bytes=-100, 0, 30",
      "bytes=0-99, 0, 30",
      "bytes=30-30, 30, 30",
      "Bytes=1-2, 1, 2",
      "'bytes= 1 - 2 ', 1, 2",
      "'bytes=6-16,0-4', 6, 16",
      "'bytes=40-50, 0-4', 0, 4",
      "'bytes=,,1-2,', 1, 2",
      "bytes=0-99999999999999999999, 0, 30",
      "bytes=-99999999999999999999, 0, 30",
  })
  void findsThePart(String header, long first, long last) {
    assertThat(of(header, 31)).isEqualTo(new Part(first, last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=31-", "bytes=31-40", "bytes=-0", "bytes=99999999999999999999-",
      "bytes=40-50,60-"})
  void refusesWhatLiesOutside(String header) {
    assertThat(of(header, 31)).isEqualTo(new Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=1-2-3", "bytes=--1", "bytes=+1-2",
      "items=0-1",
      "bytes=1", "bytes=0-,0-", "bytes=0-20,5-30", "bytes=,", "bytes=0-1;2-3", "bytes=０-1"})
  void ignoresWhatIsBrokenOrGreedy(String header) {
    assertThat(of(header, 31)).isEqualTo(new Whole());
  }

  @Test
  void ignoresAHeaderOfTooManyRanges() {
    assertThat(of("bytes=" + "0-0,".repeat(ByteRange.MAX_RANGES + 1), 1000)).isEqualTo(new Whole());
    assertThat(of("bytes=" + "0-0,".repeat(ByteRange.MAX_RANGES - 1), 1000)).isEqualTo(new Part(0, 0));
  }

  @Test
  void ignoresRangesOfNothing() {
    assertThat(of("bytes=0-", 0)).isEqualTo(new Whole());
    assertThat(of("bytes=-1", 0)).isEqualTo(new Whole());
  }

  @Test
  void sendsAllWhenNothingIsAsked() {
    assertThat(ByteRange.of(Optional.empty(), 31)).isEqualTo(new Whole());
  }

  @Test
  void writesContentRange() {
    assertThat(new Part(6, 16).contentRange(31)).isEqualTo("bytes 6-16/31");
    assertThat(new Part(6, 16).length()).isEqualTo(11);
    assertThat(new Unsatisfiable().contentRange(31)).isEqualTo("bytes */31");
  }

  @Property
  void aPartLiesWithin(@ForAll @LongRange(min = 1) long size, @ForAll long first, @ForAll long last) {
    if (of("bytes=" + Math.abs(first) + "-" + Math.abs(last), size) instanceof Part part) {
      assertThat(part.first()).isBetween(0L, size - 1);
      assertThat(part.last()).isBetween(part.first(), size - 1);
    }
  }

  @Property
  void anyHeaderIsDecided(@ForAll String header) {
    assertThat(of("bytes=" + header, 100)).isNotNull();
    assertThat(of(header, 100)).isNotNull();
  }
}
