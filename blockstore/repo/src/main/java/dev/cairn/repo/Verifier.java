package dev.cairn.repo;

import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.Multihash;
import dev.cairn.store.Blockstore;
import dev.cairn.store.BlockstoreException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Looks through the whole repository: every block against its hash, every pin for whether all it promises is here.
 * Changes nothing, and others may work meanwhile.
 */
public final class Verifier {
  private static final int PROGRESS_EVERY = 1000;

  private final Blockstore store;
  private final Pins pins;

  Verifier(Blockstore store, Pins pins) {
    this.store = store;
    this.pins = pins;
  }

  /**
   * Verifies blocks, then pins.
   *
   * @param events is told everything as it is found, on the calling thread
   * @throws CancellationException when the thread is interrupted
   */
  public VerifyResult verify(Consumer<VerifyEvent> events) {
    Run run = new Run(events);
    run.blocks();
    run.pins();
    return new VerifyResult(run.blocks, run.bytes, run.damaged, run.pinCount, run.broken);
  }

  /** One verification. */
  private final class Run {
    private final Consumer<VerifyEvent> events;
    private long blocks;
    private long bytes;
    private long damaged;
    private long pinCount;
    private long broken;

    Run(Consumer<VerifyEvent> events) {
      this.events = events;
    }

    void blocks() {
      long all = store.usage().blocks();
      store.forEach(entry -> {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("verification interrupted after " + blocks + " blocks");
        }
        damage(entry.hash()).ifPresent(reason -> {
          damaged++;
          events.accept(new VerifyEvent.Damaged(Cid.v1(Multicodec.RAW, entry.hash()), reason));
        });
        blocks++;
        bytes += entry.size();
        if (blocks % PROGRESS_EVERY == 0) {
          events.accept(new VerifyEvent.Progress(blocks, Math.max(all, blocks)));
        }
        return true;
      });
      events.accept(new VerifyEvent.Progress(blocks, blocks));
    }

    private Optional<String> damage(Multihash hash) {
      Optional<HashFunction> function = hash.function();
      if (function.isEmpty()) {
        return Optional.of("its hash function 0x" + Long.toHexString(hash.code()) + " is not known");
      }
      try {
        // A block that was deleted since it was listed is no damage.
        return store.read(Cid.v1(Multicodec.RAW, hash), view -> matches(function.get(), hash, view))
            .filter(matches -> !matches)
            .map(differs -> "its bytes do not hash to it");
      } catch (BlockstoreException e) {
        if (e.code() != BlockstoreException.Code.CORRUPT) {
          throw e;
        }
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }

    private static boolean matches(HashFunction function, Multihash hash, ByteBuffer view) {
      byte[] bytes = new byte[view.remaining()];
      view.get(bytes);
      return function.matches(hash, bytes, 0, bytes.length);
    }

    void pins() {
      pins.verify(check -> {
        pinCount++;
        if (!check.ok()) {
          broken++;
          events.accept(new VerifyEvent.BrokenPin(check));
        }
      });
    }
  }
}
