package dev.cairn.dag.unixfs.chunk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Chunks of one size. A full chunk is read straight into the array that is handed out; when the length of the
 * stream is known, so is the last one.
 */
final class FixedSplitter implements Splitter {
  private final int size;
  private InputStream from = InputStream.nullInputStream();
  private long expectedLeft = -1;
  private boolean ended = true;
  /** For streams of unknown length; kept while only short chunks come out of it. */
  private byte @Nullable [] scratch;

  FixedSplitter(int size) {
    this.size = size;
  }

  @Override
  public void start(InputStream stream, long expectedBytes) {
    from = stream;
    expectedLeft = expectedBytes;
    ended = false;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    if (ended) {
      return null;
    }
    return expectedLeft > 0 ? expectedChunk() : anyChunk();
  }

  private byte @Nullable [] expectedChunk() throws IOException {
    int wanted = (int) Math.min(size, expectedLeft);
    byte[] chunk = new byte[wanted];
    int read = from.readNBytes(chunk, 0, wanted);
    expectedLeft -= wanted;
    if (read < wanted) {
      ended = true;
      return read == 0 ? null : Arrays.copyOf(chunk, read);
    }
    if (wanted == size) {
      return chunk;
    }
    // The last chunk as announced; the stream may be longer than that.
    int more = from.read();
    if (more < 0) {
      ended = true;
      return chunk;
    }
    byte[] whole = Arrays.copyOf(chunk, size);
    whole[wanted] = (byte) more;
    return finish(whole, wanted + 1 + from.readNBytes(whole, wanted + 1, size - wanted - 1));
  }

  private byte @Nullable [] anyChunk() throws IOException {
    byte[] chunk = scratch == null ? new byte[size] : scratch;
    scratch = null;
    return finish(chunk, from.readNBytes(chunk, 0, size));
  }

  private byte @Nullable [] finish(byte[] chunk, int filled) {
    if (filled == size) {
      return chunk;
    }
    ended = true;
    scratch = chunk;
    return filled == 0 ? null : Arrays.copyOf(chunk, filled);
  }
}
