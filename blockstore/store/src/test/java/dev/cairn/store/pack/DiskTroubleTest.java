package dev.cairn.store.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cairn.dag.Block;
import dev.cairn.store.BlockstoreException;
import dev.cairn.store.BlockstoreException.Code;
import dev.cairn.store.TestBlocks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No space, failing disks, file systems without direct I/O, interrupted callers. */
final class DiskTroubleTest {
  private static final PackOptions OPTIONS = PackOptions.defaults().withSegmentBytes(1 << 20)
      .withBuffers(70, 64 << 10).withCheckpoint(1 << 20, 1 << 30, Duration.ofHours(1));

  @TempDir
  Path dir;

  @TempDir
  Path parent;

  private int copies;

  @Test
  void whenTheDiskIsFull_callersAreTold_andWhatWasAcknowledgedStays() {
    FaultyFileLayer disk = new FaultyFileLayer();
    try (PackStore store = PackStore.open(dir, OPTIONS, disk)) {
      List<Block> before = TestBlocks.blocks(1, 20, 5000);
      store.putAll(before);
      store.sync();
      disk.space = 40_000;
      // More than there is space for, and less than a write buffer: only the sync touches the disk.
      List<Block> refused = TestBlocks.blocks(2, 10, 5000);
      store.putAll(refused);
      assertCode(Code.FULL, store::sync).hasMessageContaining("no space left")
          .hasMessageContaining("repo gc");
      assertCode(Code.FULL, store::sync);
      assertCode(Code.FULL, () -> store.put(TestBlocks.block(3, 10)));
      assertCode(Code.FULL, () -> store.delete(before.getFirst().cid().multihash()));
      assertCode(Code.FULL, () -> store.write(List.of(StoreFolder.pin("a", "1"))));
      StoreFolder.assertHolds(store, before);
      StoreFolder.assertHolds(store, refused);
      assertThat(store.has(TestBlocks.block(3, 10).cid())).isFalse();

      try (PackStore crashed = PackStore.open(copy(), OPTIONS)) {
        StoreFolder.assertHolds(crashed, before);
        assertThat(crashed.report().damage()).isEmpty();
      }

      disk.space = Long.MAX_VALUE;
      store.write(List.of(StoreFolder.pin("a", "1")));
      store.sync();
      try (PackStore crashed = PackStore.open(copy(), OPTIONS)) {
        StoreFolder.assertHolds(crashed, before);
        StoreFolder.assertHolds(crashed, refused);
        assertThat(StoreFolder.pins(crashed)).containsOnlyKeys("a");
        assertThat(crashed.report().bytesDropped()).isZero();
      }
    }
  }

