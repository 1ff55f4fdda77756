package dev.cairn.dag.car;

import dev.cairn.dag.car.CarException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A stream of a CAR that knows its position and where its data end. */
final class CarInput {
  /** How much of the stream is held; more than {@link #peek} is ever asked for. */
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int MAX_VARINT_BYTES = 9;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;
  private long position;
  /** The position behind the last byte that may be read. */
  private long end = Long.MAX_VALUE;

  CarInput(InputStream in) {
    this.in = in;
  }

  /** How many bytes have been consumed. */
  long position() {
    return position;
  }

  /** Nothing is read behind this position. */
  void endAt(long newEnd) {
    end = newEnd;
  }

  /** Whether nothing follows, neither in the stream nor within the end that was set. */
  boolean isAtEnd() throws IOException {
    return position == end || (from == to && !fill());
  }

  /** Refuses a stream that is over before the end that was set. */
  void requireWhole() {
    if (end != Long.MAX_VALUE && position < end) {
      throw new CarException(Code.TRUNCATED, position,
          "the stream ends " + (end - position) + " bytes too early");
    }
  }

  /** A varint; its shortest form is not asked for, as little depends on it. */
  long varint(String what) throws IOException {
    long start = position;
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      if (isAtEnd()) {
        throw truncated(start, what);
      }
      byte b = buffer[from++];
      position++;
      value |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw new CarException(Code.MALFORMED, start, what + " is a number of more than 63 bits");
  }

  /** Up to {@code count} of the next bytes, without consuming them; fewer only at the end. */
  ByteBuffer peek(int count) throws IOException {
    if (to - from < count) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
      while (to < count && fill()) {
        // Reads on.
      }
    }
    int available = (int) Math.min(Math.min(to - from, count), end - position);
    return ByteBuffer.wrap(buffer, from, available);
  }

  /** Consumes bytes that have been peeked at. */
  void consume(int count) {
    from += count;
    position += count;
  }

  /** Exactly {@code count} bytes, which the caller has checked against its limit. */
  byte[] bytes(int count, String what) throws IOException {
    long start = position;
    if (count > end - position) {
      throw truncated(start, what);
    }
    int held = Math.min(count, to - from);
    byte[] bytes = new byte[count];
    System.arraycopy(buffer, from, bytes, 0, held);
    consume(held);
    int read = in.readNBytes(bytes, held, count - held);
    position += read;
    if (held + read < count) {
      throw truncated(start, what);
    }
    return bytes;
  }

  /** Goes on to a position that is not behind the current one. */
  void skipTo(long target, String what) throws IOException {
    long start = position;
    while (position < target) {
      if (isAtEnd()) {
        throw truncated(start, what);
      }
      consume((int) Math.min(to - from, target - position));
    }
  }

  /** Reads more behind what is held; false at the end of the stream. */
  private boolean fill() throws IOException {
    if (from == to) {
      from = 0;
      to = 0;
    }
    int read = in.read(buffer, to, buffer.length - to);
    if (read < 0) {
      return false;
    }
    to += read;
    return true;
  }

  private static CarException truncated(long start, String what) {
    return new CarException(Code.TRUNCATED, start, "the stream ends inside " + what);
  }
}
