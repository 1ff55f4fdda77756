package dev.cairn.dag.unixfs.chunk;

/**
 * A piece of a stream, in an array that holds nothing else but the room around it that a {@link Frame} asked for.
 * The array belongs to whoever got the chunk.
 *
 * @param holder the array
 * @param offset where the piece begins in it
 * @param length how long the piece is, in bytes
 */
public record Chunk(byte[] holder, int offset, int length) {
  /** No bytes, without room around them. */
  public static Chunk empty() {
    return new Chunk(new byte[0], 0, 0);
  }

  /** An array with the room that the frame wants around a chunk of this length, and nothing in it yet. */
  static Chunk framed(Frame frame, int length) {
    int before = frame.before(length);
    return new Chunk(new byte[before + length + frame.after(length)], before, length);
  }

  /** A copy of what lies in {@code from}, framed anew. */
  static Chunk copy(Frame frame, byte[] from, int offset, int length) {
    Chunk chunk = framed(frame, length);
    System.arraycopy(from, offset, chunk.holder, chunk.offset, length);
    return chunk;
  }
}
