package dev.cairn.store.pack;

import static dev.cairn.store.pack.StoreFolder.assertHolds;
import static dev.cairn.store.pack.StoreFolder.entries;
import static dev.cairn.store.pack.StoreFolder.pin;
import static dev.cairn.store.pack.StoreFolder.pins;
import static dev.cairn.store.pack.StoreFolder.unpin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.Block;
import dev.cairn.store.BlockstoreException;
import dev.cairn.store.TestBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening again: after a close, after a crash, without an index, with things broken. */
final class RecoveryTest {
  private static final PackOptions OPTIONS = PackOptions.defaults().withBuffers(70, 64 << 10)
      .withSegmentBytes(256 << 10)
      .withCheckpoint(1 << 20, 1 << 30, Duration.ofHours(1));

  @TempDir
  Path dir;

  @TempDir
  Path parent;

  private int copies;

  private Path crash(Path of) {
    return StoreFolder.copy(of, parent.resolve("crash" + copies++));
  }

  @Test
  void afterClose_everythingIsThere_andNothingIsReplayed() {
    List<Block> blocks = TestBlocks.blocks(1, 100, 10_000);
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      assertThat(store.report().created()).isTrue();
      store.putAll(blocks);
      store.write(List.of(pin("a", "1"), pin("b", "2")));
      store.delete(blocks.getFirst().cid().multihash());
    }
    for (int i = 0; i < 2; i++) {
      try (PackStore store = PackStore.open(dir, OPTIONS)) {
        assertThat(store.report().recordsReplayed()).isZero();
        assertThat(store.report().created()).isFalse();
        assertThat(store.report().rebuilt()).isEmpty();
        assertHolds(store, blocks.subList(1, 100));
        assertThat(store.has(blocks.getFirst().cid())).isFalse();
        assertThat(entries(store)).hasSize(99);
        assertThat(pins(store)).isEqualTo(Map.of("a", "1", "b", "2"));
      }
    }
  }

  @Test
  void afterACrash_whatWasSynced_isThere() {
    List<Block> blocks = TestBlocks.blocks(2, 200, 5000);
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      store.putAll(blocks);
      store.write(List.of(pin("a", "1"), pin("b", "2")));
      store.delete(blocks.get(7).cid().multihash());
      store.write(List.of(unpin("a"), pin("c", "3")));
      store.sync();
      Path crashed = crash(dir);
      try (PackStore again = PackStore.open(crashed, OPTIONS)) {
        assertThat(again.report().recordsReplayed()).isGreaterThanOrEqualTo(203);
        assertThat(again.report().bytesDropped()).isZero();
        assertThat(again.report().damage()).isEmpty();
        assertHolds(again, blocks.subList(8, 200));
        assertThat(again.has(blocks.get(7).cid())).isFalse();
        assertThat(entries(again)).hasSize(199);
        assertThat(pins(again)).isEqualTo(Map.of("b", "2", "c", "3"));
        again.putAll(TestBlocks.blocks(3, 100, 5000));
        again.sync();
        try (PackStore third = PackStore.open(crash(crashed), OPTIONS)) {
          assertThat(entries(third)).hasSize(299);
          assertHolds(third, TestBlocks.blocks(3, 100, 5000));
        }
      }
    }
  }

  @Test
  void withoutAnIndex_everythingIsBuiltAnewFromTheSegments() throws IOException {
    List<Block> blocks = TestBlocks.blocks(4, 200, 5000);
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      store.putAll(blocks);
      store.write(List.of(pin("a", "1"), pin("b", "2")));
      store.delete(blocks.get(7).cid().multihash());
      store.write(List.of(unpin("a"), pin("c", "3")));
    }
    Files.delete(StoreFolder.index(dir));
    try (PackStore store = PackStore.open(dir, OPTIONS.withCheckpoint(16, 1 << 30, Duration.ofHours(1)))) {
      assertThat(store.report().rebuilt()).hasValueSatisfying(why -> assertThat(why).contains("missing"));
      assertHolds(store, blocks.subList(8, 200));
      assertThat(store.has(blocks.get(7).cid())).isFalse();
      assertThat(entries(store)).hasSize(199);
      assertThat(pins(store)).isEqualTo(Map.of("b", "2", "c", "3"));
    }
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      assertThat(store.report().rebuilt()).isEmpty();
      assertThat(entries(store)).hasSize(199);
    }
  }

  @Test
  void aTruncatedIndex_isBuiltAnew() throws IOException {
    List<Block> blocks = TestBlocks.blocks(5, 300, 1000);
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      store.putAll(blocks);
      store.write(List.of(pin("a", "1")));
    }
    long size = Files.size(StoreFolder.index(dir));
    for (long length : new long[]{0, 1, 4096, 8191, 8192, size / 2, size - 4096, size - 1}) {
      Path broken = crash(dir);
      StoreFolder.truncate(StoreFolder.index(broken), length);
      try (PackStore store = PackStore.open(broken, OPTIONS)) {
        assertThat(store.report().rebuilt()).as("length %d", length).isPresent();
        assertHolds(store, blocks);
        assertThat(pins(store)).isEqualTo(Map.of("a", "1"));
      }
    }
  }

  @Test
  void twoStoresInOneFolder_areRefused() {
    PackStore store = PackStore.open(dir, OPTIONS);
    assertThatThrownBy(() -> PackStore.open(dir, OPTIONS)).isInstanceOf(BlockstoreException.class)
        .hasMessageContaining("open already").hasMessageContaining(dir.toString());
    store.close();
    PackStore.open(dir, OPTIONS).close();
  }
}
