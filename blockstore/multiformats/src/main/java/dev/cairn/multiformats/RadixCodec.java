package dev.cairn.multiformats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Locale;

/**
 * The bases whose size is no power of two (10, 36, 58): the bytes are one big number, and each zero byte in front
 * is one zero digit in front.
 *
 * <p>Changing the radix of a number takes quadratic time, so the input is bounded ({@link #MAX_BYTES}). The number
 * is handled as words of 32 bits and several digits at a time (as many as fit 30 bits), which makes the usual
 * 34 to 40 bytes of a CID or peer id a matter of some dozen divisions.
 */
final class RadixCodec implements TextCodec {
  /** The most bytes that are written or read; some tens of milliseconds of work. */
  static final int MAX_BYTES = 8 * 1024;

  private static final byte NONE = -1;

  private final String base;
  private final int radix;
  private final byte[] alphabet;
  private final byte[] values;
  private final double digitsPerByte;
  private final int digitsPerLimb;
  /** {@code radix} to the power of {@code digitsPerLimb}; below 2^30. */
  private final int limb;

  private RadixCodec(String base, String alphabet, boolean anyCase) {
    this.base = base;
    this.radix = alphabet.length();
    this.alphabet = alphabet.getBytes(ISO_8859_1);
    this.values = new byte[128];
    Arrays.fill(values, NONE);
    fill(alphabet);
    if (anyCase) {
      fill(alphabet.toLowerCase(Locale.ROOT));
      fill(alphabet.toUpperCase(Locale.ROOT));
    }
    this.digitsPerByte = Math.log(256) / Math.log(radix);
    int digits = 0;
    long power = 1;
    while (power * radix < 1 << 30) {
      power *= radix;
      digits++;
    }
    this.digitsPerLimb = digits;
    this.limb = (int) power;
  }

  /** Letters in the case of the alphabet only. */
  static RadixCodec exact(String base, String alphabet) {
    return new RadixCodec(base, alphabet, false);
  }

  /** Either case is read, the case of the alphabet is written. */
  static RadixCodec anyCase(String base, String alphabet) {
    return new RadixCodec(base, alphabet, true);
  }

  private void fill(String letters) {
    for (int i = 0; i < letters.length(); i++) {
      values[letters.charAt(i)] = (byte) i;
    }
  }

  @Override
  public String encode(int prefix, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MultiformatException(
          bytes.length + " bytes are too many for " + base + " (at most " + MAX_BYTES
              + "); use a base that is a power of two, such as base32 or base64url");
    }
    int zeros = 0;
    while (zeros < bytes.length && bytes[zeros] == 0) {
      zeros++;
    }
    int[] words = words(bytes, zeros);
    int start = prefix == NO_PREFIX ? 0 : 1;
    byte[] text = new byte[start + zeros + (int) ((bytes.length - zeros) * digitsPerByte) + digitsPerLimb
        + 1];
    int at = text.length;
    int first = 0;
    while (first < words.length) {
      long rest = 0;
      for (int i = first; i < words.length; i++) {
        long value = rest << 32 | (words[i] & 0xffff_ffffL);
        words[i] = (int) (value / limb);
        rest = value % limb;
      }
      int digits = (int) rest;
      for (int i = 0; i < digitsPerLimb && at > start; i++) {
        text[--at] = alphabet[digits % radix];
        digits /= radix;
      }
      while (first < words.length && words[first] == 0) {
        first++;
      }
    }
    while (at < text.length && text[at] == alphabet[0]) {
      at++;
    }
    at -= zeros;
    Arrays.fill(text, at, at + zeros, alphabet[0]);
    if (start == 1) {
      text[--at] = (byte) prefix;
    }
    return new String(text, at, text.length - at, ISO_8859_1);
  }

  /** The number in {@code bytes} from {@code offset} on as words, highest first. */
  private static int[] words(byte[] bytes, int offset) {
    int[] words = new int[(bytes.length - offset + 3) / 4];
    for (int i = 0; i < bytes.length - offset; i++) {
      words[words.length - 1 - i / 4] |= (bytes[bytes.length - 1 - i] & 0xff) << 8 * (i % 4);
    }
    return words;
  }

  @Override
  public byte[] decode(String text, int offset) {
    int length = text.length() - offset;
    if (length > MAX_BYTES * digitsPerByte + 1) {
      throw new MultiformatException(
          "text of " + length + " characters is too long for " + base + " (at most " + MAX_BYTES + " bytes)");
    }
    int zeros = 0;
    while (zeros < length && text.charAt(offset + zeros) == alphabet[0]) {
      zeros++;
    }
    int digits = length - zeros;
    int[] words = new int[(int) (digits / digitsPerByte / 4) + 1];
    int used = 0;
    int at = offset + zeros;
    while (at < text.length()) {
      int take = (text.length() - at) % digitsPerLimb;
      take = take == 0 ? digitsPerLimb : take;
      long factor = 1;
      long carry = 0;
      for (int i = 0; i < take; i++, at++) {
        char c = text.charAt(at);
        int value = c < 128 ? values[c] : NONE;
        if (value == NONE) {
          throw TextCodec.badCharacter(base, text, at);
        }
        factor *= radix;
        carry = carry * radix + value;
      }
      for (int i = 0; i < used; i++) {
        long value = (words[i] & 0xffff_ffffL) * factor + carry;
        words[i] = (int) value;
        carry = value >>> 32;
      }
      if (carry != 0) {
        words[used++] = (int) carry;
      }
    }
    return bytes(words, used, zeros);
  }

  /** The number in the first {@code used} words, lowest first, behind {@code zeros} zero bytes. */
  private static byte[] bytes(int[] words, int used, int zeros) {
    int top = used == 0 ? 0 : (39 - Integer.numberOfLeadingZeros(words[used - 1])) / 8;
    int length = used == 0 ? 0 : (used - 1) * 4 + top;
    byte[] bytes = new byte[zeros + length];
    for (int i = 0; i < length; i++) {
      bytes[bytes.length - 1 - i] = (byte) (words[i / 4] >>> 8 * (i % 4));
    }
    return bytes;
  }
}
