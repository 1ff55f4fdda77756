package dev.cairn.config;

/** Text from a file or a command line, made fit for a message: quoted, short, without control characters. */
final class Shown {
  private static final int MAX_LENGTH = 120;

  private Shown() {}

  static String quoted(String text) {
    String start = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    StringBuilder shown = new StringBuilder("'");
    start.codePoints().forEach(c -> {
      if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
        shown.append("\\u%04x".formatted(c));
      } else {
        shown.appendCodePoint(c);
      }
    });
    return shown.append(text.length() > MAX_LENGTH ? "…'" : "'").toString();
  }
}
