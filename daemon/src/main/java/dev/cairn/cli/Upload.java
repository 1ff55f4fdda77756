package dev.cairn.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * The body of a request on its way out, in HTTP chunks. Small writes gather in one buffer; the content of large
 * files goes from the file to the socket inside the kernel. For one thread.
 */
final class Upload {
  /** Small writes and small files gather until this many bytes are there. */
  private static final int BUFFER_BYTES = 256 * 1024;
  /** Files from here on skip the buffer. */
  private static final int DIRECT_FROM_BYTES = 64 * 1024;
  /** How much of a large file is one chunk, and so how often progress is told. */
  private static final int CHUNK_BYTES = 4 * 1024 * 1024;
  /** Room for a chunk's size line before the buffered bytes. */
  private static final int LINE_BYTES = 10;

  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final WritableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(LINE_BYTES + BUFFER_BYTES + LINE_END.length);

  /** Says that a file could not be read, as opposed to a connection that broke. */
  static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;
    private final IOException reason;

    private UnreadableException(IOException reason) {
      super(reason);
      this.reason = reason;
    }

    /** What reading threw. */
    IOException reason() {
      return reason;
    }
  }

  Upload(WritableByteChannel channel) {
    this.channel = channel;
    clear();
  }

  void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int rest = length;
    while (rest > 0) {
      int part = Math.min(rest, room());
      buffer.put(bytes, from, part);
      from += part;
      rest -= part;
      if (room() == 0) {
        flush();
      }
    }
  }

  /**
   * Sends exactly {@code size} bytes of a file from its position on.
   *
   * @param sent told how many bytes have been handed on, again and again
   * @return how many bytes could be sent; less than {@code size} only when the file has become shorter, after
   *     which this body cannot be completed
   * @throws UnreadableException when the file cannot be read; this body cannot be completed then either
   * @throws IOException when the connection breaks
   */
  long write(FileChannel file, long size, LongConsumer sent) throws IOException {
    return size < DIRECT_FROM_BYTES ? gather(file, size, sent) : transfer(file, size, sent);
  }

  private long gather(FileChannel file, long size, LongConsumer sent) throws IOException {
    if (size > room()) {
      flush();
    }
    int limit = buffer.limit();
    buffer.limit((int) (buffer.position() + size));
    long got = 0;
    while (buffer.hasRemaining()) {
      int n = read(file, buffer);
      if (n < 0) {
        break;
      }
      got += n;
    }
    buffer.limit(limit);
    sent.accept(got);
    return got;
  }

  private long transfer(FileChannel file, long size, LongConsumer sent) throws IOException {
    flush();
    long done = 0;
    while (done < size) {
      long chunk = Math.min(CHUNK_BYTES, size - done);
      send(ByteBuffer.wrap((Long.toHexString(chunk) + "\r\n").getBytes(StandardCharsets.US_ASCII)));
      long inChunk = 0;
      while (inChunk < chunk) {
        long n = transfer(file, done + inChunk, chunk - inChunk);
        if (n <= 0) {
          return done + inChunk;
        }
        inChunk += n;
      }
      send(ByteBuffer.wrap(LINE_END));
      done += chunk;
      sent.accept(chunk);
    }
    return done;
  }

  private long transfer(FileChannel file, long position, long size) throws IOException {
    try {
      return file.transferTo(position, size, channel);
    } catch (IOException e) {
      // It does not tell which side failed; if this byte cannot be had, it was the file.
      read(file.position(position), ByteBuffer.allocate(1));
      throw e;
    }
  }

  private static int read(FileChannel file, ByteBuffer into) throws IOException {
    try {
      return file.read(into);
    } catch (IOException e) {
      throw new UnreadableException(e);
    }
  }

  /** Sends what has gathered, so that the daemon sees it now. */
  void flush() throws IOException {
    int size = buffer.position() - LINE_BYTES;
    if (size == 0) {
      return;
    }
    buffer.put(LINE_END).flip();
    byte[] line = (Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    int start = LINE_BYTES - line.length;
    buffer.put(start, line);
    buffer.position(start);
    send(buffer);
    clear();
  }

  /** Ends the body. */
  void finish() throws IOException {
    flush();
    send(ByteBuffer.wrap(LAST_CHUNK));
  }

  private void send(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private int room() {
    return LINE_BYTES + BUFFER_BYTES - buffer.position();
  }

  private void clear() {
    buffer.clear().position(LINE_BYTES);
  }
}
