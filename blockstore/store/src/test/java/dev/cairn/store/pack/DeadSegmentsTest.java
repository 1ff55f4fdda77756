package dev.cairn.store.pack;

import static dev.cairn.store.pack.StoreFolder.pin;
import static dev.cairn.store.pack.StoreFolder.pins;
import static dev.cairn.store.pack.StoreFolder.unpin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dag.Block;
import dev.cairn.store.Blockstore;
import dev.cairn.store.TestBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments whose blocks are all deleted go, and what else they said is kept. */
final class DeadSegmentsTest {
  private static final PackOptions OPTIONS = PackOptions.defaults().withBuffers(70, 64 << 10)
      .withSegmentBytes(128 << 10)
      .withCheckpoint(1 << 20, 1 << 30, Duration.ofHours(1));

  @TempDir
  Path dir;

  @Test
  void deadSegments_areRemoved_andTheirSpaceReturns() {
    List<Block> blocks = TestBlocks.blocks(1, 100, 8000);
    List<Block> kept = TestBlocks.blocks(2, 5, 8000);
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      store.putAll(blocks);
      store.putAll(kept);
      store.checkpoint();
      Blockstore.Usage before = store.usage();
      blocks.forEach(block -> store.delete(block.cid().multihash()));
      store.checkpoint();
      assertThat(StoreFolder.segments(dir)).hasSizeLessThanOrEqualTo(2);
      assertThat(store.usage().diskBytes()).isLessThan(before.diskBytes() - 600_000);
      StoreFolder.assertHolds(store, kept);
      blocks.forEach(block -> assertThat(store.get(block.cid())).isEmpty());
      store.putAll(blocks.subList(0, 10));
      StoreFolder.assertHolds(store, blocks.subList(0, 10));
    }
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      StoreFolder.assertHolds(store, kept);
      assertThat(StoreFolder.entries(store)).hasSize(15);
    }
  }

  @Test
  void tables_surviveTheirSegments_alsoWhenTheIndexIsBuiltAnew() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      for (int i = 0; i < 100; i++) {
        Block block = TestBlocks.block(i, 8000);
        store.put(block);
        store.write(List.of(pin("k" + i, "v" + i)));
        expected.put("k" + i, "v" + i);
      }
      for (int i = 0; i < 100; i++) {
        store.delete(TestBlocks.block(i, 8000).cid().multihash());
      }
      store.sync();
      int before = StoreFolder.segments(dir).size();
      store.write(List.of(unpin("k3"), pin("k4", "new")));
      expected.remove("k3");
      expected.put("k4", "new");
      // The first finds dead segments with table records and writes a snapshot, the second removes them.
      store.checkpoint();
      store.write(List.of(unpin("k5"), pin("k6", "newer")));
      expected.remove("k5");
      expected.put("k6", "newer");
      store.checkpoint();
      store.write(List.of(pin("last", "1")));
      expected.put("last", "1");
      store.checkpoint();
      assertThat(StoreFolder.segments(dir)).hasSizeLessThan(before - 3);
      assertThat(pins(store)).isEqualTo(expected);
    }
    Files.delete(StoreFolder.index(dir));
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      assertThat(store.report().rebuilt()).isPresent();
      assertThat(store.report().damage()).isEmpty();
      assertThat(pins(store)).isEqualTo(expected);
      assertThat(StoreFolder.entries(store)).isEmpty();
    }
  }
}
