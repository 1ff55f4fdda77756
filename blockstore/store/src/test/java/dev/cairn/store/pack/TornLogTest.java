package dev.cairn.store.pack;

import static dev.cairn.store.pack.StoreFolder.entries;
import static dev.cairn.store.pack.StoreFolder.pins;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dag.Block;
import dev.cairn.store.TestBlocks;
import dev.cairn.store.pack.RecordFormat.Kind;
import dev.cairn.store.pack.SegmentScanner.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that ends in the middle of something, or has a hole, at every place that is a place. */
final class TornLogTest {
  private static final PackOptions OPTIONS = PackOptions.defaults().withBuffers(70, 64 << 10).withCheckpoint(
      1 << 20, 1 << 30,
      Duration.ofHours(1));

  @TempDir
  Path dir;

  @TempDir
  Path parent;

  private int copies;

  /** A record and the state of the store when it was appended. */
  private record Step(int offset, int end, Kind kind, List<Block> blocks, Map<String, String> pins) {}

  private final List<Step> steps = new ArrayList<>();
  private Path crashed = Path.of("");

  private void write(boolean syncing) throws IOException {
    List<List<Block>> blocks = new ArrayList<>();
    List<Map<String, String>> pins = new ArrayList<>();
    List<Block> here = new ArrayList<>();
    Map<String, String> pinned = new TreeMap<>();
    try (PackStore store = PackStore.open(dir, OPTIONS)) {
      for (int i = 0; i < 12; i++) {
        if (i % 4 == 3) {
          pinned.put("pin" + i, "v" + i);
          pinned.remove("pin" + (i - 4));
          store.write(List.of(StoreFolder.pin("pin" + i, "v" + i), StoreFolder.unpin("pin" + (i - 4))));
        } else if (i % 4 == 2) {
          store.delete(here.removeFirst().cid().multihash());
        } else {
          Block block = TestBlocks.block(i, 100 + 2500 * i);
          here.add(block);
          store.put(block);
        }
        if (syncing) {
          store.sync();
        }
        blocks.add(List.copyOf(here));
        pins.add(Map.copyOf(pinned));
      }
      store.sync();
      crashed = copy(dir);
    }
    int step = 0;
    int behind = SegmentFormat.HEADER_BYTES;
    try (SegmentScanner scanner = scanner(crashed)) {
      while (scanner.next() == Found.RECORD) {
        Kind kind = scanner.header().kind();
        steps.add(new Step(behind, scanner.offset(), kind, kind == Kind.MARK ? List.of() : blocks.get(step),
            kind == Kind.MARK ? Map.of() : pins.get(step)));
        step += kind == Kind.MARK ? 0 : 1;
        behind = scanner.offset();
      }
    }
    assertThat(step).isEqualTo(12);
  }

  private SegmentScanner scanner(Path of) throws IOException {
    Path copy = copy(of);
    Recovery.Result opened = Recovery.run(copy, OPTIONS, new DiskFileLayer());
    opened.index().close();
    if (opened.file() != null) {
      opened.file().close();
    }
    return SegmentScanner.open(new DiskFileLayer(), copy, 1, opened.salt(), 0, SegmentScanner.window());
  }

  private Path copy(Path of) {
    return StoreFolder.copy(of, parent.resolve("copy" + copies++));
  }

  @BeforeEach
  void clear() {
    steps.clear();
  }

  @Test
  void aLogThatWasCutOff_isWholeUpToTheCut() throws IOException {
    write(false);
    TreeSet<Integer> cuts = new TreeSet<>();
    for (Step step : steps) {
      for (int cut : new int[]{step.offset, step.offset + 1, step.offset + 19, step.offset + 20,
          step.offset + 54,
          (step.offset + step.end) / 2, Sectors.floor(step.end), step.end - 1, step.end}) {
        if (cut >= SegmentFormat.HEADER_BYTES && cut <= step.end) {
          cuts.add(cut);
        }
      }
    }
    assertThat(cuts).hasSizeGreaterThan(60);
    for (int cut : cuts) {
      Path torn = copy(crashed);
      StoreFolder.truncate(StoreFolder.segment(torn, 1), cut);
      check(torn, cut, "cut at " + cut);
    }
  }

