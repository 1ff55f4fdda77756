package dev.cairn.config;

import dev.cairn.multiformats.Shown;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as people write them: {@code 10GB} (powers of 1000), {@code 1 GiB} (powers of 1024), {@code 256k}, {@code
 * 1,500}, a bare number of bytes. Letters in any case.
 */
public final class ByteSize {
  private static final Pattern TEXT = Pattern.compile("([0-9][0-9,]*(?:\\.[0-9]*)?) *([a-z]*)");
  private static final int MAX_LENGTH = 40;
  private static final Map<String, Integer> POWERS = Map.of("k", 1, "m", 2, "g", 3, "t", 4, "p", 5, "e", 6);
  private static final List<String> UNITS = List.of("EiB", "EB", "PiB", "PB", "TiB", "TB", "GiB", "GB", "MiB",
      "MB",
      "KiB", "kB");

  private ByteSize() {}

  /**
   * The number of bytes; a fraction of a byte is dropped.
   *
   * @throws UserError when the text is no size, or more than 2^63 - 1 bytes
   */
  public static long parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    Matcher matcher = TEXT.matcher(plain);
    if (plain.length() > MAX_LENGTH || !matcher.matches()) {
      throw new UserError(
          Shown.quoted(text) + " is no size; write a number and a unit, such as 10GB or 256KiB");
    }
    BigDecimal bytes = new BigDecimal(matcher.group(1).replace(",", ""))
        .multiply(factor(text, matcher.group(2)))
        .setScale(0, RoundingMode.DOWN);
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new UserError(Shown.quoted(text) + " is more than the largest size (8 EiB)");
    }
    return bytes.longValue();
  }

  private static BigDecimal factor(String text, String unit) {
    if (unit.isEmpty() || unit.equals("b")) {
      return BigDecimal.ONE;
    }
    Integer power = POWERS.get(unit.substring(0, 1));
    String rest = unit.substring(1);
    boolean binary = rest.equals("i") || rest.equals("ib");
    if (power == null || !binary && !rest.isEmpty() && !rest.equals("b")) {
      throw new UserError(
          Shown.quoted(text) + " has no unit of size; use B, kB, MB, GB, TB or KiB, MiB, GiB, TiB");
    }
    return BigDecimal.valueOf(binary ? 1024 : 1000).pow(power);
  }

  /** The shortest text that means exactly this many bytes: {@code 10GB}, {@code 256KiB}, {@code 1234}. */
  public static String format(long bytes) {
    for (String unit : UNITS) {
      long factor = factor(unit, unit.toLowerCase(Locale.ROOT)).longValueExact();
      if (bytes != 0 && bytes % factor == 0) {
        return bytes / factor + unit;
      }
    }
    return Long.toString(bytes);
  }
}
