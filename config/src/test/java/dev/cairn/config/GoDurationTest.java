package dev.cairn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoDurationTest {
  @ParameterizedTest
  @CsvSource({"1h30m, PT1H30M", "500ms, PT0.5S", "30s, PT30S", "0, PT0S", "1.5h, PT1H30M", ".5s, PT0.5S",
      "1.s, PT1S",
      "1h15m30.918273645s, PT1H15M30.918273645S", "100us, PT0.0001S", "100µs, PT0.0001S",
      "7ns, PT0.000000007S",
      "-5m, PT-5M", "+3s, PT3S", "0.3333333333333333333h, PT19M59.999999999S"})
  void parse_readsWhatGoReads(String text, Duration duration) {
    assertThat(GoDuration.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "1d", "1h 30m", "1H", "h1", "-", "+", "..s", "1h30", "3000000h",
      "1e3s", "٣s",
      "1111111111111111111111111111111111111111111111111111111111111111111s"})
  void parse_refusesTheRest_withAReason(String text) {
    assertThatThrownBy(() -> GoDuration.parse(text)).isInstanceOf(UserError.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({"PT1H, 1h0m0s", "PT30S, 30s", "PT1M, 1m0s", "PT0.5S, 500ms", "PT1.5S, 1.5s",
      "PT0.0000015S, 1.5µs", "PT0S, 0s",
      "PT0.000000007S, 7ns", "PT26H0M0.25S, 26h0m0.25s", "PT-1M, -1m0s"})
  void format_writesWhatGoWrites(Duration duration, String text) {
    assertThat(GoDuration.format(duration)).isEqualTo(text);
  }

  @Property
  void format_isReadBack(@ForAll long nanos) {
    Duration duration = Duration.ofNanos(nanos == Long.MIN_VALUE ? 0 : nanos);
    assertThat(GoDuration.parse(GoDuration.format(duration))).isEqualTo(duration);
  }

  @Property
  void parse_ofAnything_throwsNothingElse(@ForAll String text) {
    try {
      assertThat(GoDuration.parse(text)).isNotNull();
    } catch (UserError e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
