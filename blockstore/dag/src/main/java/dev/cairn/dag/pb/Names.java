package dev.cairn.dag.pb;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Link names as text, without losing a byte.
 *
 * <p>A link name is a byte string. Nearly all are UTF-8 and become just that text. A byte that is part of no UTF-8
 * sequence becomes one unpaired surrogate, {@code U+DC00 + byte} (U+DC80 to U+DCFF), which no UTF-8 text can
 * contain. So {@code bytes(text(b))} is {@code b} for every {@code b}: names of any bytes can be looked up, listed
 * and written back through APIs that take a {@code String}. Python does the same to file names (PEP 383).
 *
 * <p>Before such a name is shown or put into JSON, {@link #printable} makes ordinary text of it.
 */
public final class Names {
  private static final int ESCAPE = 0xdc00;
  private static final char REPLACEMENT = '\ufffd';

  private Names() {}

  /** The name that these bytes spell. */
  public static String text(byte[] bytes) {
    return text(bytes, 0, bytes.length);
  }

  /** The name that {@code length} bytes from {@code offset} spell. */
  public static String text(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return "";
    }
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    // The decoder puts U+FFFD for what it cannot read; a name may also really contain that character.
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    return escaped(bytes, offset, offset + length);
  }

  /** The bytes of a name; unpaired surrogates that stand for no byte are written as U+FFFD. */
  public static byte[] bytes(String name) {
    byte[] bytes = new byte[size(name)];
    write(name, bytes, 0);
    return bytes;
  }

  /** How many bytes a name has. */
  public static int size(String name) {
    int chars = name.length();
    int size = chars;
    for (int i = 0; i < chars; i++) {
      char c = name.charAt(i);
      if (c >= 0x80) {
        return i + sizeFrom(name, i);
      }
    }
    return size;
  }

  private static int sizeFrom(String name, int from) {
    int size = 0;
    for (int i = from; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < 0x80 || isEscape(c)) {
        size++;
      } else if (c < 0x800) {
        size += 2;
      } else if (isPair(name, i)) {
        size += 4;
        i++;
      } else {
        size += 3;
      }
    }
    return size;
  }

  /** Writes the bytes of a name at {@code offset} and returns the offset behind them. */
  public static int write(String name, byte[] into, int offset) {
    int at = offset;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < 0x80 || isEscape(c)) {
        into[at++] = (byte) c;
      } else if (c < 0x800) {
        into[at++] = (byte) (0xc0 | c >> 6);
        into[at++] = (byte) (0x80 | c & 0x3f);
      } else if (isPair(name, i)) {
        int point = Character.toCodePoint(c, name.charAt(++i));
        into[at++] = (byte) (0xf0 | point >> 18);
        into[at++] = (byte) (0x80 | point >> 12 & 0x3f);
        into[at++] = (byte) (0x80 | point >> 6 & 0x3f);
        into[at++] = (byte) (0x80 | point & 0x3f);
      } else {
        char shown = Character.isSurrogate(c) ? REPLACEMENT : c;
        into[at++] = (byte) (0xe0 | shown >> 12);
        into[at++] = (byte) (0x80 | shown >> 6 & 0x3f);
        into[at++] = (byte) (0x80 | shown & 0x3f);
      }
    }
    return at;
  }

  /** Whether the name is ordinary text: its bytes are UTF-8. */
  public static boolean isText(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isSurrogate(name.charAt(i))) {
        if (!isPair(name, i)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** The name for people and for JSON: each byte that is not text becomes U+FFFD. */
  public static String printable(String name) {
    if (isText(name)) {
      return name;
    }
    StringBuilder shown = new StringBuilder(name.length());
    name.codePoints()
        .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? REPLACEMENT
            : point)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /** Orders two names as their bytes are ordered, unsigned: the order of links in a canonical node. */
  public static int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // UTF-16 and UTF-8 sort alike, but for surrogates.
        return Character.isSurrogate(a) || Character.isSurrogate(b)
            ? Arrays.compareUnsigned(bytes(left), bytes(right))
            : a - b;
      }
    }
    return left.length() - right.length();
  }

  private static boolean isEscape(char c) {
    return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xff;
  }

  private static boolean isPair(String name, int at) {
    return Character.isHighSurrogate(name.charAt(at))
        && at + 1 < name.length()
        && Character.isLowSurrogate(name.charAt(at + 1));
  }

  private static String escaped(byte[] bytes, int offset, int end) {
    StringBuilder text = new StringBuilder(end - offset);
    int at = offset;
    while (at < end) {
      int size = sequence(bytes, at, end);
      if (size == 0) {
        text.append((char) (ESCAPE | bytes[at] & 0xff));
        at++;
      } else {
        text.append(new String(bytes, at, size, StandardCharsets.UTF_8));
        at += size;
      }
    }
    return text.toString();
  }

  /** How long the UTF-8 sequence at {@code at} is; 0 when there is none. */
  private static int sequence(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xff;
    if (first < 0x80) {
      return 1;
    }
    int size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + size > end) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    // Over-long forms, surrogates and code points above U+10FFFF show in the second byte.
    int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < size; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return size;
  }
}
