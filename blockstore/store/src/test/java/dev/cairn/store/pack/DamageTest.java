package dev.cairn.store.pack;

import static dev.cairn.store.pack.StoreFolder.assertHolds;
import static dev.cairn.store.pack.StoreFolder.pin;
import static dev.cairn.store.pack.StoreFolder.pins;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.Block;
import dev.cairn.multiformats.Multihash;
import dev.cairn.store.BlockstoreException;
import dev.cairn.store.BlockstoreException.Code;
import dev.cairn.store.TestBlocks;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage in what the index has already: never served, always named, and healed by putting the block again. */
final class DamageTest {
  private static final PackOptions OPTIONS = PackOptions.defaults().withBuffers(70, 64 << 10)
      .withSegmentBytes(128 << 10)
      .withCheckpoint(1 << 20, 1 << 30, Duration.ofHours(1));

  @TempDir
  Path dir;

  private final List<Block> blocks = TestBlocks.blocks(1, 60, 8000);

  @BeforeEach
  void fill() {
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      store.putAll(blocks);
      store.write(List.of(pin("a", "1")));
    }
    assertThat(StoreFolder.segments(dir)).hasSizeGreaterThan(3);
  }

  private static List<Problem> verify(PackStore store) {
    List<Problem> problems = new ArrayList<>();
    VerifyReport report = store.verify(problems::add, (_, _) -> {});
    assertThat(report.problems()).isEqualTo(problems.size());
    return problems;
  }

  private static void assertCorrupt(PackStore store, Block block, String... words) {
    assertThatThrownBy(() -> store.get(block.cid())).isInstanceOfSatisfying(BlockstoreException.class,
        e -> assertThat(e.code()).isEqualTo(Code.CORRUPT)).hasMessageContainingAll(words);
    assertThatThrownBy(() -> store.read(block.cid(), ByteBuffer::remaining))
        .isInstanceOfSatisfying(BlockstoreException.class, e -> assertThat(e.code()).isEqualTo(Code.CORRUPT));
  }

  @Test
  void aSoundStore_hasNoProblems_andProgressReachesTheEnd() {
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      List<Long> progress = new ArrayList<>();
      VerifyReport report = store.verify(problem -> {
        throw new AssertionError(problem);
      }, (read, total) -> progress.add(total - read));
      assertThat(report.blocks()).isEqualTo(60);
      assertThat(report.bytes()).isGreaterThan(60 * 8000);
      assertThat(progress.getLast()).isZero();
    }
  }

  @Test
  void aFlippedBit_anywhereInARecord_isFoundOnRead_reported_andHealedByPuttingAgain() {
    Block block = blocks.get(3);
    Path file = StoreFolder.segment(dir, 1);
    int payload = StoreFolder.find(file, block.bytes());
    int header = payload - 34 - RecordFormat.HEADER_BYTES;
    for (int at : new int[]{header, header + 2, header + 4, header + 8, header + 13, header + 16, header + 25,
        payload, payload + 4000, payload + 7999}) {
      StoreFolder.flipBit(file, at);
      try (PackStore store = PackStore.open(dir, OPTIONS)) {
        assertCorrupt(store, block, block.cid().multihash().toString(), file.toString(), "offset " + header);
        assertThat(store.has(block.cid())).isTrue();
        List<Block> others = new ArrayList<>(blocks);
        others.remove(block);
        assertHolds(store, others);
        assertThat(verify(store)).as("bit at %d", at - header)
            .filteredOn(problem -> problem.kind() == Problem.Kind.BLOCK).singleElement()
            .satisfies(problem -> {
              assertThat(problem.block()).hasValue(block.cid().multihash());
              assertThat(problem.segment()).isEqualTo(1);
              assertThat(problem.offset()).isEqualTo(header);
            });
      }
      StoreFolder.flipBit(file, at);
    }
    StoreFolder.flipBit(file, payload);
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      assertThat(store.delete(block.cid().multihash())).isTrue();
      store.put(block);
      assertHolds(store, blocks);
      assertThat(verify(store)).isEmpty();
    }
  }

  @Test
  void aTruncatedSegment_losesOnlyWhatWasBehind() throws IOException {
    Path file = StoreFolder.segment(dir, 2);
    StoreFolder.truncate(file, 40_000);
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      List<Multihash> lost = new ArrayList<>();
      for (Block block : blocks) {
        try {
          assertThat(store.require(block.cid()).bytes()).isEqualTo(block.bytes());
        } catch (BlockstoreException e) {
          assertThat(e.code()).isEqualTo(Code.CORRUPT);
          lost.add(block.cid().multihash());
        }
      }
      assertThat(lost).hasSizeBetween(8, 14);
      List<Problem> problems = verify(store);
      assertThat(problems).filteredOn(problem -> problem.kind() == Problem.Kind.BLOCK)
          .extracting(problem -> problem.block().orElseThrow()).containsExactlyInAnyOrderElementsOf(lost);
      assertThat(problems).extracting(Problem::kind).contains(Problem.Kind.SEGMENT_SHORT);
      assertThat(pins(store)).isEqualTo(Map.of("a", "1"));
    }
  }

  @Test
  void aMissingSegment_isReported_andTheRestIsServed() throws IOException {
    Files.delete(StoreFolder.segment(dir, 2));
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      List<Problem> problems = verify(store);
      assertThat(problems).extracting(Problem::kind).contains(Problem.Kind.SEGMENT_MISSING,
          Problem.Kind.BLOCK);
      List<Multihash> lost = problems.stream().map(Problem::block).flatMap(Optional::stream).toList();
      for (Block block : blocks) {
        if (lost.contains(block.cid().multihash())) {
          assertCorrupt(store, block, "missing");
        } else {
          assertThat(store.require(block.cid()).bytes()).isEqualTo(block.bytes());
        }
      }
      assertThat(lost).hasSizeBetween(10, 20);
    }
  }

  @Test
  void aLogThatEndsBeforeTheIndex_keepsWhatThereIs_andGoesOnElsewhere() throws IOException {
    int last = StoreFolder.segments(dir).getLast();
    Path file = StoreFolder.segment(dir, last);
    StoreFolder.truncate(file, Files.size(file) / 2);
    List<Block> more = TestBlocks.blocks(2, 20, 8000);
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      assertThat(store.report().damage()).isNotEmpty();
      assertThat(pins(store)).isEqualTo(Map.of("a", "1"));
      store.putAll(more);
    }
    assertThat(StoreFolder.segments(dir)).contains(last + 1);
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      assertHolds(store, more);
      assertHolds(store, blocks.subList(0, 40));
      assertCorrupt(store, blocks.getLast(), "damaged");
    }
  }

  @Test
  void aDamagedSegmentHeader_isReported_andTheRecordsStillCheckThemselves() {
    int last = StoreFolder.segments(dir).getLast();
    for (int segment : new int[]{2, last}) {
      StoreFolder.flipBit(StoreFolder.segment(dir, segment), 20);
    }
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      assertThat(store.report().damage()).hasSize(2);
      assertHolds(store, blocks);
      assertThat(verify(store)).extracting(Problem::kind).contains(Problem.Kind.SEGMENT_HEADER)
          .doesNotContain(Problem.Kind.BLOCK);
    }
  }

  @Test
  void aNewerFormat_isRefused_andNothingIsTouched() throws IOException {
    Path file = StoreFolder.segment(dir, 1);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.putInt(8, 7);
    header.putInt(60, RecordFormat.crc(header, 0, 60));
    Files.write(file, bytes);
    byte[] index = Files.readAllBytes(StoreFolder.index(dir));

    assertThatThrownBy(() -> PackStore.open(dir, OPTIONS)).isInstanceOf(BlockstoreException.class)
        .hasMessageContainingAll("version 7", "up to 1", "newer Cairn");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(Files.readAllBytes(StoreFolder.index(dir))).isEqualTo(index);
  }

  @Test
  void withoutIndexAndHeaders_itSaysSo_andKeepsTheFiles() throws IOException {
    Files.delete(StoreFolder.index(dir));
    for (int segment : StoreFolder.segments(dir)) {
      StoreFolder.flipBit(StoreFolder.segment(dir, segment), 3);
    }
    assertThatThrownBy(() -> PackStore.open(dir, OPTIONS)).isInstanceOfSatisfying(BlockstoreException.class,
        e -> assertThat(e.code()).isEqualTo(Code.CORRUPT)).hasMessageContaining("backup");
    assertThat(StoreFolder.segments(dir)).hasSizeGreaterThan(3);
  }

  @Test
  void emptyFilesOfACrashAtTheStartOfASegment_areNoObstacle() throws IOException {
    int last = StoreFolder.segments(dir).getLast();
    for (int size : new int[]{0, 64, 4096}) {
      Path blank = StoreFolder.segment(dir, last + 1);
      try (RandomAccessFile file = new RandomAccessFile(blank.toFile(), "rw")) {
        file.setLength(size);
      }
      try (PackStore store = PackStore.open(dir, OPTIONS)) {
        assertThat(store.report().damage()).isEmpty();
        assertHolds(store, blocks);
        store.putAll(TestBlocks.blocks(100 + size, 1, 100));
      }
    }
  }

  @Test
  void aRecordThatSomebodyPutIntoABlock_isNeverTakenForOne() throws IOException {
    // The payload is a whole segment, records and all; damage in front of it makes recovery search for records.
    byte[] segment = Files.readAllBytes(StoreFolder.segment(dir, 1));
    Block trojan = TestBlocks.raw(segment);
    Path file;
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      store.put(trojan);
      store.sync();
      store.put(TestBlocks.block(50, 100));
      store.sync();
      store.put(TestBlocks.block(51, 100));
      store.sync();
      // Too large to share a segment with what came before and what comes after.
      file = StoreFolder.segment(dir, StoreFolder.segments(dir).size() - 1);
    }
    StoreFolder.flipBit(file, StoreFolder.find(file, segment) - 40);
    Files.delete(StoreFolder.index(dir));
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      assertThat(store.report().rebuilt()).isPresent();
      assertThat(store.report().damage()).isNotEmpty();
      assertThat(store.has(trojan.cid())).isFalse();
      assertHolds(store, blocks);
      assertThat(store.has(TestBlocks.block(50, 100).cid())).isTrue();
      assertThat(StoreFolder.entries(store)).hasSize(62);
    }
  }
}
