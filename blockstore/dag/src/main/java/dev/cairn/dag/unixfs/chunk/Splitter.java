package dev.cairn.dag.unixfs.chunk;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts streams into chunks, one stream after another. Not safe for use by several threads; keeps its buffers from
 * one stream to the next, so that many small files cost no more than their own bytes.
 */
public interface Splitter {
  /**
   * Begins with another stream and forgets the one before. The stream is read to its end and not closed.
   *
   * @param expectedBytes how long the stream will probably be, or -1; only used to size the buffers
   */
  void start(InputStream from, long expectedBytes);

  /** The next chunk, or null at the end of the stream. A chunk is never empty, and its array belongs to the caller. */
  @Nullable
  Chunk next() throws IOException;
}
