package dev.cairn.gateway.page;

import java.util.Locale;

/** Sizes for people, in powers of 1000: {@code 532 B}, {@code 1.2 kB}, {@code 34 MB}. */
final class ByteSize {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

  private ByteSize() {}

  static String of(long bytes) {
    if (bytes < 1000) {
      return Math.max(0, bytes) + " B";
    }
    double value = bytes;
    int unit = -1;
    // 999.5 and above would round to 1000.
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }
}
