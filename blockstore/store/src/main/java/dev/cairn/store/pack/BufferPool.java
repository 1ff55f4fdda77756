package dev.cairn.store.pack;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reused direct buffers for reads, in three sizes: for small blocks, for chunks of 256 KiB, and for the largest
 * record. Keeps at most 1 MiB + 8 MiB + 16 MiB; who comes when all are out gets a buffer on the heap. The one that
 * came back last goes out first, as its memory is warm.
 */
final class BufferPool {
  private final List<Shelf> shelves = List.of(new Shelf(16 << 10, 64),
      new Shelf((256 << 10) + Sectors.BYTES, 31),
      new Shelf(RecordFormat.MAX_RECORD_BYTES, 4));

  /** A buffer with this many bytes between position 0 and limit; return it with {@link #give}. */
  ByteBuffer take(int bytes) {
    for (Shelf shelf : shelves) {
      if (bytes <= shelf.bytes) {
        ByteBuffer buffer = shelf.take();
        return buffer == null ? ByteBuffer.allocate(bytes) : buffer.clear().limit(bytes);
      }
    }
    return ByteBuffer.allocate(bytes);
  }

  /** Takes a buffer back that nobody uses any more. */
  void give(ByteBuffer buffer) {
    if (buffer.isDirect()) {
      for (Shelf shelf : shelves) {
        if (buffer.capacity() == shelf.bytes) {
          shelf.give(buffer);
        }
      }
    }
  }

  private static final class Shelf {
    private final int bytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<ByteBuffer> idle;
    private int unmade;

    Shelf(int bytes, int count) {
      this.bytes = bytes;
      this.unmade = count;
      this.idle = new ArrayDeque<>(count);
    }

    @Nullable
    ByteBuffer take() {
      lock.lock();
      try {
        ByteBuffer last = idle.pollLast();
        if (last != null || unmade == 0) {
          return last;
        }
        unmade--;
      } finally {
        lock.unlock();
      }
      return ByteBuffer.allocateDirect(bytes);
    }

    void give(ByteBuffer buffer) {
      lock.lock();
      try {
        idle.addLast(buffer);
      } finally {
        lock.unlock();
      }
    }
  }
}