  @Test
  void whenTheDiskIsFull_nobodyWaitsForever_andMemoryStaysBounded() throws Exception {
    FaultyFileLayer disk = new FaultyFileLayer();
    try (PackStore store = PackStore.open(dir, OPTIONS, disk); var tasks = Executors.newCachedThreadPool()) {
      disk.space = 1 << 20;
      List<Future<Integer>> running = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int seed = thread;
        running.add(tasks.submit(() -> {
          int accepted = 0;
          try {
            for (int i = 0; i < 1000; i++) {
              store.put(TestBlocks.block(seed * 10_000L + i, 50_000));
              accepted++;
            }
          } catch (BlockstoreException e) {
            assertThat(e.code()).isEqualTo(Code.FULL);
          }
          return accepted;
        }));
      }
      int accepted = 0;
      for (Future<Integer> task : running) {
        accepted += task.get();
      }
      assertThat(accepted).isBetween(10, 200);
      disk.space = Long.MAX_VALUE;
      store.sync();
      assertThat(StoreFolder.entries(store)).hasSize(accepted);
    }
  }

  @Test
  void whenANewSegmentCannotBeMade_itIsTriedAgain() {
    FaultyFileLayer disk = new FaultyFileLayer();
    List<Block> blocks = TestBlocks.blocks(4, 40, 60_000);
    try (PackStore store = PackStore.open(dir, OPTIONS, disk)) {
      disk.space = 1 << 20;
      assertCode(Code.FULL, () -> {
        store.putAll(blocks);
        store.sync();
      });
      assertCode(Code.FULL, store::sync);
      disk.space = Long.MAX_VALUE;
      store.putAll(blocks);
      store.sync();
      assertThat(StoreFolder.segments(dir)).containsExactly(1, 2, 3);
      try (PackStore crashed = PackStore.open(copy(), OPTIONS)) {
        StoreFolder.assertHolds(crashed, blocks);
      }
    }
  }

  @Test
  void closingWithAFullDisk_saysWhatIsLost_andTheNextOpenIsWhole() {
    FaultyFileLayer disk = new FaultyFileLayer();
    PackStore store = PackStore.open(dir, OPTIONS, disk);
    List<Block> before = TestBlocks.blocks(5, 5, 5000);
    store.putAll(before);
    store.sync();
    disk.space = 0;
    store.put(TestBlocks.block(6, 5000));
    assertCode(Code.FULL, store::close).hasMessageContaining("not durable");
    store.close();
    try (PackStore again = PackStore.open(dir, OPTIONS)) {
      StoreFolder.assertHolds(again, before);
      assertThat(StoreFolder.entries(again)).hasSize(5);
    }
  }

  @Test
  void whenMakingDurableFails_nothingIsAcknowledgedAnyMore_untilTheNextOpen() {
    FaultyFileLayer disk = new FaultyFileLayer();
    List<Block> before = TestBlocks.blocks(7, 5, 5000);
    PackStore store = PackStore.open(dir, OPTIONS, disk);
    store.putAll(before);
    store.sync();
    disk.syncFails = true;
    store.put(TestBlocks.block(8, 5000));
    assertCode(Code.IO, store::sync).hasMessageContaining("opened again");
    disk.syncFails = false;
    assertCode(Code.IO, store::sync);
    assertCode(Code.IO, () -> store.put(TestBlocks.block(9, 10)));
    StoreFolder.assertHolds(store, before);
    assertCode(Code.IO, store::close);
    try (PackStore again = PackStore.open(dir, OPTIONS)) {
      StoreFolder.assertHolds(again, before);
      again.put(TestBlocks.block(9, 10));
      again.sync();
    }
  }

  @Test
  void callersThatWaitTogether_shareOneSync() throws Exception {
    FaultyFileLayer disk = new FaultyFileLayer();
    try (PackStore store = PackStore.open(dir, OPTIONS, disk);
        var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      int before = disk.syncs;
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Block block = TestBlocks.block(100 + i, 100);
        running.add(tasks.submit(() -> {
          store.put(block);
          store.sync();
        }));
      }
      for (Future<?> task : running) {
        task.get();
      }
      assertThat(disk.syncs - before).isLessThan(150);
      store.sync();
      int idle = disk.syncs;
      store.sync();
      assertThat(disk.syncs).isEqualTo(idle);
    }
  }

  @Test
  void aBlockThatIsThere_costsNoWrite() {
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      List<Block> blocks = TestBlocks.blocks(10, 50, 1000);
      store.putAll(blocks);
      store.sync();
      long bytes = store.usage().diskBytes();
      store.putAll(blocks);
      store.sync();
      assertThat(store.usage().diskBytes()).isEqualTo(bytes);
      store.checkpoint();
      bytes = store.usage().diskBytes();
      store.putAll(blocks);
      store.sync();
      assertThat(store.usage().diskBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void fileSystemsWithoutDirectIo_areWrittenThroughThePageCache() {
    FaultyFileLayer disk = new FaultyFileLayer();
    disk.refusesDirect = true;
    List<Block> blocks = TestBlocks.blocks(11, 30, 70_000);
    try (PackStore store = PackStore.open(dir, OPTIONS, disk)) {
      store.putAll(blocks);
      store.sync();
      try (PackStore crashed = PackStore.open(copy(), OPTIONS)) {
        StoreFolder.assertHolds(crashed, blocks);
      }
    }
  }

  @Test
  void anInterruptedReader_disturbsNobodyElse() throws Exception {
    List<Block> blocks = TestBlocks.blocks(12, 50, 100_000);
    try (PackStore store = PackStore.open(dir, OPTIONS);
        var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      store.putAll(blocks);
      store.sync();
      Future<?> reading = tasks.submit(() -> {
        for (int round = 0; round < 20; round++) {
          StoreFolder.assertHolds(store, blocks);
        }
      });
      for (int i = 0; i < 200; i++) {
        Block block = blocks.get(i % blocks.size());
        Thread interrupted = Thread.ofPlatform().start(() -> {
          Thread.currentThread().interrupt();
          assertCode(Code.IO, () -> store.get(block.cid()));
        });
        interrupted.join();
      }
      reading.get();
      StoreFolder.assertHolds(store, blocks);
    }
  }

  /** On a real small file system, when there is one: {@code -Dcairn.small-fs} names its mount point. */
  @Test
  void aRealFullFileSystem() {
    String small = System.getProperty("cairn.small-fs", "");
    assumeThat(small).as("set -Dcairn.small-fs to the mount point of a file system of some MiB").isNotEmpty();
    Path full = Path.of(small).resolve("store");
    List<Block> kept = new ArrayList<>();
    BlockstoreException refused = null;
    PackStore store = PackStore.open(full, OPTIONS);
    for (int i = 0; i < 100_000 && refused == null; i++) {
      Block block = TestBlocks.block(1000 + i, 20_000);
      try {
        store.put(block);
        store.sync();
        kept.add(block);
      } catch (BlockstoreException e) {
        refused = e;
      }
    }
    assertThat(refused).isNotNull();
    assertThat(refused.code()).isEqualTo(Code.FULL);
    StoreFolder.assertHolds(store, kept);
    try {
      store.close();
    } catch (BlockstoreException e) {
      assertThat(e.code()).isEqualTo(Code.FULL);
    }
    try (PackStore again = PackStore.open(full, OPTIONS)) {
      StoreFolder.assertHolds(again, kept);
    }
  }

  private Path copy() {
    return StoreFolder.copy(dir, parent.resolve("copy" + copies++));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertCode(Code code,
      ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOfSatisfying(BlockstoreException.class,
        e -> assertThat(e.code()).isEqualTo(code));
  }
}
