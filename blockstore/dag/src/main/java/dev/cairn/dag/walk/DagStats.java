package dev.cairn.dag.walk;

import dev.cairn.dag.BlockSource;
import dev.cairn.multiformats.Cid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Counts the blocks below some roots, each DAG by itself and all together. A block that several links lead to counts
 * once for its DAG. Not for use by several threads.
 */
public final class DagStats {
  private final BlockSource source;
  private final List<Root> roots = new ArrayList<>();
  private final CidSet counted = new CidSet();
  private long uniqueBytes;
  private long allBytes;

  public DagStats(BlockSource source) {
    this.source = source;
  }

  /**
   * What one DAG has.
   *
   * @param cid the root
   * @param blocks how many different blocks
   * @param bytes the sum of their sizes
   */
  public record Root(Cid cid, long blocks, long bytes) {}

  /**
   * What all DAGs have together.
   *
   * @param roots each of them, in order
   * @param uniqueBlocks how many different blocks
   * @param uniqueBytes the sum of their sizes
   * @param sharedBytes the bytes of blocks that were met again below a later root
   */
  public record Summary(List<Root> roots, long uniqueBlocks, long uniqueBytes, long sharedBytes) {
    public Summary {
      roots = List.copyOf(roots);
    }

    /** How many times larger the DAGs are, each by itself, than all together; 1 when they share nothing. */
    public double ratio() {
      return uniqueBytes == 0 ? 1 : (double) (uniqueBytes + sharedBytes) / uniqueBytes;
    }
  }

  /**
   * Counts the DAG below a root.
   *
   * @param progress gets what has been counted below this root, after each block
   * @throws dev.cairn.dag.BlockNotFoundException when a block is missing
   * @throws dev.cairn.dag.DecodeException when a block is malformed or its codec is not known
   */
  public Root add(Cid root, Consumer<Root> progress) {
    int place = roots.size();
    roots.add(new Root(root, 0, 0));
    DagWalker.over(source).walk(root, (block, depth) -> {
      Root before = roots.get(place);
      Root now = new Root(root, before.blocks() + 1, before.bytes() + block.size());
      roots.set(place, now);
      allBytes += block.size();
      if (counted.add(block.cid())) {
        uniqueBytes += block.size();
      }
      progress.accept(now);
    });
    return roots.get(place);
  }

  /** All that has been counted so far, also in the middle of {@link #add}. */
  public Summary summary() {
    return new Summary(roots, counted.size(), uniqueBytes, allBytes - uniqueBytes);
  }
}
