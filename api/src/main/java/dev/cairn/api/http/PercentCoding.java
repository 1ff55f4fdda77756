package dev.cairn.api.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoded text in URLs and part names. */
final class PercentCoding {
  private PercentCoding() {}

  /**
   * Decodes {@code %XX} and, where asked, {@code +} as a space.
   *
   * @return empty when an escape is broken or the bytes are not UTF-8
   */
  static Optional<String> decode(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0)) {
      return Optional.of(text);
    }
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[raw.length];
    int size = 0;
    for (int i = 0; i < raw.length; i++) {
      int c = raw[i];
      if (c == '%') {
        boolean whole = i + 2 < raw.length;
        int high = whole ? Character.digit(raw[i + 1], 16) : -1;
        int low = whole ? Character.digit(raw[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        c = high << 4 | low;
        i += 2;
      } else if (c == '+' && plusIsSpace) {
        c = ' ';
      }
      decoded[size++] = (byte) c;
    }
    return utf8(decoded, size);
  }

  /** The text of these bytes; empty when they are not UTF-8. */
  static Optional<String> utf8(byte[] bytes, int length) {
    try {
      return Optional
          .of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
