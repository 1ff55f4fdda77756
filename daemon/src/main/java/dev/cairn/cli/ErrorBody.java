package dev.cairn.cli;

/**
 * The text of an error answer: the value of {@code "Message"} where the body is Kubo's error object, otherwise the body
 * itself. A small scan instead of a JSON library, which a client that mostly copies bytes does not load.
 */
final class ErrorBody {
  private static final String KEY = "\"Message\":";

  private ErrorBody() {}

  /** The message in a body; never empty. */
  static String message(String body) {
    String text = body.strip();
    int key = text.startsWith("{") ? text.indexOf(KEY) : -1;
    int quote = key < 0 ? -1 : text.indexOf('"', key + KEY.length());
    String message = quote < 0 ? text : unquote(text, quote + 1);
    return message.isEmpty() ? "the daemon gave no reason" : message;
  }

  /** The JSON string that begins behind its quote at {@code from}; what is cut short ends where it ends. */
  private static String unquote(String json, int from) {
    StringBuilder out = new StringBuilder(json.length() - from);
    int i = from;
    while (i < json.length() && json.charAt(i) != '"') {
      char c = json.charAt(i++);
      if (c != '\\' || i == json.length()) {
        out.append(c);
        continue;
      }
      char escape = json.charAt(i++);
      switch (escape) {
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'r' -> out.append('\r');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'u' -> {
          out.append(unicode(json, i));
          i = Math.min(json.length(), i + 4);
        }
        default -> out.append(escape);
      }
    }
    return out.toString();
  }

  private static char unicode(String json, int from) {
    if (from + 4 > json.length()) {
      return '\uFFFD';
    }
    int code = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(json.charAt(i), 16);
      if (digit < 0) {
        return '\uFFFD';
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }
}
