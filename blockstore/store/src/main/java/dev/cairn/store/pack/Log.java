package dev.cairn.store.pack;

import dev.cairn.store.BlockstoreException;
import dev.cairn.store.BlockstoreException.Code;
import dev.cairn.store.pack.RecordFormat.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing end of the log. Callers copy their records into aligned buffers under one lock, which also gives the
 * records their order; one platform thread takes the buffers to the disk and makes them durable for whoever waits.
 * Everything that arrives while the disk is busy becomes durable by the next fdatasync together.
 *
 * <p>A buffer goes out when it is full, or when somebody waits for what is in it. In the second case its last
 * sector is filled up with zeros on disk, and the next buffer begins with a copy of that sector's records: the
 * sector is written again, with the same bytes in front, and no padding stays inside the log. A disk that tears
 * this second write leaves either version of each of its bytes, and those that were acknowledged are the same in
 * both.
 *
 * <p>A write that fails is tried again from the same buffer when the next caller comes, so that after an error no
 * record is lost or out of place. An fdatasync that fails is not tried again, as the system may have dropped what
 * it could not write: the log then takes no more until the store is opened anew.
 */
final class Log {
  private static final Logger LOG = LoggerFactory.getLogger(Log.class);
  private static final int MARK_BYTES = RecordFormat.HEADER_BYTES + 8;
  private static final byte[] NO_KEY = {};

  private final Path dir;
  private final PackOptions options;
  private final long salt;
  private final ReentrantLock lock = new ReentrantLock();

  /** The log thread has something to do. */
  private final Condition work = lock.newCondition();

  /** A flush, an fdatasync or a failure happened. */
  private final Condition progress = lock.newCondition();

  // Guarded by the lock.
  private final ArrayDeque<WriteBuffer> free = new ArrayDeque<>();
  private final ArrayDeque<WriteBuffer> full = new ArrayDeque<>();
  private @Nullable WriteBuffer current;
  private int segment;
  private int offset;
  private long written;
  private long durable;
  private long marked;
  private long wanted;
  private long failures;
  private @Nullable BlockstoreException trouble;
  private boolean broken;
  private boolean retry;
  private boolean stopping;

  private final Thread thread;

  /** Of the log thread. */
  private final SegmentWriter writer;

