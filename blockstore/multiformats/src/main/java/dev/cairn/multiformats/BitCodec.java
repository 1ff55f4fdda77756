package dev.cairn.multiformats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Locale;

/**
 * The bases whose size is a power of two (2, 8, 16, 32, 64): each character stands for the next few bits, first
 * bit first. What is left over in the last character must be zero, so that each value has one text.
 */
final class BitCodec implements TextCodec {
  private static final byte NONE = -1;

  private final String base;
  private final int width;
  private final byte[] alphabet;
  private final byte[] values;
  /** The fewest bytes that take a whole number of characters; at most 5. */
  private final int stepBytes;
  /** Padding fills the text up to a multiple of this; 1 means none. */
  private final int group;

  private BitCodec(String base, String alphabet, boolean anyCase, boolean padded) {
    this.base = base;
    this.alphabet = alphabet.getBytes(ISO_8859_1);
    this.width = Integer.numberOfTrailingZeros(this.alphabet.length);
    this.stepBytes = width == 5 ? 5 : width % 3 == 0 ? 3 : 1;
    this.values = new byte[128];
    Arrays.fill(values, NONE);
    fill(alphabet);
    if (anyCase) {
      fill(alphabet.toLowerCase(Locale.ROOT));
      fill(alphabet.toUpperCase(Locale.ROOT));
    }
    this.group = padded ? (width == 6 ? 4 : 8) : 1;
  }

  /** Without padding, letters in the case of the alphabet only. */
  static BitCodec exact(String base, String alphabet) {
    return new BitCodec(base, alphabet, false, false);
  }

  /** Without padding; either case is read, the case of the alphabet is written. */
  static BitCodec anyCase(String base, String alphabet) {
    return new BitCodec(base, alphabet, true, false);
  }

  /** Like this one, with {@code =} up to a full group. */
  static BitCodec padded(String base, String alphabet, boolean anyCase) {
    return new BitCodec(base, alphabet, anyCase, true);
  }

  private void fill(String letters) {
    for (int i = 0; i < letters.length(); i++) {
      values[letters.charAt(i)] = (byte) i;
    }
  }

  @Override
  public String encode(int prefix, byte[] bytes) {
    int start = prefix == NO_PREFIX ? 0 : 1;
    long digits = (bytes.length * 8L + width - 1) / width;
    long total = start + (digits + group - 1) / group * group;
    if (total > Integer.MAX_VALUE - 16) {
      throw new MultiformatException(bytes.length + " bytes are too many for a text in " + base);
    }
    byte[] text = new byte[(int) total];
    if (start == 1) {
      text[0] = (byte) prefix;
    }
    int at = start;
    int from = 0;
    for (; from + stepBytes <= bytes.length; from += stepBytes) {
      long held = 0;
      for (int i = 0; i < stepBytes; i++) {
        held = held << 8 | (bytes[from + i] & 0xff);
      }
      at = digits(held, 8 * stepBytes, text, at);
    }
    long held = 0;
    int bits = 0;
    for (; from < bytes.length; from++) {
      held = held << 8 | (bytes[from] & 0xff);
      bits += 8;
    }
    int fill = (width - bits % width) % width;
    at = digits(held << fill, bits + fill, text, at);
    Arrays.fill(text, at, text.length, (byte) '=');
    return new String(text, ISO_8859_1);
  }

  /** Writes the lowest {@code bits} of {@code held}, a multiple of the width. */
  private int digits(long held, int bits, byte[] text, int offset) {
    byte[] letters = alphabet;
    int mask = letters.length - 1;
    int at = offset;
    for (int shift = bits - width; shift >= 0; shift -= width) {
      text[at++] = letters[(int) (held >>> shift) & mask];
    }
    return at;
  }

  @Override
  public byte[] decode(String text, int offset) {
    int end = endOfDigits(text, offset);
    byte[] bytes = new byte[(int) ((end - offset) * (long) width / 8)];
    int held = 0;
    int bits = 0;
    int at = 0;
    for (int i = offset; i < end; i++) {
      char c = text.charAt(i);
      int value = c < 128 ? values[c] : NONE;
      if (value == NONE) {
        throw TextCodec.badCharacter(base, text, i);
      }
      held = held << width | value;
      bits += width;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (held >>> bits);
      }
    }
    if (bits >= width) {
      throw new MultiformatException(
          "text in " + base + " is cut short or one character too long: no number of"
              + " bytes takes " + (end - offset) + " characters");
    }
    if ((held & (1 << bits) - 1) != 0) {
      throw new MultiformatException("the last character of the text in " + base
          + " has bits behind the last byte that are not zero; it was changed or cut short");
    }
    return bytes;
  }

  /** Where the digits end and the padding begins, which is checked here. */
  private int endOfDigits(String text, int offset) {
    if (group == 1) {
      return text.length();
    }
    int end = text.length();
    while (end > offset && text.charAt(end - 1) == '=') {
      end--;
    }
    int digits = end - offset;
    int wanted = (group - digits % group) % group;
    if (text.length() - end != wanted) {
      throw new MultiformatException(
          "text in " + base + " needs " + wanted + " padding characters '=' behind "
              + digits + " digits, but has " + (text.length() - end));
    }
    return end;
  }
}
