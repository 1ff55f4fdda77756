package dev.cairn.store.pack;

import dev.cairn.store.BlockstoreException;
import dev.cairn.store.BlockstoreException.Code;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets callers in until it closes, and closes when the last one has left: behind it lies memory of LMDB. */
final class Gate {
  private final String name;
  private final AtomicInteger inside = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private volatile boolean closed;

  Gate(String name) {
    this.name = name;
  }

  /** Pair it with {@link #leave} in a finally. */
  void enter() {
    inside.incrementAndGet();
    if (closed) {
      leave();
      throw closedException();
    }
  }

  void leave() {
    if (inside.decrementAndGet() == 0 && closed) {
      lock.lock();
      try {
        left.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** For those who stay long: throws when the gate is closing. */
  void check() {
    if (closed) {
      throw closedException();
    }
  }

  /** Lets nobody in any more and waits for all inside; false when it was closed before. */
  boolean close() {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      closed = true;
      while (inside.get() > 0) {
        left.awaitUninterruptibly();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private BlockstoreException closedException() {
    return new BlockstoreException(Code.CLOSED, "the block store in " + name + " is closed");
  }
}
