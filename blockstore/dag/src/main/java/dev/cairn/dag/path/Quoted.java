package dev.cairn.dag.path;

import dev.cairn.dag.pb.Names;

/** Text of strangers in a message: in quotes, and without anything that could forge a line of a log. */
final class Quoted {
  private Quoted() {}

  static String of(String text) {
    String shown = Names.printable(text);
    StringBuilder quoted = new StringBuilder(shown.length() + 2).append('"');
    shown.codePoints().forEach(point -> {
      if (point == '"' || point == '\\') {
        quoted.append('\\').append((char) point);
      } else if (isPrintable(point)) {
        quoted.appendCodePoint(point);
      } else if (point < 0x80) {
        quoted.append(String.format("\\x%02x", point));
      } else {
        quoted.append(String.format(point > 0xffff ? "\\U%08x" : "\\u%04x", point));
      }
    });
    return quoted.append('"').toString();
  }

  private static boolean isPrintable(int point) {
    return point == ' ' || switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR ->
        false;
      default -> true;
    };
  }
}
