package dev.cairn.store.pack;

import dev.cairn.dag.Block;
import dev.cairn.store.TestBlocks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The process that {@link CrashTest} kills: puts groups of blocks and a pin for each, and says so when they are
 * durable. What a group holds follows from the run and its number, so that the parent knows it too.
 */
final class CrashChild {
  /** Small segments, small buffers and a commit of the index every few groups: a kill hits something. */
  static final PackOptions OPTIONS = PackOptions.defaults().withSegmentBytes(1 << 20)
      .withBuffers(70, 64 << 10)
      .withCheckpoint(40, 1 << 20, Duration.ofMillis(15));

  static final String READY = "READY";
  static final String ACKNOWLEDGED = "ACK ";

  /** Blocks that are durable together, with the pin that names them. */
  record Group(int run, int number, List<Block> blocks) {
    static Group of(int run, int number) {
      Random random = new Random(run * 1_000_003L + number);
      List<Block> blocks = new ArrayList<>();
      int count = 1 + random.nextInt(6);
      for (int i = 0; i < count; i++) {
        int size = random.nextInt(8) == 0 ? 100_000 + random.nextInt(200_000) : 16 + random.nextInt(6000);
        blocks.add(TestBlocks.block(random.nextLong(), size));
      }
      return new Group(run, number, blocks);
    }

    String pin() {
      return "%06d/%06d".formatted(run, number);
    }

    /** Every fourth group goes again, three groups later. */
    boolean isTemporary() {
      return number % 4 == 1;
    }
  }

  private CrashChild() {}

  public static void main(String[] args) {
    int run = Integer.parseInt(args[1]);
    try (PackStore store = PackStore.open(Path.of(args[0]), OPTIONS)) {
      System.out.println(READY);
      for (int number = 0;; number++) {
        Group group = Group.of(run, number);
        group.blocks().forEach(store::put);
        store.write(List.of(StoreFolder.pin(group.pin(), "" + group.blocks().size())));
        if (number >= 3 && Group.of(run, number - 3).isTemporary()) {
          Group old = Group.of(run, number - 3);
          store.write(List.of(StoreFolder.unpin(old.pin())));
          old.blocks().forEach(block -> store.delete(block.cid().multihash()));
        }
        store.sync();
        System.out.println(ACKNOWLEDGED + number);
      }
    }
  }
}
