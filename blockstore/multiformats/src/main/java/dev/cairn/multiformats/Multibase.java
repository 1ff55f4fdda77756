package dev.cairn.multiformats;

import java.math.BigInteger;
import java.util.Arrays;

/** The bases that binary values are written in; each text begins with the character that names its base. */
public enum Multibase {
  BASE16("base16", 'f', "0123456789abcdef"),
  BASE32("base32", 'b', "abcdefghijklmnopqrstuvwxyz234567"),
  BASE36("base36",
      'k', "0123456789abcdefghijklmnopqrstuvwxyz"),
  BASE58_BTC("base58btc", 'z',
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

  private final String label;
  private final int prefix;
  private final String alphabet;

  Multibase(String label, int prefix, String alphabet) {
    this.label = label;
    this.prefix = prefix;
    this.alphabet = alphabet;
  }

  /** The name in the multibase table, such as {@code base58btc}. */
  public String label() {
    return label;
  }

  /** The code point that text in this base begins with. */
  public int prefix() {
    return prefix;
  }

  /** The text, with its multibase prefix. */
  public String encode(byte[] bytes) {
    return Character.toString(prefix) + encodeUnprefixed(bytes);
  }

  /** The text without a multibase prefix. */
  public String encodeUnprefixed(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    if (this == BASE32 || this == BASE16) {
      int width = this == BASE32 ? 5 : 4;
      int held = 0;
      int bits = 0;
      for (byte b : bytes) {
        held = held << 8 | (b & 0xff);
        bits += 8;
        while (bits >= width) {
          bits -= width;
          text.append(alphabet.charAt(held >> bits & (1 << width) - 1));
        }
      }
      if (bits > 0) {
        text.append(alphabet.charAt(held << width - bits & (1 << width) - 1));
      }
      return text.toString();
    }
    BigInteger base = BigInteger.valueOf(alphabet.length());
    BigInteger rest = new BigInteger(1, bytes);
    while (rest.signum() > 0) {
      BigInteger[] parts = rest.divideAndRemainder(base);
      text.append(alphabet.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
      text.append(alphabet.charAt(0));
    }
    return text.reverse().toString();
  }

  /**
   * Decodes text without a multibase prefix.
   *
   * @throws MultiformatException when a character is not of this base
   */
  public byte[] decodeUnprefixed(String text) {
    if (this == BASE32 || this == BASE16) {
      int width = this == BASE32 ? 5 : 4;
      byte[] bytes = new byte[text.length() * width / 8];
      int held = 0;
      int bits = 0;
      int at = 0;
      for (int i = 0; i < text.length(); i++) {
        held = held << width | digit(text.charAt(i));
        bits += width;
        if (bits >= 8) {
          bits -= 8;
          bytes[at++] = (byte) (held >> bits);
        }
      }
      return bytes;
    }
    BigInteger value = BigInteger.ZERO;
    int zeros = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = digit(text.charAt(i));
      if (digit == 0 && zeros == i) {
        zeros++;
      }
      value = value.multiply(BigInteger.valueOf(alphabet.length())).add(BigInteger.valueOf(digit));
    }
    byte[] magnitude = value.signum() == 0 ? new byte[0] : value.toByteArray();
    int sign = magnitude.length > 0 && magnitude[0] == 0 ? 1 : 0;
    byte[] bytes = new byte[zeros + magnitude.length - sign];
    System.arraycopy(magnitude, sign, bytes, zeros, magnitude.length - sign);
    return bytes;
  }

  private int digit(char c) {
    int digit = alphabet.indexOf(c);
    if (digit < 0) {
      throw new MultiformatException("character '" + c + "' is not of " + label);
    }
    return digit;
  }

  /**
   * Decodes text that starts with a multibase prefix.
   *
   * @throws MultiformatException when the prefix is not known or a character is not of the base
   */
  public static byte[] decode(String text) {
    int prefix = text.isEmpty() ? -1 : text.codePointAt(0);
    return Arrays.stream(values())
        .filter(base -> base.prefix == prefix)
        .findFirst()
        .orElseThrow(() -> new MultiformatException("no multibase prefix that is known"))
        .decodeUnprefixed(text.substring(Character.charCount(prefix)));
  }
}
