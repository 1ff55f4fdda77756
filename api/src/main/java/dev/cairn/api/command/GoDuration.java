package dev.cairn.api.command;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Kubo's clients write them: {@code 300ms}, {@code 1.5h}, {@code 2h45m}. */
public final class GoDuration {
  private static final int MAX_CHARS = 64;
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");

  private GoDuration() {}

  /**
   * Reads a duration; a lone {@code 0} needs no unit.
   *
   * @throws CommandException when it is none, or longer than 292 years
   */
  public static Duration parse(String text) {
    String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    Matcher part = PART.matcher(rest);
    BigDecimal nanos = BigDecimal.ZERO;
    int at = 0;
    while (rest.length() <= MAX_CHARS && at < rest.length() && part.find(at) && part.start() == at) {
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanos(part.group(2)))));
      at = part.end();
    }
    if (at == 0 || at < rest.length() || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw CommandException.client("'" + text + "' is not a duration; write it like 30s, 1m30s or 500ms");
    }
    Duration length = Duration.ofNanos(nanos.longValue());
    return text.startsWith("-") ? length.negated() : length;
  }

  private static long nanos(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> 1_000;
    };
  }
}
