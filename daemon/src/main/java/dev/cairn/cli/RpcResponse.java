package dev.cairn.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the daemon answered: status, headers, a body to be read once, and the trailers behind it. The body may be
 * chunked, counted, or end with the connection. For one thread.
 *
 * <p>Heads and chunk lines are bounded ({@link #MAX_HEAD_BYTES}, {@link #MAX_LINE_BYTES}), so that a port on which
 * something else listens costs a clear error and no memory.
 */
final class RpcResponse {
  /** All header lines, or all trailer lines, together. */
  static final int MAX_HEAD_BYTES = 256 * 1024;
  /** One line. */
  static final int MAX_LINE_BYTES = 64 * 1024;

  private static final long CHUNKED = -2;
  private static final long UNTIL_CLOSE = -1;

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int at;
  private int end;

  private final int status;
  private final Map<String, String> headers = new HashMap<>();
  private final Map<String, String> trailers = new HashMap<>();

  /** Bytes left in the body or in this chunk. */
  private long left;
  private boolean chunked;
  private boolean untilClose;
  private boolean betweenChunks;
  private boolean done;

  private RpcResponse(InputStream in) throws IOException {
    this.in = in;
    int code;
    do {
      code = statusLine();
      headers.clear();
      readFields(headers);
    } while (code >= 100 && code < 200);
    this.status = code;
    long length = bodyLength();
    this.chunked = length == CHUNKED;
    this.untilClose = length == UNTIL_CLOSE;
    this.left = Math.max(0, length);
    this.done = code == 204 || code == 304 || length == 0;
  }

  /** Reads the head of a response from {@code in}; the body stays to be read. */
  static RpcResponse read(InputStream in) throws IOException {
    return new RpcResponse(in);
  }

  int status() {
    return status;
  }

  /** A header by its name in lower case. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** A trailer by its name in lower case; there once the body was read to its end. */
  Optional<String> trailer(String name) {
    return Optional.ofNullable(trailers.get(name));
  }

  /**
   * Reads up to {@code length} bytes of the body; -1 at its end, when the trailers are there too.
   *
   * @throws EOFException when the connection ends before the body does
   */
  int read(byte[] into, int offset, int length) throws IOException {
    if (done) {
      return -1;
    }
    if (chunked && left == 0) {
      nextChunk();
      if (done) {
        return -1;
      }
    }
    int want = untilClose ? length : (int) Math.min(length, left);
    int got;
    if (at < end) {
      got = Math.min(want, end - at);
      System.arraycopy(buffer, at, into, offset, got);
      at += got;
    } else {
      got = in.read(into, offset, want);
    }
    if (got < 0) {
      if (untilClose) {
        done = true;
        return -1;
      }
      throw new EOFException("the daemon closed the connection in the middle of its answer");
    }
    if (!untilClose) {
      left -= got;
      done = left == 0 && !chunked;
    }
    return got;
  }

  /** The body as a stream; closing it does nothing. */
  InputStream body() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return RpcResponse.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return length == 0 ? 0 : RpcResponse.this.read(into, offset, length);
      }
    };
  }

  /** The whole body as text, at most {@code maxBytes} of it. */
  String text(int maxBytes) throws IOException {
    byte[] all = new byte[maxBytes];
    int size = 0;
    while (size < maxBytes) {
      int got = read(all, size, maxBytes - size);
      if (got < 0) {
        break;
      }
      size += got;
    }
    return new String(all, 0, size, StandardCharsets.UTF_8);
  }

  private int statusLine() throws IOException {
    String line = line();
    if (!line.startsWith("HTTP/1.") || line.length() < 12) {
      throw new IOException("what listens there does not answer as an IPFS daemon does");
    }
    int code = 0;
    for (int i = 9; i < 12; i++) {
      int digit = line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new IOException("what listens there does not answer as an IPFS daemon does");
      }
      code = code * 10 + digit;
    }
    return code;
  }

  private void readFields(Map<String, String> into) throws IOException {
    int total = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      total += line.length();
      if (total > MAX_HEAD_BYTES) {
        throw new IOException("the daemon's answer has more than " + MAX_HEAD_BYTES + " bytes of headers");
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        into.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
  }

  private long bodyLength() throws IOException {
    String encoding = headers.get("transfer-encoding");
    if (encoding != null && encoding.equalsIgnoreCase("chunked")) {
      return CHUNKED;
    }
    String length = headers.get("content-length");
    if (length == null) {
      return UNTIL_CLOSE;
    }
    try {
      long value = Long.parseLong(length);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IOException("the daemon's answer has the length \"" + length + "\"", e);
    }
    throw new IOException("the daemon's answer has the length \"" + length + "\"");
  }

  private void nextChunk() throws IOException {
    if (betweenChunks && !line().isEmpty()) {
      throw new IOException("the daemon's answer has a chunk of another size than it says");
    }
    betweenChunks = true;
    String line = line();
    int semicolon = line.indexOf(';');
    String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    try {
      left = digits.length() > 15 ? -1 : Long.parseLong(digits, 16);
    } catch (NumberFormatException e) {
      throw new IOException("the daemon's answer has a chunk of size \"" + digits + "\"", e);
    }
    if (left < 0) {
      throw new IOException("the daemon's answer has a chunk of size \"" + digits + "\"");
    }
    if (left == 0) {
      readFields(trailers);
      done = true;
    }
  }

  /** One line without its end; header values are Latin-1 by the RFC and UTF-8 in practice. */
  private String line() throws IOException {
    byte[] line = new byte[128];
    int size = 0;
    while (true) {
      if (at == end) {
        end = in.read(buffer, 0, buffer.length);
        at = 0;
        if (end <= 0) {
          end = 0;
          throw new EOFException("the daemon closed the connection without an answer");
        }
      }
      byte b = buffer[at++];
      if (b == '\n') {
        int length = size > 0 && line[size - 1] == '\r' ? size - 1 : size;
        return new String(line, 0, length, StandardCharsets.UTF_8);
      }
      if (size == line.length) {
        if (size >= MAX_LINE_BYTES) {
          throw new IOException("the daemon's answer has a line of more than " + MAX_LINE_BYTES + " bytes");
        }
        line = java.util.Arrays.copyOf(line, size * 2);
      }
      line[size++] = b;
    }
  }
}
