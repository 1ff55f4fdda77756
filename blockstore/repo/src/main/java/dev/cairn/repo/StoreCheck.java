package dev.cairn.repo;

import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.store.pack.PackStore;
import dev.cairn.store.pack.Problem;
import dev.cairn.store.pack.VerifyReport;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Verifies the store below a repository. */
@FunctionalInterface
interface StoreCheck {
  /** Verifies everything, telling what it finds. */
  Checked run(Consumer<VerifyEvent> events);

  /** What was read, and what was wrong with it. */
  record Checked(long blocks, long bytes, long damagedBlocks, long otherDamage) {}

  /** The check of a pack store. */
  static StoreCheck of(PackStore store) {
    return events -> {
      long[] damaged = new long[2];
      VerifyReport report = store.verify(problem -> {
        damaged[problem.block().isPresent() ? 0 : 1]++;
        events.accept(event(problem));
      }, (bytes, total) -> {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException(
              "verification interrupted after " + bytes + " of " + total + " bytes");
        }
        events.accept(new VerifyEvent.Progress(bytes, total));
      });
      return new Checked(report.blocks(), report.bytes(), damaged[0], damaged[1]);
    };
  }

  private static VerifyEvent event(Problem problem) {
    return problem.block()
        .<VerifyEvent>map(hash -> new VerifyEvent.Damaged(Cid.v1(Multicodec.RAW, hash), problem.message()))
        .orElseGet(() -> new VerifyEvent.StoreDamaged(problem.message()));
  }
}
