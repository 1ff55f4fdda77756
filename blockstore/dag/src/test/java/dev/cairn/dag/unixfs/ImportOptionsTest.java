package dev.cairn.dag.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.dag.unixfs.chunk.Chunker;
import dev.cairn.multiformats.HashFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ImportOptionsTest {
  private static final ImportOptions DEFAULTS = ImportOptions.defaults();

  @Test
  void cidVersionOne_turnsRawLeavesOn_unlessToldOtherwise() {
    assertThat(DEFAULTS.cidVersion()).isZero();
    assertThat(DEFAULTS.rawLeaves()).isFalse();
    assertThat(DEFAULTS.withCidVersion(1).rawLeaves()).isTrue();
    assertThat(DEFAULTS.withRawLeaves(false).withCidVersion(1).rawLeaves()).isFalse();
    assertThat(DEFAULTS.withRawLeaves(true).rawLeaves()).isTrue();
    assertThat(DEFAULTS.withRawLeaves(true).cidVersion()).isZero();
  }

  @Test
  void anotherHash_forcesCidVersionOne() {
    ImportOptions other = DEFAULTS.withHash(HashFunction.BLAKE3);
    assertThat(other.cidVersion()).isEqualTo(1);
    assertThat(other.rawLeaves()).isTrue();
    assertThat(other.withCidVersion(1).check().cidVersion()).isEqualTo(1);
    ImportOptions impossible = other.withCidVersion(0);
    assertThatIllegalArgumentException().isThrownBy(impossible::check)
        .withMessageContaining("--cid-version=0 with --hash=blake3")
        .withMessageContaining("for example --cid-version=1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TreeImporter.open(block -> {}, impossible, ImportListener.none()));
  }

  @Test
  void attributes_turnRawLeavesOff_andRefuseThemWhenTheyWereAskedFor() {
    ImportOptions one = DEFAULTS.withCidVersion(1);
    for (ImportOptions with : new ImportOptions[]{
        one.withKept(true, false), one.withKept(false, true),
        one.withAttributes(Attributes.none().withMode(0600))}) {
      assertThat(with.check().rawLeaves()).isFalse();
      assertThatIllegalArgumentException().isThrownBy(with.withRawLeaves(true)::check)
          .withMessageContaining("--raw-leaves");
    }
  }

  @Test
  void rawLeavesWithAttributes_wrapAFileOfOneChunk() {
    ImportOptions options = DEFAULTS.withCidVersion(1).withRawLeaves(true)
        .withAttributes(Attributes.none().withMode(0600)).withChunker(new Chunker.Fixed(10));
    MemoryBlocks blocks = new MemoryBlocks();
    UnixFsFile small = UnixFsFile.open(blocks, Imports.file(blocks, options, new byte[10]));
    UnixFsFile large = UnixFsFile.open(blocks, Imports.file(blocks, options, new byte[11]));
    assertThat(small.attributes().mode()).hasValue(0600);
    assertThat(small.stat().blocks()).isZero();
    assertThat(large.attributes().mode()).hasValue(0600);
    assertThat(NodeView.load(blocks, large.cid()).links())
        .allSatisfy(link -> assertThat(link.cid().toString()).startsWith("bafkrei"));
  }

  @Test
  void theProfilesOfIpip499() {
    assertThat(ImportOptions.unixfsV0_2015().withCidVersion(1).rawLeaves()).isFalse();
    ImportOptions modern = ImportOptions.unixfsV1_2025();
    assertThat(modern.chunker()).hasToString("size-1048576");
    assertThat(modern.maxFileLinks()).isEqualTo(1024);
    assertThat(modern.hamtFanout()).isEqualTo(256);
    assertThat(modern.hamtThresholdBytes()).isEqualTo(262_144);
    assertThat(modern.sizeEstimation()).isEqualTo(ImportOptions.SizeEstimation.BLOCK);
  }

  @Test
  void whatIsOutOfBounds_isRefusedWithTheFlagAndAnExample() {
    refused(o -> o.withCidVersion(2), "--cid-version=2", "--cid-version=1");
    refused(o -> o.withCidVersion(-1), "--cid-version=-1", "--cid-version=1");
    refused(o -> o.withHash(HashFunction.IDENTITY), "--hash=identity", "--inline");
    refused(o -> o.withHash(HashFunction.MURMUR3_X64_64), "--hash=murmur3-x64-64", "--hash=sha2-256");
    refused(o -> o.withMaxFileLinks(1), "--max-file-links=1", "--max-file-links=174");
    refused(o -> o.withMaxFileLinks(32_769), "--max-file-links=32769", "--max-file-links=174");
    refused(o -> o.withMaxDirectoryLinks(-1), "--max-directory-links=-1", "--max-directory-links=0");
    for (int fanout : new int[]{0, -8, 4, 255, 2048}) {
      refused(o -> o.withHamtFanout(fanout), "--max-hamt-fanout=" + fanout, "--max-hamt-fanout=256");
    }
    refused(o -> o.withHamtThresholdBytes(-1), "HAMT threshold of -1", "256KiB");
    refused(o -> o.withInlineLimit(129), "--inline-limit=129", "--inline-limit=32");
  }

  private static void refused(Function<ImportOptions, ImportOptions> change, String what, String example) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(DEFAULTS))
        .withMessageContaining(what)
        .withMessageContaining("for example " + (example.equals("256KiB") ? "Import." : example));
  }
}
