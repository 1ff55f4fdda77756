package dev.cairn.dag.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dag.Block;
import dev.cairn.dag.unixfs.chunk.Chunk;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BlockMakerTest {
  private static final BlockMaker MAKER = new BlockMaker(ImportOptions.defaults().withRawLeaves(false));

  @Property(tries = 300)
  void aFramedChunk_becomesTheBlockOfItsCopy_inItsOwnArray(
      @ForAll @IntRange(min = 1, max = 70_000) int length) {
    check(length);
  }

  @Example
  void aFramedChunk_fitsWhereTheVarintsGrow() {
    for (int edge : new int[]{1 << 7, 1 << 14, 1 << 21}) {
      for (int length = edge - 20; length <= Math.min(edge + 3, 2_096_000); length++) {
        check(length);
      }
    }
  }

  private static void check(int length) {
    byte[] content = new byte[length];
    Arrays.fill(content, (byte) length);
    byte[] holder = new byte[MAKER.before(length) + length + MAKER.after(length)];
    System.arraycopy(content, 0, holder, MAKER.before(length), length);
    Block inPlace = MAKER.leaf(
        new Chunk(holder, MAKER.before(length), length), UnixFsData.Type.FILE, Attributes.none());
    Block copied = MAKER.leaf(new Chunk(content, 0, length), UnixFsData.Type.FILE, Attributes.none());
    assertThat(inPlace.bytes()).isSameAs(holder);
    assertThat(copied.bytes()).isNotSameAs(content).isEqualTo(holder);
    assertThat(inPlace).isEqualTo(copied);
  }
}
