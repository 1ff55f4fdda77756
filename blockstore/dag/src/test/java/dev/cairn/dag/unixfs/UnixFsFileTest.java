package dev.cairn.dag.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dag.unixfs.chunk.Chunker;
import dev.cairn.multiformats.Cid;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class UnixFsFileTest {
  private final MemoryBlocks blocks = new MemoryBlocks();

  @Test
  void aFileReadsBackAsItWasWritten() {
    byte[] content = Imports.bytes(1, 10_000);
    Cid cid = Imports.file(
        blocks, ImportOptions.defaults().withChunker(new Chunker.Fixed(100)).withMaxFileLinks(3), content);

    UnixFsFile file = UnixFsFile.open(blocks, cid);

    assertThat(file.size()).isEqualTo(content.length);
    assertThat(Imports.read(file, 0, content.length)).isEqualTo(content);
    assertThat(Imports.read(file, 4_321, 1_234)).isEqualTo(Arrays.copyOfRange(content, 4_321, 5_555));
  }
}
