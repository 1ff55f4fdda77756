package dev.cairn.dag.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dag.unixfs.chunk.Chunker;
import dev.cairn.dag.unixfs.chunk.XorShift;
import dev.cairn.multiformats.HashFunction;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roots that boxo v0.42.0, the library of Kubo, gives for the same bytes and options. */
final class BoxoVectorsTest {
  /** One file and the empty directory fit their CIDs; of the second file the leaves do, its root does not. */
  @ParameterizedTest
  @CsvSource({
      "0, false, QmNQLddjjp7kxoNYeDAjNX1QpWQcYGhfBk53zMe2uXrLDq",
      "1, false, bafybeihdum2vhhqlrr2bzpxcdkp74zipxvupsckere3egnpy4ldopgijiu",
      "0, true, QmQQBzjvmotLsQfWKkQAqycQgLT7irWMyEv4Qm3jFaANjJ",
      "1, true, bafybeig3r6biipy5sheycsskxmr22q4wicu4uzvk45x2nyuopwjhpm7yju"
  })
  void blocksInTheirCids(int version, boolean raw, String cid) {
    ImportOptions options = ImportOptions.defaults()
        .withCidVersion(version)
        .withRawLeaves(raw)
        .withInlineLimit(40)
        .withChunker(new Chunker.Fixed(20));
    try (TreeImporter importer = TreeImporter.open(block -> {}, options, ImportListener.none())) {
      push(importer, "d/small", XorShift.bytes(1, 20), Attributes.none());
      push(importer, "d/big", XorShift.bytes(2, 50), Attributes.none());
      push(importer, "d/huge", XorShift.bytes(3, 1000), Attributes.none());
      importer.directory("d/empty", Attributes.none());
      assertThat(importer.finish().getFirst().cid()).hasToString(cid);
    }
  }

  @ParameterizedTest
  @CsvSource({
      "sha1, bafybcfafyzszphcy4ksgto4qljzpq7cum22sshy",
      "blake3, bafyb4id4w5xluhvmxha7i6vheta4hkrbhrmiqwfovzvgjmvv3xr4ps3vcu",
      "sha2-512, bafybgqcbnf3c5cxm7u46gnptr4lrtnqqapqpkhqrcxajwe42g2yeuya5ye3sul3aud27asngjmxivyidwf6glj25p425jglvqsifip5"
          + "etkvga",
      "blake2b-256, bafykbzaceaganc3uy2vhsofrfr6qvuchomrnyazrdbxrqpd7yaqxurxq527og",
      "sha3-256, bafybmigngfpq76ynffzznnlrksnmjmswcy7wxmlkqipsxc6t4sp2a5p7d4"
  })
  void otherHashes(String hash, String cid) {
    ImportOptions options = ImportOptions.defaults()
        .withHash(HashFunction.of(hash).orElseThrow())
        .withChunker(new Chunker.Fixed(100));
    assertThat(Imports.file(block -> {}, options, XorShift.bytes(4, 1000))).hasToString(cid);
  }

  /** The link limit, not the size, makes the shards; only their root has mode and time. */
  @Test
  void aShardedDirectoryWithModeAndTime() {
    UnixTime time = new UnixTime(1_700_000_000, 5);
    Attributes file = Attributes.none().withMode(0640).withMtime(time);
    ImportOptions options = ImportOptions.defaults()
        .withCidVersion(1)
        .withKept(true, true)
        .withMaxDirectoryLinks(5)
        .withHamtFanout(16);
    try (TreeImporter importer = TreeImporter.open(block -> {}, options, ImportListener.none())) {
      importer.directory("d", file.withMode(0750));
      for (int i = 0; i < 40; i++) {
        push(importer, "d/n" + i, XorShift.bytes(i + 1, i), file);
      }
      assertThat(importer.finish().getFirst().cid())
          .hasToString("bafybeifzp5o3jb4dltja3up334v2zyyiy5jlmflvbqc2cgeq3utuit4afi");
    }
  }

  private static void push(TreeImporter importer, String path, byte[] content, Attributes attributes) {
    importer.file(path, new ByteArrayInputStream(content), content.length, attributes);
  }
}
