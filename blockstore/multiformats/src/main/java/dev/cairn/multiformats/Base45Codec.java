package dev.cairn.multiformats;

/** Base45 (RFC 9285): two bytes are three characters, a single last byte is two; the lowest digit comes first. */
final class Base45Codec implements TextCodec {
  private static final String BASE = "base45";
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

  @Override
  public String encode(int prefix, byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length + bytes.length / 2 + 3);
    if (prefix != NO_PREFIX) {
      text.appendCodePoint(prefix);
    }
    for (int i = 0; i < bytes.length; i += 2) {
      boolean pair = i + 1 < bytes.length;
      int value = pair ? (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff) : bytes[i] & 0xff;
      text.append(ALPHABET.charAt(value % 45)).append(ALPHABET.charAt(value / 45 % 45));
      if (pair) {
        text.append(ALPHABET.charAt(value / 2025));
      }
    }
    return text.toString();
  }

  @Override
  public byte[] decode(String text, int offset) {
    int length = text.length() - offset;
    if (length % 3 == 1) {
      throw new MultiformatException("text in base45 is cut short: one character is left over");
    }
    byte[] bytes = new byte[length / 3 * 2 + length % 3 / 2];
    int at = 0;
    for (int i = offset; i < text.length(); i += 3) {
      boolean pair = i + 2 < text.length();
      int value = digit(text, i) + 45 * digit(text, i + 1) + (pair ? 2025 * digit(text, i + 2) : 0);
      if (value > (pair ? 0xffff : 0xff)) {
        throw new MultiformatException("the group at position " + i + " is more than base45 allows");
      }
      if (pair) {
        bytes[at++] = (byte) (value >>> 8);
      }
      bytes[at++] = (byte) value;
    }
    return bytes;
  }

  private static int digit(String text, int at) {
    int digit = ALPHABET.indexOf(text.charAt(at));
    if (digit < 0) {
      throw TextCodec.badCharacter(BASE, text, at);
    }
    return digit;
  }
}
