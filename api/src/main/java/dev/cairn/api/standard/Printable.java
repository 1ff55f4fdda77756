package dev.cairn.api.standard;

import java.util.Locale;

/** Names from anywhere, made safe for a terminal. */
final class Printable {
  private Printable() {}

  /** The name, with characters that do not print, and backslashes among them, escaped as in a Go string. */
  static String name(String name) {
    if (name.indexOf('\\') < 0 && name.codePoints().allMatch(Printable::prints)) {
      return name;
    }
    StringBuilder escaped = new StringBuilder(name.length() + 8);
    name.codePoints().forEach(c -> escape(c, escaped));
    return escaped.toString();
  }

  private static boolean prints(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
        false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  private static void escape(int c, StringBuilder out) {
    switch (c) {
      case '\\' -> out.append("\\\\");
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (prints(c)) {
          out.appendCodePoint(c);
        } else if (c < 0x80) {
          out.append(String.format(Locale.ROOT, "\\x%02x", c));
        } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
          // A lone surrogate stands for a byte that is not UTF-8.
          out.append(String.format(Locale.ROOT, "\\x%02x", c & 0xff));
        } else {
          out.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
        }
      }
    }
  }

}
