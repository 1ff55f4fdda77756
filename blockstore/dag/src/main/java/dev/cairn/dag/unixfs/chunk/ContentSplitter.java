package dev.cairn.dag.unixfs.chunk;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The buffer that content-defined splitters share. A cut depends on nothing before the chunk that it ends, so a
 * splitter only answers where the chunk at the front of the buffer ends.
 */
abstract class ContentSplitter implements Splitter {
  private static final int READ_AHEAD = 512 * 1024;

  private final Frame frame;
  private final int max;
  private byte[] buffer;
  private int start;
  private int end;
  private InputStream from = InputStream.nullInputStream();
  private boolean ended = true;

  ContentSplitter(Frame frame, int max) {
    this.frame = frame;
    this.max = max;
    // Grown to its full size by the first stream that needs it.
    this.buffer = new byte[Math.min(max, 64 * 1024)];
  }

  /**
   * The length of the chunk that begins at {@code start}, from 1 to {@code available}. There are {@code available}
   * bytes: as many as the largest chunk, or all that the stream still has.
   */
  abstract int cut(byte[] bytes, int start, int available);

  @Override
  public final void start(InputStream stream, long expectedBytes) {
    from = stream;
    ended = false;
    start = 0;
    end = 0;
  }

  @Override
  public final @Nullable Chunk next() throws IOException {
    fill();
    int available = Math.min(max, end - start);
    if (available == 0) {
      return null;
    }
    int length = cut(buffer, start, available);
    Chunk chunk = Chunk.copy(frame, buffer, start, length);
    start += length;
    return chunk;
  }

  /** Reads until the largest chunk is there, or the stream ends. */
  private void fill() throws IOException {
    while (!ended && end - start < max) {
      if (end == buffer.length) {
        makeRoom();
      }
      int read = from.read(buffer, end, buffer.length - end);
      if (read < 0) {
        ended = true;
      } else {
        end += read;
      }
    }
  }

  private void makeRoom() {
    int kept = end - start;
    byte[] target = buffer;
    if (kept > buffer.length / 2) {
      target = new byte[Math.min(buffer.length * 2, max + READ_AHEAD)];
    }
    System.arraycopy(buffer, start, target, 0, kept);
    buffer = target;
    start = 0;
    end = kept;
  }
}
