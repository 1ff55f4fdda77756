package dev.cairn.gateway.http;

import dev.cairn.dag.pb.Names;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Percent-encoding as RFC 3986 has it: of UTF-8 bytes, written with uppercase digits. A plus sign is a plus sign;
 * only query parameters read it as a space, as HTML forms write it.
 *
 * <p>Raw text from a request line holds one byte in each character, as Netty hands it over.
 */
public final class PercentCoding {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String UNRESERVED_MARKS = "-._~";
  /** What a path may hold besides unreserved characters and slashes: sub-delims, colon and at. */
  private static final String PATH_MARKS = UNRESERVED_MARKS + "!$&'()*+,;=:@";

  private PercentCoding() {}

  /**
   * Decodes each escape once. Bytes that are not UTF-8 are kept as {@link Names} keeps them, so that every name
   * in a directory has a URL.
   *
   * @throws BadRequestException when an escape is cut short
   */
  public static String decode(String raw) {
    return decode(raw, false);
  }

  /** Decodes as {@link #decode} does, and reads a plus sign as a space. */
  static String decodeForm(String raw) {
    return decode(raw, true);
  }

  private static String decode(String raw, boolean form) {
    if (isPlain(raw, form)) {
      return raw;
    }
    byte[] bytes = new byte[raw.length() * 3];
    int size = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        if (i + 2 >= raw.length()
            || !HexFormat.isHexDigit(raw.charAt(i + 1))
            || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
          throw new BadRequestException("a % is not followed by two hexadecimal digits");
        }
        bytes[size++] = (byte) HexFormat.fromHexDigits(raw, i + 1, i + 3);
        i += 2;
      } else if (c == '+' && form) {
        bytes[size++] = ' ';
      } else if (c <= 0xff) {
        bytes[size++] = (byte) c;
      } else {
        byte[] utf8 = Character.toString(c).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
      }
    }
    return Names.text(bytes, 0, size);
  }

  private static boolean isPlain(String raw, boolean form) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%' || c > 0x7f || c == '+' && form) {
        return false;
      }
    }
    return true;
  }

  /** Encodes one segment of a path; a slash in it becomes {@code %2F}. */
  public static String encodeSegment(String segment) {
    return encode(segment, PATH_MARKS);
  }

  /** Encodes everything but letters, digits and {@code -._~}: right for query values and header parameters. */
  public static String encodeAll(String text) {
    return encode(text, UNRESERVED_MARKS);
  }

  private static String encode(String text, String marks) {
    StringBuilder out = null;
    byte[] utf8 = Names.bytes(text);
    for (int i = 0; i < utf8.length; i++) {
      char c = (char) (utf8[i] & 0xff);
      boolean plain = isAlphanumeric(c) || marks.indexOf(c) >= 0;
      if (!plain && out == null) {
        out = new StringBuilder(utf8.length + 16);
        out.append(text, 0, i);
      }
      if (out != null) {
        if (plain) {
          out.append(c);
        } else {
          appendEscape(out, c);
        }
      }
    }
    return out == null ? text : out.toString();
  }

  /**
   * Brings a raw path or query into the form that goes into a {@code Location}: escapes keep their meaning and get
   * uppercase digits, and what may not stand in a URL is escaped. Nothing is decoded, so that {@code %2F}, {@code
   * %25} and {@code +} stay what they were.
   */
  public static String canonical(String raw) {
    StringBuilder out = new StringBuilder(raw.length() + 16);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%'
          && i + 2 < raw.length()
          && HexFormat.isHexDigit(raw.charAt(i + 1))
          && HexFormat.isHexDigit(raw.charAt(i + 2))) {
        out.append('%').append(upper(raw.charAt(i + 1))).append(upper(raw.charAt(i + 2)));
        i += 2;
      } else if (c > 0xff) {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          appendEscape(out, (char) (b & 0xff));
        }
      } else if (isAlphanumeric(c) || PATH_MARKS.indexOf(c) >= 0 || c == '/' || c == '?') {
        out.append(c);
      } else {
        appendEscape(out, c);
      }
    }
    return out.toString();
  }

  private static char upper(char hexDigit) {
    return hexDigit >= 'a' ? (char) (hexDigit - 'a' + 'A') : hexDigit;
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  private static void appendEscape(StringBuilder out, char octet) {
    out.append('%').append(HEX.toHexDigits((byte) octet));
  }
}
