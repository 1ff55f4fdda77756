package dev.cairn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way from the thread that makes them to the one that uses them, at most {@link #CHUNKS} writes ahead.
 * One writer, one reader.
 */
final class ChunkPipe {
  private static final int CHUNKS = 32;

  private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
  private volatile @Nullable Throwable failure;
  private volatile boolean readerGone;

  /** Hands a copy of these bytes on; waits while the reader is behind. */
  void write(byte[] bytes, int offset, int length) throws IOException {
    if (readerGone) {
      throw new IOException("nobody reads any more");
    }
    if (length > 0) {
      put(Arrays.copyOfRange(bytes, offset, offset + length));
    }
  }

  /** No more bytes come. */
  void end() throws IOException {
    put(new byte[0]);
  }

  /** No more bytes come, because of this. */
  void fail(Throwable reason) throws IOException {
    failure = reason;
    end();
  }

  private void put(byte[] chunk) throws IOException {
    try {
      chunks.put(chunk);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** What went wrong where the bytes were made. */
  @Nullable
  Throwable failure() {
    return failure;
  }

  /** The reader's end. Reading fails when {@link #fail} was called; closing it makes further writes fail. */
  InputStream reader() {
    return new InputStream() {
      private byte[] chunk = new byte[0];
      private int at;
      private boolean ended;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        if (at == chunk.length && !next()) {
          return -1;
        }
        int n = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, into, offset, n);
        at += n;
        return n;
      }

      private boolean next() throws IOException {
        if (!ended) {
          try {
            chunk = chunks.take();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
          }
          at = 0;
          ended = chunk.length == 0;
        }
        Throwable reason = failure;
        if (ended && reason != null) {
          throw new IOException(reason.getMessage(), reason);
        }
        return !ended;
      }

      @Override
      public void close() {
        readerGone = true;
        chunks.clear();
      }
    };
  }
}
