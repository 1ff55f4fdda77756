package dev.cairn.store.pack;

import java.nio.ByteBuffer;

/** The grid of direct I/O: memory, offsets and lengths of a write are multiples of 4 KiB. */
final class Sectors {
  static final int BYTES = 4096;

  private Sectors() {}

  /** A direct buffer whose memory begins on the grid. */
  static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes + BYTES).alignedSlice(BYTES).slice(0, bytes);
  }

  static int floor(int offset) {
    return offset & -BYTES;
  }

  static int ceil(int offset) {
    return (offset + BYTES - 1) & -BYTES;
  }
}
