package dev.cairn.api.standard;

import java.util.Locale;

/** Sizes for people. */
final class Sizes {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private Sizes() {}

  /** The size with at most two digits and a unit of powers of 1000, such as {@code 1.5 MB}. */
  static String human(long bytes) {
    if (bytes < 10) {
      return bytes + " B";
    }
    int unit = 0;
    double value = bytes;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    double rounded = Math.floor(value * 10 + 0.5) / 10;
    return String.format(Locale.ROOT, rounded < 10 ? "%.1f %s" : "%.0f %s", rounded, UNITS[unit]);
  }
}
