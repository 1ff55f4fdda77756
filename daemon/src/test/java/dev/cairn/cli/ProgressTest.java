package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
  private static final long MIB = 1024 * 1024;
  private static final String ERASE = "\r\u001b[K";

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  private String drawn() {
    String text = terminal.toString(StandardCharsets.UTF_8);
    terminal.reset();
    return text;
  }

  private void pass(long millis) {
    nanos.addAndGet(millis * 1_000_000);
  }

  @Test
  void shareRateAndTimeLeft() {
    Progress progress = Progress.on(terminal, 80, nanos::get, 100 * MIB);
    pass(1000);
    progress.advance(25 * MIB);
    assertThat(drawn()).startsWith(ERASE + " 25.0 MiB / 100 MiB [").endsWith("]  25%  25.0 MiB/s  ETA 3s")
        .matches("(?s).*\\[=+> +\\].*")
        .satisfies(line -> assertThat(line.substring(ERASE.length())).hasSize(79));
    pass(1000);
    progress.advance(75 * MIB);
    assertThat(drawn()).contains("100 MiB / 100 MiB").contains("100%").endsWith("ETA 0s");
    progress.close();
    assertThat(drawn()).as("the line is free again").isEqualTo(ERASE);
  }

  @Test
  void amountAndRateWithoutATotal() {
    Progress progress = Progress.on(terminal, 80, nanos::get, -1);
    pass(500);
    progress.advance(MIB);
    assertThat(drawn()).isEqualTo(ERASE + " 1.00 MiB  2.00 MiB/s");
  }

  @Test
  void isDrawnTenTimesASecondAtMost() {
    Progress progress = Progress.on(terminal, 80, nanos::get, MIB);
    for (int i = 0; i < 1000; i++) {
      pass(1);
      progress.advance(1);
    }
    assertThat(drawn().split("\r", -1)).hasSize(11);
  }

  @Test
  void narrowTerminalsGetNoBar_andLongTimesAreShort() {
    Progress progress = Progress.on(terminal, 20, nanos::get, 1024 * 1024 * MIB);
    pass(1000);
    progress.advance(MIB);
    assertThat(drawn()).isEqualTo(ERASE + " 1.00 MiB / 1.00 TiB    0%  1.00 MiB/s  ETA > 4 days");
    progress.total(3 * 3600 * MIB);
    pass(1000);
    progress.advance(MIB);
    assertThat(drawn()).endsWith("ETA 2h59m");
    progress.total(100 * MIB);
    pass(1000);
    progress.advance(MIB);
    assertThat(drawn()).endsWith("ETA 1m37s");
  }

  @Test
  void oneThatShowsNothingShowsNothing() {
    Run run = Run.withInput(java.nio.file.Path.of("none"), "", "add", "--progress", "none");
    assertThat(run.err()).as("standard error is no terminal here").doesNotContain("\r").doesNotContain("%");
    try (Progress none = Progress.none()) {
      none.total(10);
      none.advance(5);
      none.hide();
    }
    Progress.on(terminal, 80, nanos::get, 10).close();
    assertThat(drawn()).as("nothing was drawn, so nothing is erased").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,0 B", "999,999 B", "1000,0.98 KiB", "1024,1.00 KiB", "10240,10.0 KiB", "102400,100 KiB",
      "1048576,1.00 MiB", "1e18,888 PiB", "9e20,799361 PiB"})
  void amountsHaveThreeDigitsAndAUnit(double bytes, String text) {
    assertThat(Progress.size(bytes)).isEqualTo(text);
  }
}
