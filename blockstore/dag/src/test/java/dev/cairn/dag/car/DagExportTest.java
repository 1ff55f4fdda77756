package dev.cairn.dag.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.dag.Blocks;
import dev.cairn.dag.Fixtures;
import dev.cairn.dag.walk.DagStats;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DagExportTest {
  private static final Block A = Blocks.raw("a");
  private static final Block B = Blocks.raw("b");
  private static final Block INLINE = Block.of(Multicodec.RAW, HashFunction.IDENTITY, new byte[]{1});
  private static final Block LEFT = Blocks.pb(A, B, A);
  private static final Block RIGHT = Blocks.cbor(B, INLINE, LEFT);
  private static final Block ROOT = Blocks.pb(LEFT, RIGHT, A);
  private final Blocks blocks = new Blocks().with(A, B, LEFT, RIGHT, ROOT);

  @Test
  void export_writesEachBlockOnce_inDepthFirstPreOrder() throws IOException {
    List<Long> progress = new ArrayList<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DagExport.from(blocks).write(ROOT.cid(), out, progress::add);
    assertThat(read(out)).containsExactly(ROOT, LEFT, A, B, RIGHT, INLINE);
    assertThat(progress).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void export_leavesIdentityBlocksOut_whenTold() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DagExport.from(blocks).withoutIdentityBlocks().write(ROOT.cid(), out, count -> {});
    assertThat(read(out)).containsExactly(ROOT, LEFT, A, B, RIGHT);
    out.reset();
    DagExport.from(blocks).withoutIdentityBlocks().write(INLINE.cid(), out, count -> {});
    assertThat(read(out)).isEmpty();
  }

  @Test
  void export_ofAMissingBlock_fails_orGoesOnWithout() throws IOException {
    blocks.drop(LEFT.cid());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> DagExport.from(blocks).write(ROOT.cid(), out, count -> {}))
        .isInstanceOf(BlockNotFoundException.class)
        .hasMessageContaining(LEFT.cid().toString());
    out.reset();
    DagExport.from(blocks).partial().write(ROOT.cid(), out, count -> {});
    assertThat(read(out)).containsExactly(ROOT, RIGHT, B, INLINE, A);
  }

  @Test
  void export_ofAMissingRoot_writesNothing() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Cid root = Blocks.raw("elsewhere").cid();
    assertThatThrownBy(() -> DagExport.from(blocks).partial().write(root, out, count -> {}))
        .isInstanceOf(BlockNotFoundException.class);
    assertThat(out.size()).isZero();
  }

  /** The figures are what Kubo's "dag stat" says of this file, and the file is what its "dag export" writes. */
  @Test
  void officialFile_isCountedAndExportedAsByKubo() throws IOException {
    byte[] file = Fixtures.bytes(Fixtures.path("car/dag-stat.car"));
    List<Block> imported = read(new ByteArrayInputStream(file));
    Blocks source = new Blocks().with(imported.toArray(Block[]::new));
    Cid root = imported.getFirst().cid();

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DagExport.from(source).write(root, out, count -> {});
    assertThat(out.toByteArray()).isEqualTo(file);

    assertThat(new DagStats(source).add(root, count -> {})).isEqualTo(new DagStats.Root(root, 4, 194));
    DagStats stats = new DagStats(source);
    stats.add(imported.get(1).cid(), count -> {});
    stats.add(imported.get(3).cid(), count -> {});
    assertThat(stats.summary().roots()).extracting(DagStats.Root::bytes).containsExactly(53L, 53L);
    assertThat(stats.summary().uniqueBlocks()).isEqualTo(3);
    assertThat(stats.summary().uniqueBytes()).isEqualTo(99);
    assertThat(stats.summary().sharedBytes()).isEqualTo(7);
    assertThat(stats.summary().ratio()).isCloseTo(1.0707071, within(1e-6));
  }

  private static List<Block> read(ByteArrayOutputStream out) throws IOException {
    return read(new ByteArrayInputStream(out.toByteArray()));
  }

  private static List<Block> read(InputStream in) throws IOException {
    List<Block> blocks = new ArrayList<>();
    try (CarReader reader = CarReader.open(in)) {
      for (Optional<Block> next = reader.next(); next.isPresent(); next = reader.next()) {
        blocks.add(next.get());
      }
    }
    return blocks;
  }
}
