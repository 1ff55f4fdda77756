package dev.cairn.dag.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.dag.Block;
import dev.cairn.dag.unixfs.chunk.Chunker;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class UnixFsFileTest {
  private static final byte[] CONTENT = Imports.bytes(1, 10_000);

  private final MemoryBlocks blocks = new MemoryBlocks();
  private final UnixFsFile file = UnixFsFile.open(
      blocks,
      Imports.file(blocks, ImportOptions.defaults().withChunker(new Chunker.Fixed(100)).withMaxFileLinks(10),
          CONTENT));

  @Test
  void aRange_readsItsLeavesAndTheWayToThemOnly() {
    blocks.read.clear();
    assertThat(Imports.read(file, 4_350, 100)).isEqualTo(Arrays.copyOfRange(CONTENT, 4_350, 4_450));
    // Two leaves below one node below the root, which is here already.
    assertThat(blocks.read).hasSize(3);
  }

  @Test
  void aRangeOutsideOfTheFile_isRefused() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long[] range : new long[][]{{-1, 1}, {0, 10_001}, {10_000, 1}, {5, -1}, {1, Long.MAX_VALUE}}) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> file.writeTo(range[0], range[1], out));
    }
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> file.newInputStream(10_001));
    assertThat(out.size()).isZero();
    assertThat(Imports.read(file, 10_000, 0)).isEmpty();
  }

  @Test
  void thePieces_areTheFile() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.writeTo(50, 9_900, (ByteBuffer piece) -> {
      assertThat(piece.remaining()).isBetween(1, 100);
      out.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
    });
    assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(CONTENT, 50, 9_950));
  }

  @Property(tries = 200)
  void aStream_readsAndSkipsAsItShould(
      @ForAll @IntRange(max = 10_000) int start,
      @ForAll @Size(max = 30) List<@IntRange(min = -500, max = 500) Integer> steps)
      throws IOException {
    try (InputStream in = file.newInputStream(start)) {
      int at = start;
      for (int step : steps) {
        if (step < 0) {
          int skipped = (int) in.skip(-step);
          assertThat(skipped).isEqualTo(Math.min(-step, CONTENT.length - at));
          at += skipped;
        } else {
          byte[] read = in.readNBytes(step);
          assertThat(read).isEqualTo(Arrays.copyOfRange(CONTENT, at, Math.min(at + step, CONTENT.length)));
          at += read.length;
        }
      }
      assertThat(in.available()).isLessThanOrEqualTo(CONTENT.length - at);
      int next = in.read();
      assertThat(next).isEqualTo(at < CONTENT.length ? CONTENT[at++] & 0xff : -1);
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      assertThat(in.transferTo(rest)).isEqualTo(CONTENT.length - at);
      assertThat(rest.toByteArray()).isEqualTo(Arrays.copyOfRange(CONTENT, at, CONTENT.length));
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void skipping_fetchesNothingOfWhatIsSkipped() throws IOException {
    try (InputStream in = file.newInputStream(0)) {
      blocks.read.clear();
      assertThat(in.skip(9_899)).isEqualTo(9_899);
      assertThat(blocks.read).isEmpty();
      assertThat(in.read()).isEqualTo(CONTENT[9_899] & 0xff);
      assertThat(blocks.read).hasSize(2);
    }
  }

  @Test
  void aRawBlock_isAFile() {
    Block block = Block.of(Multicodec.RAW, HashFunction.SHA2_256, CONTENT);
    blocks.put(block);
    UnixFsFile raw = UnixFsFile.open(blocks, block.cid());
    assertThat(raw.size()).isEqualTo(CONTENT.length);
    assertThat(Imports.read(raw, 10, 20)).isEqualTo(Arrays.copyOfRange(CONTENT, 10, 30));
    assertThat(raw.stat()).isEqualTo(
        new UnixFsStat(block.cid(), UnixFsStat.Kind.FILE, 10_000, 10_000, 0, false, Attributes.none()));
  }

  @Test
  void anIdentityCid_needsNoSource() {
    Cid cid = Cid.v1(Multicodec.RAW, HashFunction.IDENTITY.hash(new byte[]{1, 2, 3}));
    assertThat(Imports.read(UnixFsFile.open(none -> Optional.empty(), cid), 1, 2)).containsExactly(2, 3);
  }

  @Test
  void stat_saysWhatTheRootSays() {
    UnixFsStat stat = UnixFs.stat(blocks, file.cid());
    assertThat(stat).isEqualTo(file.stat());
    assertThat(stat.size()).isEqualTo(10_000);
    assertThat(stat.blocks()).isEqualTo(10);
    long all = 0;
    for (Cid cid : blocks.written) {
      all += blocks.require(cid).size();
    }
    assertThat(stat.cumulativeSize()).isEqualTo(all);
  }
}
