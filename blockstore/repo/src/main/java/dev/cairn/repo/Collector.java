package dev.cairn.repo;

import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.store.Blockstore;
import dev.cairn.store.BlockstoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Removes the blocks that no pin and no lease keeps: marks what pins reach, then sweeps the store. Reads, puts and
 * pins go on meanwhile; one collection runs at a time and others wait for it.
 *
 * <p><b>What is never removed.</b> A block that a pin reaches, or reached when the collection began; a block that was
 * put under a lease that was open at any time during the collection; a block that anyone put while it ran.
 *
 * <p><b>Damage.</b> A block under a pin that is missing or damaged is reported, and the walk goes on beside it, so
 * everything else that the pin reaches is kept. If that block may have links, what lies below it is unknown, and any
 * block that nothing else needs may be part of it: then nothing is removed at all, and the result says how many blocks
 * were withheld. If it cannot have links, nothing is hidden, and the collection removes all that it finds.
 *
 * <p>Memory: 24 to 48 bytes for each block that pins reach.
 */
public final class Collector {
  /** How many blocks are removed between two moments in which others may put. */
  private static final int BATCH = 64;

  private final Blockstore store;
  private final Pins pins;
  private final Leases leases;
  private final Links links;
  private final ReentrantLock running = new ReentrantLock();

  Collector(Blockstore store, Pins pins, Leases leases, Links links) {
    this.store = store;
    this.pins = pins;
    this.leases = leases;
    this.links = links;
  }

  /**
   * Collects. What was removed is durably gone when this returns; a collection that is interrupted or fails has
   * removed only what it might.
   *
   * @param dryRun true to remove nothing and tell what would be
   * @param events is told everything as it happens, on the calling thread
   * @throws CancellationException when the thread is interrupted
   */
  public GcResult collect(boolean dryRun, Consumer<GcEvent> events) {
    running.lock();
    // Open before the pins are listed: what is pinned from then on is protected by the lease that pins it, and by
    // this one after that.
    try (Lease _ = leases.openOverAll()) {
      Run run = new Run(dryRun, events);
      run.mark();
      // A pin that is gone must be durably gone before the first of its blocks is.
      store.sync();
      run.sweep();
      if (!dryRun) {
        store.sync();
      }
      return run.result();
    } finally {
      running.unlock();
    }
  }

  /** One collection. */
  private final class Run {
    private final boolean dryRun;
    private final Consumer<GcEvent> events;
    private final CidSet marks = new CidSet();
    private final List<Blockstore.Entry> batch = new ArrayList<>(BATCH);
    private boolean hidden;
    private long removed;
    private long removedBytes;
    private long withheld;
    private long bad;
    private long failed;
    private long kept;

    Run(boolean dryRun, Consumer<GcEvent> events) {
      this.dryRun = dryRun;
      this.events = events;
    }

    void mark() {
      DagWalk walk = new DagWalk(store, store::has, links, marks, new CidSet(), DagWalk.MAX_PENDING,
          new Marker());
      pins.roots(Pin.Mode.RECURSIVE).forEach(walk::walk);
      pins.roots(Pin.Mode.DIRECT).forEach(cid -> {
        if (!DagWalk.isIn(marks, cid.multihash())) {
          marks.add(cid.multihash(), 0);
          if (!store.has(cid)) {
            // Its links are not kept by this pin, so nothing is hidden.
            report(new BadBlock(cid, cid, BadBlock.Kind.MISSING, "it is not here"));
          }
        }
        return true;
      });
    }

    private void report(BadBlock block) {
      bad++;
      events.accept(new GcEvent.Bad(block));
    }

    void sweep() {
      store.forEach(entry -> {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("collection interrupted after " + removed + " blocks");
        }
        if (DagWalk.isIn(marks, entry.hash())) {
          kept++;
        } else {
          batch.add(entry);
          if (batch.size() == BATCH) {
            flush();
          }
        }
        return true;
      });
      flush();
    }

    private void flush() {
      List<GcEvent> happened = new ArrayList<>(batch.size());
      leases.whileShut(held -> batch.forEach(entry -> {
        if (held.test(entry.hash())) {
          kept++;
        } else if (hidden) {
          withheld++;
        } else {
          remove(entry, happened);
        }
      }));
      batch.clear();
      happened.forEach(events);
    }

    private void remove(Blockstore.Entry entry, List<GcEvent> happened) {
      Cid cid = Cid.v1(Multicodec.RAW, entry.hash());
      try {
        if (dryRun || store.delete(entry.hash())) {
          removed++;
          removedBytes += entry.size();
          happened.add(new GcEvent.Removed(cid, entry.size()));
        }
      } catch (BlockstoreException e) {
        if (e.code() != BlockstoreException.Code.CORRUPT) {
          throw e;
        }
        failed++;
        happened.add(new GcEvent.Failed(cid, String.valueOf(e.getMessage())));
      }
    }

    GcResult result() {
      return new GcResult(removed, removedBytes, withheld, bad, failed, kept);
    }

    private final class Marker implements DagWalk.Observer {
      @Override
      public boolean reached(Cid cid) {
        return true;
      }

      @Override
      public void bad(BadBlock block) {
        hidden |= block.hidesLinks();
        report(block);
      }
    }
  }
}
