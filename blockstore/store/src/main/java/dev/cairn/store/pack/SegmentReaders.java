package dev.cairn.store.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segment files that are open for reading: at most so many, the least recently used one closes first.
 *
 * <p>A thread that is interrupted while it reads closes the channel under all others (that is how the JDK stops
 * it). The others then open the file again and go on.
 */
final class SegmentReaders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentReaders.class);

  private static final class Handle {
    final FileChannel channel;
    int users;
    boolean dropped;

    Handle(FileChannel channel) {
      this.channel = channel;
    }
  }

  private final FileLayer files;
  private final Path dir;
  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();

  /** By use, the least recent first. Guarded by the lock, as are the handles. */
  private final LinkedHashMap<Integer, Handle> handles = new LinkedHashMap<>(16, 0.75f, true);

  SegmentReaders(FileLayer files, Path dir, int limit) {
    this.files = files;
    this.dir = dir;
    this.limit = limit;
  }

  /** Fills {@code into} up to its limit from {@code offset} on, or as far as the file goes. */
  void read(int segment, long offset, ByteBuffer into) throws IOException {
    int start = into.position();
    while (true) {
      Handle handle = take(segment);
      try {
        long at = offset;
        while (into.hasRemaining()) {
          int count = handle.channel.read(into, at);
          if (count < 0) {
            break;
          }
          at += count;
        }
        return;
      } catch (ClosedByInterruptException e) {
        drop(segment, handle);
        throw e;
      } catch (ClosedChannelException e) {
        LOG.debug("segment {} was closed by an interrupted reader; opening it again", segment, e);
        drop(segment, handle);
        into.position(start);
      } finally {
        giveBack(handle);
      }
    }
  }

  private Handle take(int segment) throws IOException {
    lock.lock();
    try {
      Handle handle = handles.get(segment);
      if (handle == null) {
        handle = new Handle(files.openForReading(SegmentFormat.file(dir, segment)));
        handles.put(segment, handle);
        closeOldest();
      }
      handle.users++;
      return handle;
    } finally {
      lock.unlock();
    }
  }

  private void closeOldest() {
    Iterator<Handle> oldest = handles.values().iterator();
    while (handles.size() > limit && oldest.hasNext()) {
      Handle handle = oldest.next();
      oldest.remove();
      handle.dropped = true;
      closeIfUnused(handle);
    }
  }

  private void drop(int segment, Handle handle) {
    lock.lock();
    try {
      handles.remove(segment, handle);
      handle.dropped = true;
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(Handle handle) {
    lock.lock();
    try {
      handle.users--;
      closeIfUnused(handle);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a segment whose file is deleted; who reads it still may finish. */
  void forget(int segment) {
    lock.lock();
    try {
      Handle handle = handles.remove(segment);
      if (handle != null) {
        handle.dropped = true;
        closeIfUnused(handle);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void closeIfUnused(Handle handle) {
    if (handle.dropped && handle.users == 0) {
      try {
        handle.channel.close();
      } catch (IOException e) {
        LOG.debug("closing a file that was only read failed", e);
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      for (Handle handle : handles.values()) {
        handle.dropped = true;
        closeIfUnused(handle);
      }
      handles.clear();
    } finally {
      lock.unlock();
    }
  }
}
