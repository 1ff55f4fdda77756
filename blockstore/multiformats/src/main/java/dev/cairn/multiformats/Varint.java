package dev.cairn.multiformats;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Unsigned varints as multiformats uses them: little-endian groups of seven bits, at most nine bytes (values
 * below 2^63), and only in their shortest form.
 *
 * <p>See the <a href="https://github.com/multiformats/unsigned-varint">unsigned-varint</a> rules.
 */
public final class Varint {
  /** The longest varint that is accepted, in bytes. */
  public static final int MAX_BYTES = 9;

  private Varint() {}

  /** How many bytes {@code value} takes; {@code value} must not be negative. */
  public static int size(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("a varint holds no negative number: " + value);
    }
    return value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
  }

  /** Writes {@code value} at {@code offset} and returns the offset behind it. */
  public static int write(long value, byte[] into, int offset) {
    size(value);
    long rest = value;
    int at = offset;
    while (rest > 0x7f) {
      into[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    into[at++] = (byte) rest;
    return at;
  }

  /** The bytes of {@code value}. */
  public static byte[] encode(long value) {
    byte[] bytes = new byte[size(value)];
    write(value, bytes, 0);
    return bytes;
  }

  /**
   * Reads one varint at the position of {@code from} and moves the position behind it.
   *
   * @throws MultiformatException when it is cut short, longer than nine bytes, or not in its shortest form
   */
  public static long read(ByteBuffer from) {
    long value = 0;
    for (int i = 0; i < MAX_BYTES; i++) {
      if (!from.hasRemaining()) {
        throw new MultiformatException("varint is cut short after " + i + " bytes");
      }
      byte b = from.get();
      value |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        return shortest(value, b, i);
      }
    }
    throw new MultiformatException("varint is longer than " + MAX_BYTES + " bytes");
  }

  /**
   * Reads one varint from a stream; -1 when the stream ended before its first byte.
   *
   * @throws MultiformatException when it is longer than nine bytes or not in its shortest form
   * @throws EOFException when the stream ends inside the varint
   */
  public static long readOrEnd(InputStream from) throws IOException {
    long value = 0;
    for (int i = 0; i < MAX_BYTES; i++) {
      int b = from.read();
      if (b < 0) {
        if (i == 0) {
          return -1;
        }
        throw new EOFException("varint is cut short after " + i + " bytes");
      }
      value |= (long) (b & 0x7f) << (7 * i);
      if (b < 0x80) {
        return shortest(value, (byte) b, i);
      }
    }
    throw new MultiformatException("varint is longer than " + MAX_BYTES + " bytes");
  }

  private static long shortest(long value, byte last, int index) {
    if (last == 0 && index > 0) {
      throw new MultiformatException("varint is not in its shortest form");
    }
    return value;
  }
}
