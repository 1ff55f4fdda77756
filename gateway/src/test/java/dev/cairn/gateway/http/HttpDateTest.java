package dev.cairn.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class HttpDateTest {
  @Test
  void writesTheDateOfTheRfc() {
    assertThat(HttpDate.format(Instant.ofEpochSecond(784111777))).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  @Test
  void takesOtherTextForNoDate() {
    assertThat(HttpDate.parse("Sunday, 06-Nov-94 08:49:37 GMT")).isEmpty();
    assertThat(HttpDate.parse("")).isEmpty();
    assertThat(HttpDate.parse("Mon, 06 Nov 1994 08:49:37 GMT")).isEmpty();
  }

  @Property
  void readsWhatItWrites(@ForAll @LongRange(min = 0, max = 253_402_300_799L) long second) {
    Instant instant = Instant.ofEpochSecond(second);

    assertThat(HttpDate.parse(HttpDate.format(instant))).contains(instant);
  }

  @Property
  void anyTextIsADateOrNot(@ForAll String text) {
    assertThat(HttpDate.parse(text)).isNotNull();
  }
}
