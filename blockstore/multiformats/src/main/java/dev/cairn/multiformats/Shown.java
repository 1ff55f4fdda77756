package dev.cairn.multiformats;

/** Makes text from outside fit for a message. */
public final class Shown {
  private static final int MAX_LENGTH = 120;

  private Shown() {}

  /**
   * The text in single quotes, cut after 120 characters, with control characters and broken surrogates written as
   * {@code \\u001b}: neither a log nor a terminal can be led astray by it.
   */
  public static String quoted(String text) {
    StringBuilder shown = new StringBuilder("'");
    int end = Math.min(text.length(), MAX_LENGTH);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.isSurrogate(c) && !isPair(text, i, end)) {
        shown.append("\\u%04x".formatted((int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.append(end < text.length() ? "…'" : "'").toString();
  }

  private static boolean isPair(String text, int at, int end) {
    return at + 1 < end && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1))
        || at > 0 && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }
}
