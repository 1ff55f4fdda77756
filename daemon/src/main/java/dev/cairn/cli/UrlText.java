package dev.cairn.cli;

import java.nio.charset.StandardCharsets;

/** Percent-encoding, as query values and file names in multipart headers need it. */
final class UrlText {
  private static final String HEX = "0123456789ABCDEF";

  private UrlText() {}

  /** Appends {@code text} in UTF-8 with everything escaped but letters, digits and {@code - . _ ~}. */
  static void append(StringBuilder out, String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if ((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '.'
          || b == '_' || b == '~') {
        out.append((char) b);
      } else {
        out.append('%').append(HEX.charAt(b >> 4 & 0xf)).append(HEX.charAt(b & 0xf));
      }
    }
  }

  /** The escaped form of {@code text}. */
  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    append(out, text);
    return out.toString();
  }
}
