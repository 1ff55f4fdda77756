package dev.cairn.dag.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.dag.Blocks;
import dev.cairn.dag.DecodeException;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DagWalkerTest {
  private static final Block A = Blocks.raw("a");
  private static final Block B = Blocks.raw("b");
  private static final Block C = Blocks.raw("c");
  private static final Block INNER = Blocks.pb(B, C);
  private static final Block LEFT = Blocks.pb(A, INNER, A);
  private static final Block RIGHT = Blocks.cbor(INNER, A);
  private static final Block ROOT = Blocks.pb(LEFT, RIGHT, INNER);
  private final Blocks blocks = new Blocks().with(A, B, C, INNER, LEFT, RIGHT, ROOT);

  @Test
  void walk_visitsEachBlockOnce_depthFirst() {
    assertThat(visited(DagWalker.over(blocks), ROOT)).containsExactly(ROOT, LEFT, A, INNER, B, C, RIGHT);
    assertThat(blocks.reads).isEqualTo(7);
  }

  @Test
  void walk_givesLinksWithTheirNames_beforeTheirBlocks() {
    List<String> seen = new ArrayList<>();
    DagWalker.over(blocks).walk(ROOT.cid(), new DagVisitor<RuntimeException>() {
      @Override
      public void block(Block block, int depth) {
        seen.add(depth + " " + name(block.cid()));
      }

      @Override
      public void link(Cid parent, Cid child, String name, int depth) {
        seen.add(name(parent) + " -" + name + "-> " + name(child));
      }
    });
    assertThat(seen).containsExactly("0 ROOT", "ROOT -0-> LEFT", "1 LEFT", "LEFT -0-> A", "2 A",
        "LEFT -1-> INNER",
        "2 INNER", "INNER -0-> B", "3 B", "INNER -1-> C", "3 C", "ROOT -1-> RIGHT", "1 RIGHT");
  }

  @Test
  void repeatingWalk_visitsABlockForEveryLink() {
    assertThat(visited(DagWalker.over(blocks).repeating(), ROOT)).containsExactly(ROOT, LEFT, A, INNER, B, C,
        A, RIGHT,
        INNER, B, C, A, INNER, B, C);
    assertThat(visited(DagWalker.over(blocks).repeating().limitedTo(1), ROOT)).containsExactly(ROOT, LEFT,
        RIGHT,
        INNER);
  }

  @Test
  void depthLimit_endsTheWalk_andABlockMetAgainCloserIsFollowed() {
    assertThat(visited(DagWalker.over(blocks).limitedTo(0), ROOT)).containsExactly(ROOT);
    assertThat(visited(DagWalker.over(blocks).limitedTo(1), ROOT)).containsExactly(ROOT, LEFT, RIGHT, INNER);
    // INNER is met at depth 2, the limit, and then at depth 1: only then are B and C within reach.
    assertThat(visited(DagWalker.over(blocks).limitedTo(2), ROOT)).containsExactly(ROOT, LEFT, A, INNER,
        RIGHT, B, C);
    assertThat(visited(DagWalker.over(blocks).limitedTo(3), ROOT)).containsExactly(ROOT, LEFT, A, INNER, B, C,
        RIGHT);
    assertThatIllegalArgumentException().isThrownBy(() -> DagWalker.over(blocks).limitedTo(-1));
  }

  @Test
  void secondRoot_skipsWhatTheFirstHad() {
    DagWalker walker = DagWalker.over(blocks);
    assertThat(visited(walker, LEFT)).containsExactly(LEFT, A, INNER, B, C);
    assertThat(visited(walker, ROOT)).containsExactly(ROOT, LEFT, RIGHT);
  }

  @Test
  void boundedMemory_readsBlocksOnThePathAgain_andChangesNothing() {
    Block wide = Blocks.pb(A, B, C, LEFT, A, B, RIGHT, C, Blocks.raw("elsewhere"));
    Block chain = wide;
    blocks.with(wide, Blocks.raw("elsewhere"));
    for (int i = 0; i < 20; i++) {
      chain = Blocks.pb(A, chain, Blocks.raw("leaf" + i));
      blocks.with(chain, Blocks.raw("leaf" + i));
    }
    List<Block> wanted = visited(DagWalker.over(blocks), chain);
    assertThat(wanted).hasSize(48);
    blocks.reads = 0;
    for (int links : new int[]{0, 1, 5, 12}) {
      assertThat(visited(DagWalker.over(blocks).holding(links), chain)).isEqualTo(wanted);
    }
    assertThat(blocks.reads).isGreaterThan(4 * 48);
  }

  @Test
  void longChain_needsNoCallStack() {
    Block block = A;
    for (int i = 0; i < 20_000; i++) {
      block = Blocks.pb(block);
      blocks.put(block);
    }
    assertThat(visited(DagWalker.over(blocks), block)).hasSize(20_001);
  }

  @Test
  void missingBlock_endsTheWalk_unlessTheVisitorGoesOn() {
    blocks.drop(INNER.cid());
    assertThatThrownBy(() -> visited(DagWalker.over(blocks), ROOT)).isInstanceOf(BlockNotFoundException.class)
        .hasMessage("ipld: could not find " + INNER.cid());
    List<String> seen = new ArrayList<>();
    DagWalker.over(blocks).walk(ROOT.cid(), new DagVisitor<RuntimeException>() {
      @Override
      public void block(Block block, int depth) {
        seen.add(name(block.cid()));
      }

      @Override
      public void missing(Cid cid, int depth) {
        seen.add("no " + name(cid) + " at " + depth);
      }
    });
    assertThat(seen).containsExactly("ROOT", "LEFT", "A", "no INNER at 2", "RIGHT");
    Cid nowhere = Blocks.raw("nowhere").cid();
    assertThatThrownBy(() -> visited(DagWalker.over(blocks), Blocks.raw("nowhere")))
        .isInstanceOf(BlockNotFoundException.class)
        .hasMessageContaining(nowhere.toString());
  }

  @Test
  void malformedOrUnknownBlocks_endTheWalk() {
    Block malformed = Block.of(Multicodec.DAG_PB, HashFunction.SHA2_256, new byte[]{1, 2, 3});
    Block unknown = Block.of(Multicodec.GIT_RAW, HashFunction.SHA2_256, new byte[]{1, 2, 3});
    blocks.with(malformed, unknown);
    assertThatThrownBy(() -> visited(DagWalker.over(blocks), malformed)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> visited(DagWalker.over(blocks), unknown)).isInstanceOf(DecodeException.class)
        .hasMessageContaining("not known here");
  }

  @Test
  void exceptionOfTheVisitor_endsTheWalk() {
    assertThatThrownBy(() -> DagWalker.over(blocks).walk(ROOT.cid(), (block, depth) -> {
      throw new IOException("full");
    })).isInstanceOf(IOException.class).hasMessage("full");
  }

  @Test
  void stats_countEachDagAndAllTogether() {
    DagStats stats = new DagStats(blocks);
    List<DagStats.Root> progress = new ArrayList<>();
    DagStats.Root left = stats.add(LEFT.cid(), progress::add);
    assertThat(left).isEqualTo(new DagStats.Root(LEFT.cid(), 5, sizes(LEFT, A, INNER, B, C)));
    assertThat(progress).hasSize(5).last().isEqualTo(left);
    assertThat(stats.summary().ratio()).isEqualTo(1.0);
    DagStats.Root right = stats.add(RIGHT.cid(), progress::add);
    assertThat(right).isEqualTo(new DagStats.Root(RIGHT.cid(), 5, sizes(RIGHT, INNER, B, C, A)));
    DagStats.Summary summary = stats.summary();
    assertThat(summary.roots()).containsExactly(left, right);
    assertThat(summary.uniqueBlocks()).isEqualTo(6);
    assertThat(summary.uniqueBytes()).isEqualTo(sizes(LEFT, RIGHT, A, B, C, INNER));
    assertThat(summary.sharedBytes()).isEqualTo(sizes(A, B, C, INNER));
    assertThat(new DagStats(blocks).summary().ratio()).isEqualTo(1.0);
  }

  private static long sizes(Block... blocks) {
    long sum = 0;
    for (Block block : blocks) {
      sum += block.size();
    }
    return sum;
  }

  private static List<Block> visited(DagWalker walker, Block root) {
    List<Block> visited = new ArrayList<>();
    walker.walk(root.cid(), (block, depth) -> visited.add(block));
    return visited;
  }

  private static String name(Cid cid) {
    return cid.equals(A.cid()) ? "A"
        : cid.equals(B.cid()) ? "B"
            : cid.equals(C.cid()) ? "C"
                : cid.equals(INNER.cid()) ? "INNER"
                    : cid.equals(LEFT.cid()) ? "LEFT" : cid.equals(RIGHT.cid()) ? "RIGHT" : "ROOT";
  }
}
