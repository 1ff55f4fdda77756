package dev.cairn.dag.unixfs.chunk;

/**
 * How much room to leave around a chunk, so that the block that it becomes is written around it where it lies:
 * wrapping 4 GiB of leaves without this copies 4 GiB.
 */
public interface Frame {
  /** No room: the array is the chunk. */
  Frame NONE = new Frame() {
    @Override
    public int before(int chunkBytes) {
      return 0;
    }

    @Override
    public int after(int chunkBytes) {
      return 0;
    }
  };

  /** How many bytes to leave free in front of a chunk of this many bytes. */
  int before(int chunkBytes);

  /** How many bytes to leave free behind it. */
  int after(int chunkBytes);
}