  @Test
  void aFlippedBitInWhatWasNeverAcknowledged_endsTheLogThere() throws IOException {
    write(false);
    for (Step step : steps) {
      for (int at : new int[]{step.offset, step.offset + 2, step.offset + 5, step.offset + 9,
          step.offset + 13,
          step.offset + 17, step.end - 1}) {
        Path torn = copy(crashed);
        StoreFolder.flipBit(StoreFolder.segment(torn, 1), at);
        check(torn, step.offset, "bit flipped at " + at + " in " + step.kind);
      }
    }
  }

  @Test
  void sectorsThatNeverArrived_endTheLogThere() throws IOException {
    write(false);
    int size = (int) Files.size(StoreFolder.segment(crashed, 1));
    for (int sector = Sectors.BYTES; sector < size; sector += Sectors.BYTES) {
      Path torn = copy(crashed);
      Path file = StoreFolder.segment(torn, 1);
      byte[] bytes = Files.readAllBytes(file);
      Arrays.fill(bytes, sector, Math.min(bytes.length, sector + Sectors.BYTES), (byte) 0);
      Files.write(file, bytes);
      int whole = SegmentFormat.HEADER_BYTES;
      for (Step step : steps) {
        if (step.end <= sector) {
          whole = step.end;
        }
      }
      check(torn, whole, "sector at " + sector + " is missing");
    }
  }

  @Test
  void damageInWhatWasAcknowledged_isReported_andTheRestStays() throws IOException {
    write(true);
    List<Step> records = steps.stream().filter(step -> step.kind != Kind.MARK).toList();
    for (int i = 0; i < records.size() - 1; i++) {
      Step step = records.get(i);
      if (step.kind != Kind.BLOCK) {
        continue;
      }
      for (int at : new int[]{step.offset, step.offset + 6, step.offset + 30, step.end - 1}) {
        Path torn = copy(crashed);
        StoreFolder.flipBit(StoreFolder.segment(torn, 1), at);
        try (PackStore store = PackStore.open(torn, OPTIONS)) {
          assertThat(store.report().damage()).as("bit at %d", at).hasSize(1);
          assertThat(store.report().bytesDropped()).isZero();
          Block lost = step.blocks.getLast();
          List<Block> rest = new ArrayList<>(records.getLast().blocks);
          boolean wasThere = rest.remove(lost);
          StoreFolder.assertHolds(store, rest);
          assertThat(store.has(lost.cid())).isFalse();
          assertThat(entries(store)).hasSize(rest.size());
          assertThat(pins(store)).isEqualTo(records.getLast().pins);
          store.put(lost);
          store.sync();
          assertThat(store.require(lost.cid()).bytes()).isEqualTo(lost.bytes());
          assertThat(wasThere || rest.size() == records.getLast().blocks.size()).isTrue();
        }
      }
    }
  }

  /** Opens, checks the state of the last record before {@code cut}, goes on writing, and opens again. */
  private void check(Path torn, int cut, String as) {
    List<Block> blocks = List.of();
    Map<String, String> pins = Map.of();
    int end = SegmentFormat.HEADER_BYTES;
    for (Step step : steps) {
      if (step.end <= cut) {
        blocks = step.blocks;
        pins = step.pins;
        end = step.end;
      }
    }
    Block more = TestBlocks.block(1000, 3000);
    try (PackStore store = PackStore.open(torn, OPTIONS)) {
      assertThat(store.report().damage()).as(as).isEmpty();
      assertThat(store.report().bytesDropped()).as(as).isGreaterThanOrEqualTo(cut - end);
      assertState(store, blocks, pins, as);
      store.put(more);
      store.sync();
      Path again = copy(torn);
      try (PackStore second = PackStore.open(again, OPTIONS)) {
        List<Block> all = new ArrayList<>(blocks);
        all.add(more);
        assertThat(second.report().bytesDropped()).as(as).isZero();
        assertState(second, all, pins, as);
      }
    }
  }

  private static void assertState(PackStore store, List<Block> blocks, Map<String, String> pins, String as) {
    assertThat(entries(store)).as(as).extracting(entry -> entry.hash())
        .containsExactlyInAnyOrderElementsOf(blocks.stream().map(block -> block.cid().multihash()).toList());
    StoreFolder.assertHolds(store, blocks);
    assertThat(pins(store)).as(as).isEqualTo(pins);
    List<Problem> problems = new ArrayList<>();
    store.verify(problems::add, (_, _) -> {});
    assertThat(problems).as(as).isEmpty();
  }
}
