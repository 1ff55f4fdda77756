package dev.cairn.gateway;

/** Makes text from outside fit for an error message: one line, of bounded length, without control characters. */
final class Shown {
  private static final int MAX_CHARS = 1024;

  private Shown() {}

  static String text(String foreign) {
    StringBuilder shown = new StringBuilder(Math.min(foreign.length(), MAX_CHARS) + 16);
    int shownChars = Math.min(foreign.length(), MAX_CHARS);
    for (int i = 0; i < shownChars; i++) {
      char c = foreign.charAt(i);
      boolean surrogate = Character.isSurrogate(c);
      if (Character.isISOControl(c) || surrogate && !paired(foreign, i, shownChars) || isDirectional(c)) {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return foreign.length() > MAX_CHARS ? shown.append("...").toString() : shown.toString();
  }

  private static boolean paired(String text, int at, int end) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < end && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** Characters that turn the direction of what follows them, and so can make a line say something else. */
  private static boolean isDirectional(char c) {
    return c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069' || c == '\u200e' || c == '\u200f';
  }
}
