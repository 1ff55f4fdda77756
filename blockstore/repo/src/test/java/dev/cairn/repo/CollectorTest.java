package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.Block;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class CollectorTest {
  private final PinsFixture repo = new PinsFixture();
  private final Block a = TestDag.leaf("a");
  private final Block b = TestDag.leaf("b");
  private final Block inner = TestDag.node(a, b);
  private final Block root = TestDag.node(inner, a);
  private final Block garbage = TestDag.leaf("garbage");
  private final List<GcEvent> events = new ArrayList<>();

  private GcResult collect() {
    return repo.collector.collect(false, events::add);
  }

  @Test
  void collect_removesWhatNoPinReaches() {
    repo.put(a, b, inner, root, garbage);
    repo.pinRecursively(root.cid());

    GcResult result = collect();

    assertThat(result).isEqualTo(new GcResult(1, garbage.size(), 0, 0, 0, 4));
    assertThat(result.complete()).isTrue();
    assertThat(events).containsExactly(
        new GcEvent.Removed(Cid.v1(Multicodec.RAW, garbage.cid().multihash()), garbage.size()));
    assertThat(repo.has(garbage)).isFalse();
    assertThat(List.of(a, b, inner, root)).allMatch(repo::has);
  }

  @Test
  void collect_afterUnpinning_removesTheDagButNotWhatAnotherPinShares() {
    repo.put(a, b, inner, root);
    repo.pinRecursively(root.cid());
    repo.pins.add(b.cid(), Pin.Mode.DIRECT, "");
    repo.pins.remove(root.cid(), true);

    assertThat(collect().removedBlocks()).isEqualTo(3);
    assertThat(repo.has(b)).isTrue();
  }

  @Test
  void aDirectPin_keepsItsBlockAlone() {
    repo.put(a, b, inner);
    repo.pins.add(inner.cid(), Pin.Mode.DIRECT, "");

    assertThat(collect().removedBlocks()).isEqualTo(2);
    assertThat(repo.has(inner)).isTrue();
  }

  @Test
  void dryRun_tellsAndRemovesNothing() {
    repo.put(a, garbage);
    repo.pinRecursively(a.cid());

    assertThat(repo.collector.collect(true, events::add).removedBlocks()).isOne();
    assertThat(events).hasSize(1);
    assertThat(repo.has(garbage)).isTrue();
  }

  @Test
  void aMissingLeaf_isReportedAndDoesNotHinder() {
    repo.put(a, b, inner, root, garbage);
    repo.pinRecursively(root.cid());
    repo.drop(b);

    GcResult result = collect();

    assertThat(result.badBlocks()).isOne();
    assertThat(result.removedBlocks()).isOne();
    assertThat(events).contains(
        new GcEvent.Bad(new BadBlock(b.cid(), root.cid(), BadBlock.Kind.MISSING, "it is not here")));
    assertThat(List.of(a, inner, root)).allMatch(repo::has);
  }

  @Test
  void aMissingInnerBlock_keepsEverythingThatMightBeBelowIt() {
    repo.put(a, b, inner, root, garbage);
    repo.pinRecursively(root.cid());
    repo.drop(inner);

    GcResult result = collect();

    assertThat(result.complete()).isFalse();
    assertThat(result).isEqualTo(new GcResult(0, 0, 2, 1, 0, 2));
    assertThat(List.of(a, b, root, garbage)).allMatch(repo::has);
  }

  @Test
  void aDamagedInnerBlock_keepsEverythingThatMightBeBelowIt() {
    repo.put(a, b, inner, root, garbage);
    repo.pinRecursively(root.cid());
    repo.store.damage(inner);

    assertThat(collect().withheldBlocks()).isEqualTo(2);
    assertThat(List.of(a, b, inner, root, garbage)).allMatch(repo::has);
  }

  @Test
  void aLease_keepsWhatIsPutWhileItIsOpen() {
    repo.put(a);
    try (Lease lease = repo.leases.open()) {
      repo.put(b);
      lease.keep(garbage.cid());
      repo.put(garbage);
      assertThat(collect().removedBlocks()).isOne();
      assertThat(repo.has(a)).isFalse();
      assertThat(repo.has(b)).isTrue();
    }
    assertThat(collect().removedBlocks()).isEqualTo(2);
  }

  @Test
  void aLease_keepsABlockThatWasHereBeforeAndIsPutAgain() {
    repo.put(a);
    try (Lease lease = repo.leases.open()) {
      repo.put(a);
      assertThat(collect().removedBlocks()).isZero();
      repo.pins.addComplete(lease, a.cid(), "");
    }
    assertThat(collect().removedBlocks()).isZero();
  }

  @Test
  void whatIsPinnedBetweenMarkAndSweep_stays() {
    repo.put(a, b, inner, root, garbage);
    repo.store.beforeForEach(() -> repo.pinRecursively(root.cid()));

    assertThat(collect().removedBlocks()).isOne();
    assertThat(List.of(a, b, inner, root)).allMatch(repo::has);
  }

  @Test
  void aLeaseThatEndsDuringTheSweep_keepsWhatItsPinTookOver() {
    Lease lease = repo.leases.open();
    repo.put(a, b, inner, root, garbage);
    repo.store.beforeForEach(() -> {
      repo.pins.addComplete(lease, root.cid(), "");
      lease.close();
    });

    collect();

    assertThat(List.of(a, b, inner, root)).allMatch(repo::has);
    repo.store.beforeForEach(() -> {});
    assertThat(collect().keptBlocks()).isEqualTo(4);
    assertThat(repo.has(garbage)).isFalse();
  }

  @Test
  void interruption_endsIt() {
    repo.put(a, b);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(this::collect).isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(collect().removedBlocks()).isEqualTo(2);
  }

  @Test
  void addsPinsAndCollectionsAtTheSameTime_loseNothingThatWasPinned() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<Cid> pinned = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Cid>>> adders = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        long seed = t;
        adders.add(threads.submit(() -> addAndPin(new Random(seed), 150)));
      }
      Future<Long> collector = threads.submit(() -> {
        long removed = 0;
        while (!done.get()) {
          removed += repo.collector.collect(false, event -> {}).removedBlocks();
        }
        return removed;
      });
      for (Future<List<Cid>> adder : adders) {
        pinned.addAll(adder.get());
      }
      done.set(true);
      assertThat(collector.get()).isPositive();
    }
    List<PinCheck> checks = new ArrayList<>();
    repo.pins.verify(checks::add);
    assertThat(checks).isNotEmpty().allMatch(PinCheck::ok);
    assertThat(pinned).allMatch(cid -> repo.pins.get(cid).isPresent());
  }

  /** Adds small DAGs that share leaves with those of the other threads; pins some of them, unpins some of those. */
  private List<Cid> addAndPin(Random random, int rounds) {
    List<Cid> pinned = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      Block left = TestDag.leaf("shared " + random.nextInt(30));
      Block right = TestDag.leaf("shared " + random.nextInt(30));
      Block middle = TestDag.node(left, right);
      Block top = TestDag.node(middle, TestDag.node(right));
      boolean trusted = random.nextBoolean();
      try (Lease lease = repo.leases.open()) {
        repo.put(left, right, TestDag.node(right), middle);
        Thread.yield();
        repo.put(top);
        if (trusted) {
          repo.pins.addComplete(lease, top.cid(), "");
        } else if (random.nextInt(3) > 0) {
          repo.pinRecursively(top.cid());
        } else {
          continue;
        }
      }
      pinned.add(top.cid());
    }
    return pinned;
  }
}