  /**
   * A log that goes on at {@code end}, all of which is durable; {@code tail} are the records of the last sector in
   * front of it, and {@code open} is the file of its segment if there is one.
   */
  Log(FileLayer files, Path dir, PackOptions options, long salt, long end, byte[] tail,
      FileLayer.@Nullable LogFile open) {
    this.dir = dir;
    this.options = options;
    this.salt = salt;
    this.segment = Position.segment(end);
    this.offset = Position.offset(end);
    this.written = end;
    this.durable = end;
    this.marked = end;
    this.writer = new SegmentWriter(files, dir, options.directIo(), salt, segment, open);
    for (int i = 0; i < options.buffers(); i++) {
      free.add(new WriteBuffer(options.bufferBytes()));
    }
    if (tail.length > 0) {
      WriteBuffer first = free.remove();
      first.begin(segment, offset - tail.length);
      first.data().put(tail);
      current = first;
    }
    this.thread = Thread.ofPlatform().name("cairn-log").daemon(true).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Orders the records; whoever holds it decides what is appended, and what can be seen of it. */
  ReentrantLock lock() {
    return lock;
  }

  /** Behind the last record. Under the lock. */
  long end() {
    return Position.of(segment, offset);
  }

  /**
   * Returns when a record of this size can be appended without waiting. Under the lock, which it gives up while it
   * waits: look again at whatever you decided before.
   *
   * @throws BlockstoreException when the log cannot be written now
   */
  void admit(int recordBytes) {
    if (trouble != null) {
      awaitRetry();
    }
    int bytes = recordBytes + MARK_BYTES;
    while (!hasRoom(bytes)) {
      long before = failures;
      await(progress);
      if (trouble != null && failures != before) {
        throw DiskErrors.again(trouble);
      }
    }
  }

  private boolean hasRoom(int bytes) {
    long room = (long) free.size() * options.bufferBytes();
    if (current != null && !rolls(bytes)) {
      room += current.data().remaining();
    }
    return room >= bytes + SegmentFormat.HEADER_BYTES;
  }

  private boolean rolls(int bytes) {
    return offset > SegmentFormat.HEADER_BYTES && (long) offset + bytes > options.segmentBytes();
  }

  /**
   * Appends a record and returns its position. Under the lock, and after {@link #admit} of its size.
   */
  long append(Kind kind, byte[] key, byte[] payload, int payloadCrc) {
    if (rolls(RecordFormat.recordBytes(key.length, payload.length) + MARK_BYTES)) {
      roll();
    }
    if (durable > marked) {
      marked = durable;
      byte[] mark = ByteBuffer.allocate(8).putLong(durable).array();
      write(Kind.MARK, NO_KEY, mark, RecordFormat.crc(mark));
    }
    return write(kind, key, payload, payloadCrc);
  }

  /** Tells {@code entry} when all that was appended so far is in the file. Under the lock, behind an append. */
  void follow(BlockEntry entry) {
    WriteBuffer last = current != null ? current : full.peekLast();
    if (last == null) {
      throw new IllegalStateException("nothing was appended");
    }
    last.add(entry);
  }

  private long write(Kind kind, byte[] key, byte[] payload, int payloadCrc) {
    if (offset == 0) {
      copy(SegmentFormat.header(segment, salt));
    }
    long position = end();
    copy(RecordFormat.header(salt, position, kind, key, payload.length, payloadCrc));
    copy(payload);
    return position;
  }

  private void copy(byte[] bytes) {
    int from = 0;
    while (from < bytes.length) {
      WriteBuffer into = current;
      if (into == null) {
        into = free.remove();
        into.begin(segment, offset);
        current = into;
      }
      ByteBuffer data = into.data();
      int length = Math.min(bytes.length - from, data.remaining());
      data.put(bytes, from, length);
      from += length;
      offset += length;
      if (!data.hasRemaining()) {
        handOver(into);
      }
    }
  }

  private void handOver(WriteBuffer buffer) {
    full.add(buffer);
    current = null;
    work.signal();
  }

  private void roll() {
    if (current != null) {
      handOver(current);
    }
    segment++;
    offset = 0;
  }

  /** Returns when all that was appended before this call is durable. */
  void sync() {
    lock.lock();
    try {
      syncTo(end());
    } finally {
      lock.unlock();
    }
  }

  /** Returns when all before {@code position} is durable. Under the lock, which it gives up while it waits. */
  void syncTo(long position) {
    if (durable >= position) {
      return;
    }
    if (trouble != null) {
      awaitRetry();
    }
    wanted = Math.max(wanted, position);
    work.signal();
    long before = failures;
    while (durable < position) {
      if (trouble != null && failures != before) {
        throw DiskErrors.again(trouble);
      }
      if (stopping) {
        throw new BlockstoreException(Code.CLOSED, "the block store was closed before the data was durable");
      }
      await(progress);
    }
  }

  /** After a failure: lets the log thread try again, and throws if that fails too. */
  private void awaitRetry() {
    BlockstoreException last = trouble;
    if (last != null && broken) {
      throw DiskErrors.again(last);
    }
    long before = failures;
    retry = true;
    work.signal();
    while (trouble != null) {
      if (failures != before) {
        throw DiskErrors.again(trouble);
      }
      await(progress);
    }
  }

  @SuppressWarnings("WaitNotInLoop") // All callers are loops.
  private static void await(Condition condition) {
    try {
      condition.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BlockstoreException(Code.IO,
          "interrupted while waiting for the disk; whether the last changes are durable is not known",
          e);
    }
  }

  /** Writes and makes durable what it can, ends the thread and closes the file; the trouble there was, if any. */
  @Nullable
  BlockstoreException close() {
    lock.lock();
    try {
      wanted = Math.max(wanted, end());
      retry = true;
      stopping = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    Threads.join(thread);
    lock.lock();
    try {
      progress.signalAll();
      return durable < end() ? trouble : null;
    } finally {
      lock.unlock();
    }
  }

  // The log thread.

  private void run() {
    lock.lock();
    try {
      while (true) {
        if (trouble != null && (broken || !retry)) {
          if (stopping) {
            break;
          }
          work.awaitUninterruptibly();
        } else if (!full.isEmpty()) {
          flush(full.getFirst());
        } else if (wanted > durable) {
          if (current != null && written < end()) {
            handOverPartly(current);
          } else {
            force();
          }
        } else if (stopping) {
          break;
        } else {
          work.awaitUninterruptibly();
        }
      }
    } catch (RuntimeException | Error e) {
      // A bug, or no memory: nobody may wait for a thread that is gone.
      LOG.error("the log thread of {} ended", dir, e);
      broken = true;
      trouble = new BlockstoreException(Code.IO, "the log thread ended (" + e + "); restart", e);
      failures++;
      progress.signalAll();
      throw e;
    } finally {
      closeFile();
      lock.unlock();
    }
  }

  /** Sends out a buffer that is not full; the next one begins with its last sector. All others are free. */
  private void handOverPartly(WriteBuffer partial) {
    handOver(partial);
    int carry = offset % Sectors.BYTES;
    if (carry > 0) {
      WriteBuffer next = free.remove();
      next.begin(segment, offset - carry);
      next.data().put(partial.last(carry));
      current = next;
    }
  }

  private void flush(WriteBuffer buffer) {
    long end = buffer.end();
    IOException error = unlocked(() -> writer.write(buffer));
    if (error != null) {
      fail(error, false);
      return;
    }
    full.remove();
    written = end;
    buffer.written();
    free.add(buffer);
    recovered();
  }

  private void force() {
    long end = written;
    IOException error = unlocked(writer::force);
    if (error != null) {
      fail(error, true);
    } else {
      durable = end;
      recovered();
    }
  }

  private void recovered() {
    if (trouble != null) {
      LOG.info("the log in {} can be written again", dir);
    }
    trouble = null;
    retry = false;
    progress.signalAll();
  }

  private void fail(IOException error, boolean forGood) {
    BlockstoreException translated = DiskErrors.writing(writer.path(), error);
    if (forGood || writer.isSealFailed()) {
      broken = true;
      translated = DiskErrors.syncing(writer.path(), error);
    }
    if (trouble == null) {
      LOG.error(translated.getMessage(), error);
    }
    trouble = translated;
    failures++;
    retry = false;
    progress.signalAll();
  }

  private interface DiskWork {
    void run() throws IOException;
  }

  private @Nullable IOException unlocked(DiskWork disk) {
    lock.unlock();
    try {
      disk.run();
      return null;
    } catch (IOException e) {
      return e;
    } finally {
      lock.lock();
    }
  }

  private void closeFile() {
    try {
      if (trouble == null && durable == end()) {
        writer.trim(durable);
      }
      writer.close();
    } catch (IOException e) {
      LOG.warn("closing {} failed; all that was acknowledged is durable", writer.path(), e);
    }
  }
}
