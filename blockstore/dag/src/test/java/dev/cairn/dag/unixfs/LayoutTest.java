package dev.cairn.dag.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dag.unixfs.chunk.Chunker;
import dev.cairn.dag.unixfs.chunk.XorShift;
import dev.cairn.multiformats.Cid;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected CIDs are those that boxo v0.42.0, the library of Kubo, gives for the same bytes and options. */
final class LayoutTest {
  @ParameterizedTest
  @CsvSource({
      "buzhash, BALANCED, false, QmXG7Eb5UfjmQ3CjzaejdE3Xd4ZNn8SbWJS42ENSCKRSSD",
      "buzhash, TRICKLE, false, QmbTehG9XRYGNQEhcK3H9KhpJim98BTcCB4d8pwpzfSgmv",
      "buzhash, BALANCED, true, bafybeiekgoihlwthff6rvg3zuheo4b4ynvodbbmbjhoprej5ezu3s4qiqy",
      "buzhash, TRICKLE, true, bafybeibdorkzjtixsw7ou2kzgm6vlampwrigumjiwvms3f6rfabu5fcf6i",
      "rabin, BALANCED, false, QmcYyzkf6HpjrTvX8jJsxQz1Ndmvytekma2Fdwg84G8fG5",
      "rabin, TRICKLE, false, QmSwgnimGvemE682ZafVBQMEiLduhFALFPbh6879j2A4M2",
      "rabin, BALANCED, true, bafybeibzm55uqgzfq2utnmpv36n4rxuhujlnxakxmox3zehfmf3sr6wfky",
      "rabin, TRICKLE, true, bafybeiewps44kd5eki22kgff7nsdhcezi35hv2eclflpja7lluruqujxve",
      "rabin-1000-5000-20000, BALANCED, false, QmVkWKXpqwLuH3xxaadTgXCQ5P2TnVvPZ8Re8KUa2FjnM9",
      "rabin-1000-5000-20000, TRICKLE, false, Qmf6cnSkG1XMaQmXVfzSbU4Kn3gj5bHxjoQfLc8Xg2yLSL",
      "rabin-1000-5000-20000, BALANCED, true, bafybeibqkbj4h24v6iz74atrjd7dq7yut7ndp5iejonjcw2avkfeczzoku",
      "rabin-1000-5000-20000, TRICKLE, true, bafybeihknty6xhoc7r652cemw3cfyth5z6eibnitddjpvrnqi2qojdi35e",
      "size-40000, BALANCED, false, QmWSi2UfLwkK3JuuEdTNSvRW1TYDpx5v8pUQrGq7q8MahL",
      "size-40000, TRICKLE, false, QmWWcygSi8r7dykH9mAps7kMW9VgZg8nEtyn1J1cm1nBhc",
      "size-40000, BALANCED, true, bafybeigcqovlhjqpdakl2zzr55zlfei4z3poewf2c2zvraffoifp6v6alm",
      "size-40000, TRICKLE, true, bafybeibnis4v67y2sixsvxg7oavnc6fxn6gqxy4q6hv2qvbdre7rhn45qi"
  })
  void aTreeOfThreeLinksANode(String chunker, ImportOptions.Layout layout, boolean raw, String cid) {
    byte[] content = XorShift.bytes(42, 3_000_000);
    MemoryBlocks blocks = new MemoryBlocks();
    ImportOptions options = options(layout, raw).withChunker(Chunker.parse(chunker)).withMaxFileLinks(3);
    assertThat(Imports.file(blocks, options, content)).hasToString(cid);
    UnixFsFile file = UnixFsFile.open(blocks, Cid.parse(cid));
    assertThat(Imports.read(file, 0, file.size())).isEqualTo(content);
  }

  @ParameterizedTest
  @CsvSource({
      "BALANCED, false, QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH",
      "TRICKLE, false, QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH",
      "BALANCED, true, bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
      "TRICKLE, true, bafybeif7ztnhq65lumvvtr4ekcwd2ifwgm3awq4zfr3srh462rwyinlb4y"
  })
  void anEmptyFile(ImportOptions.Layout layout, boolean raw, String cid) {
    assertThat(Imports.file(block -> {}, options(layout, raw), new byte[0])).hasToString(cid);
  }

  @ParameterizedTest
  @CsvSource({
      "131072, BALANCED, false, QmW414kYz3tri8rLzPX4tYJGxWq1WdEMaJA6cgjZ9AmER2",
      "131072, TRICKLE, false, QmStkeRNT6c1CvCEcx5jtpmtat4qUYPc6e7b6JgD23sDzs",
      "131072, BALANCED, true, bafkreifkzkwjgkoc3r5xlep2bcjo2eyzct6ut5ue64pd76g36lmnt7h3mu",
      "131072, TRICKLE, true, bafybeiffex2gwfed4zo4hxmmjg65gtrvr6zic2oflmiwyqsq4ejt6k2rui",
      "131073, BALANCED, false, QmXbHw7uwdrxT4BPUionihnbbqXE9PESHBvHraBpHigBqC",
      "131073, TRICKLE, false, QmR3QEGKt4LqQUVfv2DMxMbRpBgUhvUYuE44dwXw277Mn3"
  })
  void aFileOfOneLeaf(int size, ImportOptions.Layout layout, boolean raw, String cid) {
    ImportOptions options = options(layout, raw).withChunker(new Chunker.Buzhash());
    assertThat(Imports.file(block -> {}, options, XorShift.bytes(42, size))).hasToString(cid);
  }

  /** From IPIP-499: 180 chunks of the recipe's bytes. */
  @Test
  void theTrickleVectorOfIpip499_hasTheShapeOfItsDescription() {
    MemoryBlocks blocks = new MemoryBlocks();
    ImportOptions options = options(ImportOptions.Layout.TRICKLE, false).withChunker(new Chunker.Fixed(1));
    UnixFsFile file = UnixFsFile.open(blocks, Imports.file(blocks, options, new byte[180]));
    // 174 leaves and one subtree with the other six.
    assertThat(file.stat().blocks()).isEqualTo(175);
  }

  @Property(tries = 60)
  void whateverTheShape_theFileReadsBack(
      @ForAll @IntRange(max = 4000) int size,
      @ForAll @IntRange(min = 2, max = 7) int links,
      @ForAll @IntRange(min = 1, max = 50) int chunk,
      @ForAll ImportOptions.Layout layout,
      @ForAll boolean raw,
      @ForAll @IntRange(max = 4000) int from,
      @ForAll @IntRange(max = 4000) int to) {
    byte[] content = XorShift.bytes(size + 1L, size);
    MemoryBlocks blocks = new MemoryBlocks();
    ImportOptions options = options(layout, raw).withChunker(new Chunker.Fixed(chunk))
        .withMaxFileLinks(links);
    UnixFsFile file = UnixFsFile.open(blocks, Imports.file(blocks, options, content));

    assertThat(file.size()).isEqualTo(size);
    assertThat(Imports.read(file, 0, size)).isEqualTo(content);
    int low = Math.min(Math.min(from, to), size);
    int high = Math.min(Math.max(from, to), size);
    blocks.read.clear();
    assertThat(Imports.read(file, low, high - low)).isEqualTo(Arrays.copyOfRange(content, low, high));
    int leaves = high == low ? 0 : (high - 1) / chunk - low / chunk + 1;
    assertThat(blocks.read.size()).isBetween(file.stat().blocks() == 0 ? 0 : leaves, leaves * 12);
  }

  private static ImportOptions options(ImportOptions.Layout layout, boolean raw) {
    return ImportOptions.defaults().withCidVersion(raw ? 1 : 0).withLayout(layout);
  }
}
