package dev.cairn.multiformats;

/**
 * IP addresses as text, without any name look-up: dotted decimal without leading zeros, and IPv6 by RFC 4291,
 * written as RFC 5952 recommends.
 */
final class IpText {
  private IpText() {}

  /**
   * Reads four numbers with dots between them.
   *
   * @throws MultiformatException when the text is anything else
   */
  static byte[] parse4(String text) {
    byte[] bytes = new byte[4];
    if (!parse4(text, 0, bytes, 0)) {
      throw new MultiformatException(Shown.quoted(text) + " is no IPv4 address"
          + (text.indexOf(':') >= 0 ? "; for IPv6 use /ip6"
              : hasLetter(text) ? "; for a name use /dns4" : ""));
    }
    return bytes;
  }

  /**
   * Reads an IPv6 address; the last two groups may be an IPv4 address. No zone.
   *
   * @throws MultiformatException when the text is anything else
   */
  static byte[] parse6(String text) {
    int gap = text.indexOf("::");
    byte[] bytes = new byte[16];
    int written = gap < 0 ? groups(text, bytes, 0) : groups(text.substring(0, gap), bytes, 0);
    if (gap < 0) {
      if (written != 16) {
        throw no6(text);
      }
      return bytes;
    }
    byte[] tail = new byte[16];
    int tailSize = groups(text.substring(gap + 2), tail, 0);
    if (written < 0 || tailSize < 0 || written + tailSize > 14) {
      throw no6(text);
    }
    System.arraycopy(tail, 0, bytes, 16 - tailSize, tailSize);
    return bytes;
  }

  private static MultiformatException no6(String text) {
    boolean like4 = text.indexOf(':') < 0 && text.indexOf('.') > 0 && !hasLetter(text);
    return new MultiformatException(Shown.quoted(text) + " is no IPv6 address"
        + (like4 ? "; for IPv4 use /ip4"
            : text.indexOf('%') > 0 ? "; a zone goes in front, as in /ip6zone/eth0/ip6/fe80::1" : ""));
  }

  /** Reads groups of hex digits between colons; returns how many bytes were written, or -1. */
  private static int groups(String text, byte[] into, int offset) {
    if (text.isEmpty()) {
      return 0;
    }
    int at = offset;
    int start = 0;
    while (true) {
      int colon = text.indexOf(':', start);
      int end = colon < 0 ? text.length() : colon;
      if (colon < 0 && text.indexOf('.', start) >= 0) {
        return at + 4 <= into.length && parse4(text, start, into, at) ? at + 4 - offset : -1;
      }
      if (end == start || end - start > 4 || at + 2 > into.length) {
        return -1;
      }
      int value = 0;
      for (int i = start; i < end; i++) {
        int digit = hex(text.charAt(i));
        if (digit < 0) {
          return -1;
        }
        value = value << 4 | digit;
      }
      into[at++] = (byte) (value >>> 8);
      into[at++] = (byte) value;
      if (colon < 0) {
        return at - offset;
      }
      start = colon + 1;
    }
  }

  /** The value of an ASCII hex digit, or -1; {@link Character#digit} would take digits of other scripts too. */
  static int hex(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  private static boolean parse4(String text, int from, byte[] into, int offset) {
    int at = from;
    for (int part = 0; part < 4; part++) {
      int start = at;
      int value = 0;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9' && at - start < 4) {
        value = value * 10 + text.charAt(at++) - '0';
      }
      boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
      if (at == start || leadingZero || value > 255) {
        return false;
      }
      into[offset + part] = (byte) value;
      if (part < 3 && (at >= text.length() || text.charAt(at++) != '.')) {
        return false;
      }
    }
    return at == text.length();
  }

  static String format4(byte[] bytes, int offset) {
    return (bytes[offset] & 0xff) + "." + (bytes[offset + 1] & 0xff) + "." + (bytes[offset + 2] & 0xff) + "."
        + (bytes[offset + 3] & 0xff);
  }

  static String format6(byte[] bytes) {
    if (isMapped4(bytes)) {
      return "::ffff:" + format4(bytes, 12);
    }
    int gapStart = -1;
    int gapLength = 1;
    for (int i = 0; i < 8; i++) {
      int length = 0;
      while (i + length < 8 && group(bytes, i + length) == 0) {
        length++;
      }
      if (length > gapLength) {
        gapStart = i;
        gapLength = length;
      }
      i += length;
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == gapStart) {
        text.append("::");
        i += gapLength - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(group(bytes, i)));
    }
    return text.toString();
  }

  private static boolean isMapped4(byte[] bytes) {
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[10] == -1 && bytes[11] == -1;
  }

  private static int group(byte[] bytes, int index) {
    return (bytes[2 * index] & 0xff) << 8 | (bytes[2 * index + 1] & 0xff);
  }

  private static boolean hasLetter(String text) {
    return text.chars().anyMatch(Character::isLetter);
  }
}
