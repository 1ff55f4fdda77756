package dev.cairn.dag.unixfs.chunk;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Chunks of one size. A full chunk is read straight into the array that is handed out; when the length of the
 * stream is known, so is the last one.
 */
final class FixedSplitter implements Splitter {
  private final Frame frame;
  private final int size;
  private InputStream from = InputStream.nullInputStream();
  private long expectedLeft = -1;
  private boolean ended = true;

  /** A full one for streams of unknown length; kept while only short chunks come out of it. */
  private @Nullable Chunk scratch;

  FixedSplitter(Frame frame, int size) {
    this.frame = frame;
    this.size = size;
  }

  @Override
  public void start(InputStream stream, long expectedBytes) {
    from = stream;
    expectedLeft = expectedBytes;
    ended = false;
  }

  @Override
  public @Nullable Chunk next() throws IOException {
    if (ended) {
      return null;
    }
    return expectedLeft > 0 ? expectedChunk() : anyChunk();
  }

  private @Nullable Chunk expectedChunk() throws IOException {
    int wanted = (int) Math.min(size, expectedLeft);
    Chunk chunk = Chunk.framed(frame, wanted);
    int read = from.readNBytes(chunk.holder(), chunk.offset(), wanted);
    expectedLeft -= wanted;
    if (read < wanted) {
      ended = true;
      return read == 0 ? null : Chunk.copy(frame, chunk.holder(), chunk.offset(), read);
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
    Chunk whole = Chunk.framed(frame, size);
    System.arraycopy(chunk.holder(), chunk.offset(), whole.holder(), whole.offset(), wanted);
    whole.holder()[whole.offset() + wanted] = (byte) more;
    int filled = wanted + 1;
    return finish(
        whole, filled + from.readNBytes(whole.holder(), whole.offset() + filled, size - filled));
  }

  private @Nullable Chunk anyChunk() throws IOException {
    Chunk chunk = scratch == null ? Chunk.framed(frame, size) : scratch;
    scratch = null;
    return finish(chunk, from.readNBytes(chunk.holder(), chunk.offset(), size));
  }

  private @Nullable Chunk finish(Chunk chunk, int filled) {
    if (filled == size) {
      return chunk;
    }
    ended = true;
    scratch = chunk;
    return filled == 0 ? null : Chunk.copy(frame, chunk.holder(), chunk.offset(), filled);
  }
}
