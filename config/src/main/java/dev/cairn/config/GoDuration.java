package dev.cairn.config;

import dev.cairn.multiformats.Shown;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them, which is how Kubo's files and clients do: {@code 1h30m}, {@code 500ms}, {@code 0}. */
public final class GoDuration {
  private static final Pattern PART = Pattern
      .compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)");
  private static final int MAX_LENGTH = 64;
  private static final Map<String, Long> NANOS = Map.of("ns", 1L, "us", 1_000L, "\u00b5s", 1_000L, "\u03bcs",
      1_000L,
      "ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);

  private GoDuration() {}

  /**
   * The duration; anything finer than a nanosecond is dropped.
   *
   * @throws UserError when the text is no duration, or longer than 2^63 - 1 nanoseconds (292 years)
   */
  public static Duration parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    if (rest.isEmpty() || rest.length() > MAX_LENGTH) {
      throw bad(text, "");
    }
    Matcher part = PART.matcher(rest);
    BigDecimal nanos = BigDecimal.ZERO;
    int at = 0;
    while (at < rest.length()) {
      if (!part.region(at, rest.length()).lookingAt()) {
        boolean bare = rest.chars().allMatch(c -> c >= '0' && c <= '9');
        throw bad(text, bare ? " (the unit is missing)" : "");
      }
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit(part.group(2)))));
      at = part.end();
    }
    BigDecimal whole = nanos.setScale(0, RoundingMode.DOWN);
    if (whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new UserError(Shown.quoted(text) + " is longer than the longest duration (292 years)");
    }
    return Duration.ofNanos(negative ? -whole.longValue() : whole.longValue());
  }

  private static long unit(String name) {
    Long nanos = NANOS.get(name);
    if (nanos == null) {
      throw new IllegalStateException("the pattern allows only known units, not " + name);
    }
    return nanos;
  }

  private static UserError bad(String text, String why) {
    return new UserError(Shown.quoted(text) + " is no duration" + why
        + "; write numbers with units, such as 30s, 1h30m or 500ms");
  }

  /** The text that Go gives this duration: {@code 1h0m0s}, {@code 1.5s}, {@code 500ms}. */
  public static String format(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    String sign = duration.isNegative() ? "-" : "";
    Duration size = duration.abs();
    if (size.compareTo(Duration.ofSeconds(1)) < 0) {
      long nanos = size.toNanos();
      String unit = nanos >= 1_000_000 ? "ms" : nanos >= 1_000 ? "\u00b5s" : "ns";
      long factor = nanos >= 1_000_000 ? 1_000_000 : nanos >= 1_000 ? 1_000 : 1;
      return sign + decimal(nanos, factor) + unit;
    }
    StringBuilder text = new StringBuilder(sign);
    if (size.toHours() > 0) {
      text.append(size.toHours()).append('h');
    }
    if (size.toMinutes() > 0) {
      text.append(size.toMinutesPart()).append('m');
    }
    return text.append(decimal(size.toSecondsPart() * 1_000_000_000L + size.toNanosPart(), 1_000_000_000L))
        .append('s')
        .toString();
  }

  private static String decimal(long value, long factor) {
    BigDecimal quotient = BigDecimal.valueOf(value).divide(BigDecimal.valueOf(factor));
    return quotient.signum() == 0 ? "0" : quotient.stripTrailingZeros().toPlainString();
  }
}
