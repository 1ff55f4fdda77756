package dev.cairn.multiformats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * How the value behind a protocol name of a {@link Multiaddr} is written as text and as bytes. Both directions
 * check, so that a value that was accepted in one form can be written in the other and read again.
 */
enum AddressValue {
  /** No value at all. */
  NONE(0) {
    @Override
    byte[] parse(String text) {
      throw new IllegalStateException("this protocol has no value");
    }

    @Override
    String format(byte[] bytes) {
      return "";
    }
  },
  IP4(4) {
    @Override
    byte[] parse(String text) {
      return IpText.parse4(text);
    }

    @Override
    String format(byte[] bytes) {
      return IpText.format4(bytes, 0);
    }
  },
  IP6(16) {
    @Override
    byte[] parse(String text) {
      return IpText.parse6(text);
    }

    @Override
    String format(byte[] bytes) {
      return IpText.format6(bytes);
    }
  },
  PORT(2) {
    @Override
    byte[] parse(String text) {
      return big(number(text, 0xffff, "port"), 2);
    }

    @Override
    String format(byte[] bytes) {
      return Integer.toString(big16(bytes, 0));
    }
  },
  PREFIX_LENGTH(1) {
    @Override
    byte[] parse(String text) {
      return big(number(text, 0xff, "prefix length"), 1);
    }

    @Override
    String format(byte[] bytes) {
      return Integer.toString(bytes[0] & 0xff);
    }
  },
  /** An unsigned number of 64 bits. */
  MEMORY(8) {
    @Override
    byte[] parse(String text) {
      if (!isDigits(text) || text.length() > 20 || new BigInteger(text).bitLength() > 64) {
        throw new MultiformatException(Shown.quoted(text) + " is no number from 0 to 2^64 - 1");
      }
      return big(new BigInteger(text).longValue(), 8);
    }

    @Override
    String format(byte[] bytes) {
      return Long.toUnsignedString(ByteBuffer.wrap(bytes).getLong());
    }
  },
  NAME(-1) {
    private static final int MAX_BYTES = 253;

    @Override
    byte[] parse(String text) {
      byte[] bytes = text.getBytes(UTF_8);
      format(bytes);
      return bytes;
    }

    @Override
    String format(byte[] bytes) {
      String name = utf8(bytes, "name");
      if (name.isEmpty() || bytes.length > MAX_BYTES
          || !name.chars().allMatch(AddressValue::isNameCharacter)) {
        throw new MultiformatException(
            "a name has 1 to " + MAX_BYTES + " bytes, and no '/', space or control character");
      }
      return name;
    }
  },
  /** A path that takes the rest of the text; its bytes begin with {@code /}. */
  PATH(-1) {
    @Override
    byte[] parse(String text) {
      byte[] bytes = text.getBytes(UTF_8);
      format(bytes);
      return bytes;
    }

    @Override
    String format(byte[] bytes) {
      String path = utf8(bytes, "path");
      if (path.length() < 2 || path.charAt(0) != '/' || path.endsWith("/") || path.indexOf('\0') >= 0) {
        throw new MultiformatException(
            "a socket path begins with '/', names a file and holds no NUL character");
      }
      return path;
    }
  },
  PEER(-1) {
    @Override
    byte[] parse(String text) {
      return PeerId.parse(text).bytes();
    }

    @Override
    String format(byte[] bytes) {
      return PeerId.decode(bytes).toString();
    }
  },
  /** The multihash of a certificate; as text in any multibase, written in base64url. */
  CERTIFICATE_HASH(-1) {
    @Override
    byte[] parse(String text) {
      return Multihash.decode(Multibase.decode(text)).bytes();
    }

    @Override
    String format(byte[] bytes) {
      Multihash.decode(bytes);
      return Multibase.BASE64_URL.encode(bytes);
    }
  },
  /** A path of HTTP; as text percent-encoded, slashes too. */
  HTTP_PATH(-1) {
    @Override
    byte[] parse(String text) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '%') {
          boolean whole = i + 2 < text.length();
          int high = whole ? IpText.hex(text.charAt(i + 1)) : -1;
          int low = whole ? IpText.hex(text.charAt(i + 2)) : -1;
          if (high < 0 || low < 0) {
            throw new MultiformatException("'%' at position " + i + " is not followed by two hex digits");
          }
          bytes.write(high << 4 | low);
          i += 2;
        } else if (c == '+') {
          bytes.write(' ');
        } else {
          bytes.writeBytes(Character.toString(text.codePointAt(i)).getBytes(UTF_8));
          i += Character.charCount(text.codePointAt(i)) - 1;
        }
      }
      if (bytes.size() == 0) {
        throw new MultiformatException("an http path is not empty");
      }
      return bytes.toByteArray();
    }

    @Override
    String format(byte[] bytes) {
      if (bytes.length == 0) {
        throw new MultiformatException("an http path is not empty");
      }
      StringBuilder text = new StringBuilder(bytes.length);
      for (byte b : bytes) {
        char c = (char) (b & 0xff);
        boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0);
        if (plain) {
          text.append(c);
        } else {
          text.append("%%%02X".formatted((int) c));
        }
      }
      return text.toString();
    }
  },
  /** Tor version 2: ten bytes in base32 and a port. */
  ONION(12) {
    @Override
    byte[] parse(String text) {
      return parseOnion(text, 10);
    }

    @Override
    String format(byte[] bytes) {
      return formatOnion(bytes, 10);
    }
  },
  /** Tor version 3: 35 bytes in base32 and a port. */
  ONION3(37) {
    @Override
    byte[] parse(String text) {
      return parseOnion(text, 35);
    }

    @Override
    String format(byte[] bytes) {
      return formatOnion(bytes, 35);
    }
  },
  /** An I2P destination in I2P's own base64. */
  GARLIC64(-1) {
    private static final int MIN_BYTES = 386;

    @Override
    byte[] parse(String text) {
      byte[] bytes = I2P_64.decode(text, 0);
      format(bytes);
      return bytes;
    }

    @Override
    String format(byte[] bytes) {
      if (bytes.length < MIN_BYTES) {
        throw new MultiformatException("an I2P destination has at least " + MIN_BYTES + " bytes");
      }
      return I2P_64.encode(TextCodec.NO_PREFIX, bytes);
    }
  },
  /** The hash of an I2P destination, or of one with an encrypted lease set, in base32. */
  GARLIC32(-1) {
    @Override
    byte[] parse(String text) {
      byte[] bytes = Multibase.BASE32.decodeUnprefixed(text);
      format(bytes);
      return bytes;
    }

    @Override
    String format(byte[] bytes) {
      if (bytes.length != 32 && bytes.length < 35) {
        throw new MultiformatException("an I2P address in base32 has 32 bytes, or 35 and more");
      }
      return Multibase.BASE32.encodeUnprefixed(bytes);
    }
  };

  private static final TextCodec I2P_64 = BitCodec.padded("I2P's base64",
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-~", false);

  private final int size;

  AddressValue(int size) {
    this.size = size;
  }

  /** How many bytes the value has; -1 when it carries its length. */
  int size() {
    return size;
  }

  /**
   * The bytes of the value.
   *
   * @throws MultiformatException when the text is no such value
   */
  abstract byte[] parse(String text);

  /**
   * The text of the value.
   *
   * @throws MultiformatException when the bytes (of the right number) are no such value
   */
  abstract String format(byte[] bytes);

  private static byte[] parseOnion(String text, int hostSize) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new MultiformatException("an onion address ends in ':' and a port");
    }
    byte[] host = Multibase.BASE32.decodeUnprefixed(text.substring(0, colon));
    if (host.length != hostSize) {
      throw new MultiformatException(
          "the onion address has " + host.length + " bytes instead of " + hostSize);
    }
    byte[] bytes = Arrays.copyOf(host, hostSize + 2);
    System.arraycopy(PORT.parse(text.substring(colon + 1)), 0, bytes, hostSize, 2);
    formatOnion(bytes, hostSize);
    return bytes;
  }

  private static String formatOnion(byte[] bytes, int hostSize) {
    int port = big16(bytes, hostSize);
    if (port == 0) {
      throw new MultiformatException("an onion address needs a port from 1 to 65535");
    }
    return Multibase.BASE32.encodeUnprefixed(Arrays.copyOf(bytes, hostSize)) + ":" + port;
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int number(String text, int max, String what) {
    int value = isDigits(text) && text.length() <= 9 ? Integer.parseInt(text) : -1;
    if (value < 0 || value > max) {
      throw new MultiformatException(
          Shown.quoted(text) + " is no " + what + " (a number from 0 to " + max + ")");
    }
    return value;
  }

  private static byte[] big(long value, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (value >>> 8 * (size - 1 - i));
    }
    return bytes;
  }

  private static int big16(byte[] bytes, int offset) {
    return (bytes[offset] & 0xff) << 8 | (bytes[offset + 1] & 0xff);
  }

  private static boolean isNameCharacter(int c) {
    return c != '/' && !Character.isISOControl(c) && !Character.isWhitespace(c);
  }

  private static String utf8(byte[] bytes, String what) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MultiformatException("the " + what + " is not valid UTF-8", e);
    }
  }
}
