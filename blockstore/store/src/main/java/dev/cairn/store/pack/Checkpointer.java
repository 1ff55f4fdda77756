package dev.cairn.store.pack;

import dev.cairn.store.BlockstoreException;
import dev.cairn.store.BlockstoreException.Code;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that brings the index up to the log: when the upper layer of the overlay is full, when much log lies
 * behind the index, or when a record has waited for long enough. The log goes on meanwhile; only when the next
 * layer fills up before the commit has ended do callers wait.
 */
final class Checkpointer {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

  private final Log log;
  private final ReentrantLock lock;
  private final Overlay overlay;
  private final Index index;
  private final Janitor janitor;
  private final PackOptions options;
  private final Thread thread;
  private final Condition due;
  private final Condition room;

  // Guarded by the lock of the log.
  private long bytesBehind;
  private long committedTo;
  private long waitingSince;
  private boolean waiting;
  private boolean forced;
  private boolean stopping;
  private long failures;
  private @Nullable BlockstoreException trouble;

  Checkpointer(Log log, Overlay overlay, Index index, Janitor janitor, PackOptions options) {
    this.log = log;
    this.lock = log.lock();
    this.overlay = overlay;
    this.index = index;
    this.janitor = janitor;
    this.options = options;
    this.due = lock.newCondition();
    this.room = lock.newCondition();
    this.thread = Thread.ofPlatform().name("cairn-index").daemon(true).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Returns when the overlay has room for another record. Under the lock, which it gives up while it waits. */
  void admit() {
    while (isFull()) {
      long before = failures;
      forced = true;
      due.signal();
      try {
        room.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BlockstoreException(Code.IO, "interrupted while waiting for the index", e);
      }
      if (trouble != null && failures != before) {
        throw DiskErrors.again(trouble);
      }
    }
  }

  /** A record of this size was appended and put into the overlay. Under the lock. */
  void appended(int recordBytes) {
    bytesBehind += recordBytes;
    if (!waiting) {
      waiting = true;
      waitingSince = System.nanoTime();
      due.signal();
    } else if (isFull() || bytesBehind >= options.checkpointBytes()) {
      due.signal();
    }
  }

  private boolean isFull() {
    Layer active = overlay.layers().active();
    return active.records >= options.checkpointRecords() || active.tableBytes >= Layer.MAX_TABLE_BYTES;
  }

  /** Commits what there is, and returns when the index has it and dead segments are gone. */
  void checkpoint() {
    lock.lock();
    try {
      long target = log.end();
      long before = failures;
      while (overlay.isAhead() && committedTo < target) {
        if (trouble != null && failures != before) {
          throw DiskErrors.again(trouble);
        }
        forced = true;
        due.signal();
        room.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A last commit, then the end of the thread; the trouble there was, if any. */
  @Nullable
  BlockstoreException close() {
    lock.lock();
    try {
      stopping = true;
      due.signal();
    } finally {
      lock.unlock();
    }
    Threads.join(thread);
    lock.lock();
    try {
      return overlay.isAhead() ? trouble : null;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    lock.lock();
    try {
      while (true) {
        if (isDue()) {
          boolean last = stopping;
          boolean done = commit();
          if (last && (!done || !overlay.isAhead())) {
            break;
          }
        } else if (stopping) {
          break;
        } else if (waiting) {
          awaitNanos(waitingSince + options.checkpointInterval().toNanos() - System.nanoTime());
        } else {
          due.awaitUninterruptibly();
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.error("the index thread ended", e);
      fail(new BlockstoreException(Code.IO, "the index thread ended (" + e + "); restart", e));
      throw e;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // run() is the loop.
  private void awaitNanos(long nanos) {
    try {
      if (nanos > 0) {
        long left = due.awaitNanos(nanos);
        LOG.trace("{} ns before the next checkpoint", left);
      }
    } catch (InterruptedException e) {
      // Nobody of ours interrupts this thread; whoever does wants it to stop.
      stopping = true;
    }
  }

  private boolean isDue() {
    if (!overlay.isAhead()) {
      waiting = false;
      forced = false;
      return false;
    }
    // After a failure only a caller, the clock or the end gives another try.
    boolean wanted = trouble == null && (isFull() || bytesBehind >= options.checkpointBytes());
    return stopping || forced || wanted
        || waiting && System.nanoTime() - waitingSince >= options.checkpointInterval().toNanos();
  }

  /** Under the lock, which it gives up for the work. */
  private boolean commit() {
    Checkpoint checkpoint = overlay.freeze(log.end());
    bytesBehind = 0;
    waiting = false;
    forced = false;
    room.signalAll();
    try {
      log.syncTo(checkpoint.totals().position());
      lock.unlock();
      try {
        index.commit(checkpoint);
      } finally {
        lock.lock();
      }
      overlay.committed();
      trouble = null;
      room.signalAll();
      if (!stopping) {
        janitor.tidy(checkpoint);
        if (overlay.isAhead() && !waiting) {
          waiting = true;
          waitingSince = System.nanoTime();
        }
      }
      committedTo = checkpoint.totals().position();
      room.signalAll();
      return true;
    } catch (BlockstoreException e) {
      fail(e);
      return false;
    }
  }

  private void fail(BlockstoreException e) {
    if (trouble == null) {
      LOG.error("the index cannot take the log over; reading goes on, and it is tried again: {}",
          e.getMessage());
    }
    trouble = e;
    failures++;
    waiting = true;
    waitingSince = System.nanoTime();
    room.signalAll();
  }
}
