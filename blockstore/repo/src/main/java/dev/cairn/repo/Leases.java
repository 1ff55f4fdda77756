package dev.cairn.repo;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.cairn.dag.Block;
import dev.cairn.multiformats.Multihash;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The leases that are open, and the blocks that were put since the oldest of them began.
 *
 * <p>What is put belongs to the newest generation; a lease protects the generation that it began and all later
 * ones. So nobody has to say under which lease a block is put, and a put by somebody else during a long lease costs
 * some memory but no mistake. When a lease ends, generations that no open lease began are handed to the one before
 * them, or forgotten if there is none: there are never more generations than open leases. A block costs about 24 to
 * 48 bytes here for as long as the oldest lease is open.
 *
 * <p>The order that makes this safe: whoever puts a block or relies on one first touches it here, then puts or looks;
 * the collector deletes a block only while it holds the gate and has seen that nobody touched it. Either the touch
 * came first, and the block stays, or the deletion did, and the put stores it again.
 */
final class Leases {
  private final ReentrantLock gate = new ReentrantLock();

  /** Oldest first. */
  @GuardedBy("gate")
  private final List<Generation> generations = new ArrayList<>();

  /** Whether any lease is open; read without the gate to keep puts free of it while there is none. */
  private volatile boolean active;

  /** Blocks put between the beginnings of two leases. */
  static final class Generation {
    private final CidSet touched = new CidSet();
    private int holders;
  }

  /** Begins a lease that protects what is put from now on. */
  Lease open() {
    gate.lock();
    try {
      if (generations.isEmpty() || newest().touched.size() > 0) {
        generations.add(new Generation());
      }
      return begin(newest());
    } finally {
      gate.unlock();
    }
  }

  /** Begins a lease that also keeps all that the open leases protect, even when they end before it. */
  Lease openOverAll() {
    gate.lock();
    try {
      if (generations.isEmpty()) {
        generations.add(new Generation());
      }
      return begin(generations.getFirst());
    } finally {
      gate.unlock();
    }
  }

  @GuardedBy("gate")
  private Lease begin(Generation first) {
    first.holders++;
    active = true;
    return new Lease(this, first);
  }

  void close(Generation first) {
    gate.lock();
    try {
      first.holders--;
      for (int i = generations.size() - 1; i >= 0; i--) {
        if (generations.get(i).holders == 0) {
          Generation orphan = generations.remove(i);
          if (i > 0) {
            generations.get(i - 1).touched.addAll(orphan.touched);
          }
        }
      }
      active = !generations.isEmpty();
    } finally {
      gate.unlock();
    }
  }

  void touch(Multihash hash) {
    if (!active) {
      return;
    }
    gate.lock();
    try {
      touchLocked(hash);
    } finally {
      gate.unlock();
    }
  }

  void touchAll(List<Block> blocks) {
    if (!active) {
      return;
    }
    gate.lock();
    try {
      for (Block block : blocks) {
        touchLocked(block.cid().multihash());
      }
    } finally {
      gate.unlock();
    }
  }

  @GuardedBy("gate")
  private void touchLocked(Multihash hash) {
    if (!generations.isEmpty()) {
      newest().touched.add(hash, 0);
    }
  }

  @GuardedBy("gate")
  private Generation newest() {
    return generations.getLast();
  }

  /** Runs {@code sweep} while nobody can touch a block; it must be short. */
  void whileShut(Sweep sweep) {
    gate.lock();
    try {
      sweep.run(this::holds);
    } finally {
      gate.unlock();
    }
  }

  private boolean holds(Multihash hash) {
    gate.lock();
    try {
      return generations.stream().anyMatch(generation -> generation.touched.contains(hash, 0));
    } finally {
      gate.unlock();
    }
  }

  /** What a collector does behind the shut gate. */
  @FunctionalInterface
  interface Sweep {
    void run(Held held);
  }

  /** Whether a lease protects this block. */
  @FunctionalInterface
  interface Held {
    boolean test(Multihash hash);
  }
}
