package dev.cairn.dag.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.dag.pb.DagPb;
import dev.cairn.dag.pb.PbLink;
import dev.cairn.dag.pb.PbNode;
import dev.cairn.dag.unixfs.UnixFsException.Code;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.assertj.core.api.ThrowableTypeAssert;
import org.junit.jupiter.api.Test;

/** Blocks that hash to their CIDs and lie all the same. */
final class HostileBlocksTest {
  private final MemoryBlocks blocks = new MemoryBlocks();

  @Test
  void aBlockInAnotherCodec() {
    Cid cid = put(Block.of(Multicodec.DAG_CBOR, HashFunction.SHA2_256, new byte[]{(byte) 0xa0}));
    refused(Code.NOT_UNIXFS, cid, "dag-cbor").isThrownBy(() -> UnixFs.open(blocks, cid));
    blocks.remove(cid);
    // Known from the CID alone.
    refused(Code.NOT_UNIXFS, cid, "dag-cbor").isThrownBy(() -> UnixFs.open(blocks, cid));
  }

  @Test
  void aNodeWithoutAMessage() {
    Cid cid = put(Block.v0(DagPb.encode(new PbNode(List.of(), null))));
    refused(Code.NOT_UNIXFS, cid, "without a UnixFS message").isThrownBy(() -> UnixFs.open(blocks, cid));
  }

  @Test
  void aNodeWithAnotherMessage() {
    Cid cid = put(Block.v0(DagPb.encode(new PbNode(List.of(), new byte[]{1, 2, 3}))));
    refused(Code.NOT_UNIXFS, cid, "no UnixFS message").isThrownBy(() -> UnixFs.open(blocks, cid));
  }

  @Test
  void aBlockThatIsNoDagPb() {
    Cid cid = put(Block.v0(new byte[]{(byte) 0xff, 1}));
    refused(Code.MALFORMED, cid, "malformed dag-pb").isThrownBy(() -> UnixFs.open(blocks, cid));
  }

  @Test
  void anotherTypeThanWasAskedFor() {
    Cid directory = put(List.of(), UnixFsData.directory(Attributes.none()));
    Cid file = put(List.of(), leaf("x"));
    refused(Code.WRONG_TYPE, directory, "is a UnixFS directory, not a file")
        .isThrownBy(() -> UnixFsFile.open(blocks, directory));
    refused(Code.WRONG_TYPE, file, "is a UnixFS file, not a directory")
        .isThrownBy(() -> UnixFsDirectory.open(blocks, file));
    Cid metadata = put(List.of(), message(UnixFsData.Type.METADATA, null, OptionalLong.empty()));
    refused(Code.WRONG_TYPE, metadata, "metadata").isThrownBy(() -> UnixFs.open(blocks, metadata));
  }

  @Test
  void moreLinksThanBlockSizes() {
    Cid leaf = put(List.of(), leaf("x"));
    Cid cid = put(List.of(link(leaf), link(leaf)), UnixFsData.file(new long[]{1}, Attributes.none()));
    refused(Code.MALFORMED, cid, "2 links and 1 block sizes").isThrownBy(() -> UnixFsFile.open(blocks, cid));
  }

  @Test
  void aFileSizeThatIsNotTheSum() {
    Cid leaf = put(List.of(), leaf("x"));
    Cid cid = put(List.of(link(leaf)), message(UnixFsData.Type.FILE, null, OptionalLong.of(7), 1));
    refused(Code.MALFORMED, cid, "claims a file size of 7 bytes, but its parts add up to 1")
        .isThrownBy(() -> UnixFsFile.open(blocks, cid));
    Cid own = put(List.of(), message(UnixFsData.Type.FILE, new byte[3], OptionalLong.of(2)));
    refused(Code.MALFORMED, own, "add up to 3").isThrownBy(() -> UnixFsFile.open(blocks, own));
  }

  @Test
  void blockSizesThatOverflow() {
    Cid leaf = put(List.of(), leaf("x"));
    Cid cid = put(
        List.of(link(leaf), link(leaf), link(leaf)),
        message(UnixFsData.Type.FILE, null, OptionalLong.empty(), Long.MAX_VALUE, Long.MAX_VALUE, 3));
    refused(Code.MALFORMED, cid, "more than 2^63").isThrownBy(() -> UnixFsFile.open(blocks, cid));
  }

  @Test
  void aFileSizeThatIsNotSaid_isTheSum() {
    Cid leaf = put(List.of(), leaf("xy"));
    Cid cid = put(List.of(link(leaf)), message(UnixFsData.Type.FILE, new byte[3], OptionalLong.empty(), 2));
    assertThat(UnixFsFile.open(blocks, cid).size()).isEqualTo(5);
  }

  @Test
  void aChildOfAnotherSizeThanItsParentClaims() {
    Cid leaf = put(List.of(), leaf("xy"));
    Cid raw = put(Block.of(Multicodec.RAW, HashFunction.SHA2_256, new byte[9]));
    for (Cid child : List.of(leaf, raw)) {
      Cid cid = put(List.of(link(leaf), link(child)), UnixFsData.file(new long[]{2, 5}, Attributes.none()));
      UnixFsFile file = UnixFsFile.open(blocks, cid);
      assertThat(Imports.read(file, 0, 2)).hasSize(2);
      refused(Code.MALFORMED, cid, "claims 5 bytes below link 1 to " + child)
          .isThrownBy(() -> Imports.read(file, 0, 7));
    }
  }

  @Test
  void aDirectoryInAFile() {
    Cid directory = put(List.of(), UnixFsData.directory(Attributes.none()));
    Cid cid = put(List.of(link(directory)), UnixFsData.file(new long[]{2}, Attributes.none()));
    UnixFsFile file = UnixFsFile.open(blocks, cid);
    refused(Code.WRONG_TYPE, directory, "not a file").isThrownBy(() -> Imports.read(file, 0, 2));
  }

  @Test
  void aFileThatIsTooDeep() {
    Cid cid = put(List.of(), leaf("x"));
    for (int i = 0; i < FileCursor.MAX_DEPTH - 1; i++) {
      cid = put(List.of(link(cid)), UnixFsData.file(new long[]{1}, Attributes.none()));
    }
    assertThat(Imports.read(UnixFsFile.open(blocks, cid), 0, 1)).containsExactly('x');
    Cid deeper = put(List.of(link(cid)), UnixFsData.file(new long[]{1}, Attributes.none()));
    assertThatExceptionOfType(UnixFsException.class)
        .isThrownBy(() -> Imports.read(UnixFsFile.open(blocks, deeper), 0, 1))
        .withMessageContaining("more than 64 nodes below the root");
  }

  /** Each level has a thousand links to the same node of no bytes; following them all would never end. */
  @Test
  void aTreeOfNothing_isNotWalked() {
    Cid cid = put(List.of(), leaf(""));
    for (int i = 0; i < 20; i++) {
      List<PbLink> links = new ArrayList<>();
      for (int j = 0; j < 1000; j++) {
        links.add(link(cid));
      }
      cid = put(links, UnixFsData.file(new long[1000], Attributes.none()));
    }
    UnixFsFile file = UnixFsFile.open(blocks, cid);
    assertThat(file.size()).isZero();
    blocks.read.clear();
    assertThat(Imports.read(file, 0, 0)).isEmpty();
    assertThat(blocks.read).isEmpty();
  }

  @Test
  void aMissingLeaf_isNamed_andTheOthersAreRead() {
    Cid first = put(List.of(), leaf("ab"));
    Cid second = put(List.of(), leaf("cd"));
    Cid third = put(List.of(), leaf("ef"));
    Cid cid = put(
        List.of(link(first), link(second), link(third)),
        UnixFsData.file(new long[]{2, 2, 2}, Attributes.none()));
    blocks.remove(second);
    UnixFsFile file = UnixFsFile.open(blocks, cid);
    assertThat(Imports.read(file, 4, 2)).containsExactly('e', 'f');
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatExceptionOfType(BlockNotFoundException.class)
        .isThrownBy(() -> file.writeTo(0, 6, out))
        .withMessageContaining(second.toString());
    assertThat(out.toString()).isEqualTo("ab");
  }

  @Test
  void aSymbolicLinkWithBlocksBelowIt() {
    Cid leaf = put(List.of(), leaf("x"));
    Cid cid = put(List.of(link(leaf)), UnixFsData.symlink(new byte[]{'a'}, Attributes.none()));
    refused(Code.MALFORMED, cid, "has 1").isThrownBy(() -> UnixFs.open(blocks, cid));
  }

  @Test
  void aShardWithAnotherHash() {
    for (OptionalLong hash : List.of(OptionalLong.empty(), OptionalLong.of(0x12))) {
      Cid cid = put(List.of(), shard(new byte[0], hash, OptionalLong.of(256)));
      refused(Code.MALFORMED, cid, "is not murmur3-x64-64").isThrownBy(() -> UnixFs.open(blocks, cid));
    }
  }

  @Test
  void aShardWithABadFanout() {
    for (long fanout : new long[]{0, 1, 4, 12, 255, 2048, 1L << 62, -1}) {
      Cid cid = put(List.of(), shard(new byte[0], OptionalLong.of(0x22), OptionalLong.of(fanout)));
      refused(Code.MALFORMED, cid, "fanout of " + Long.toUnsignedString(fanout))
          .isThrownBy(() -> UnixFs.open(blocks, cid));
    }
  }

  @Test
  void aShardWithABitfieldThatDoesNotFit() {
    Cid leaf = put(List.of(), leaf("x"));
    Cid tooLong = put(List.of(), UnixFsData.shard(new byte[33], 256, Attributes.none()));
    refused(Code.MALFORMED, tooLong, "bitfield of 33 bytes").isThrownBy(() -> UnixFs.open(blocks, tooLong));
    Cid more = put(List.of(link(leaf, "00a")), UnixFsData.shard(new byte[]{3}, 256, Attributes.none()));
    refused(Code.MALFORMED, more, "2 places taken, but 1 links").isThrownBy(() -> UnixFs.open(blocks, more));
    Cid other = put(List.of(link(leaf, "00a")), UnixFsData.shard(new byte[]{2}, 256, Attributes.none()));
    refused(Code.MALFORMED, other, "\"00a\" is not for place 1").isThrownBy(() -> UnixFs.open(blocks, other));
    for (String name : List.of("", "0", "0g", "aa")) {
      Cid cid = put(List.of(link(leaf, name)), UnixFsData.shard(new byte[]{1}, 256, Attributes.none()));
      refused(Code.MALFORMED, cid, "is not for place 0").isThrownBy(() -> UnixFs.open(blocks, cid));
    }
  }

  @Test
  void aBitfieldWithLeadingZeros_isFine() {
    Cid leaf = put(List.of(), leaf("x"));
    int place = NameHash.place(NameHash.of("a"), 0, 8);
    byte[] bits = new byte[32];
    bits[31 - place / 8] = (byte) (1 << place % 8);
    Cid cid = put(
        List.of(link(leaf, HamtShard.prefix(place, 256) + "a")),
        UnixFsData.shard(bits, 256, Attributes.none()));
    assertThat(UnixFsDirectory.open(blocks, cid).lookup("a")).isPresent();
  }

  @Test
  void anEntryInTheWrongPlace() {
    Cid leaf = put(List.of(), leaf("x"));
    int place = (NameHash.place(NameHash.of("a"), 0, 8) + 1) % 8;
    Cid cid = put(
        List.of(link(leaf, HamtShard.prefix(place, 256) + "a")),
        UnixFsData.shard(new byte[]{(byte) (1 << place)}, 256, Attributes.none()));
    UnixFsDirectory directory = UnixFsDirectory.open(blocks, cid);
    refused(Code.MALFORMED, cid, "\"a\" is not where its hash belongs")
        .isThrownBy(() -> directory.forEachEntry(e -> {}));
  }

  /** Eight levels of shards whose every place leads to the same next one: 1024^6 entries in six blocks. */
  @Test
  void aSmallTreeOfShards_isNoEndlessDirectory() {
    Cid leaf = put(List.of(), leaf("x"));
    Cid cid = put(List.of(link(leaf, "000a")), UnixFsData.shard(new byte[]{1}, 1024, Attributes.none()));
    for (int i = 0; i < 7; i++) {
      List<PbLink> links = new ArrayList<>();
      for (int place = 0; place < 1024; place++) {
        links.add(link(cid, HamtShard.prefix(place, 1024)));
      }
      byte[] all = new byte[128];
      Arrays.fill(all, (byte) 0xff);
      cid = put(links, UnixFsData.shard(all, 1024, Attributes.none()));
    }
    UnixFsDirectory directory = UnixFsDirectory.open(blocks, cid);
    assertThatExceptionOfType(UnixFsException.class)
        .isThrownBy(() -> directory.forEachEntry(entry -> {}))
        .withMessageContaining("deeper");
    assertThatExceptionOfType(UnixFsException.class)
        .isThrownBy(() -> directory.lookup("whatever"))
        .withMessageContaining("deeper");
  }

  @Test
  void aFileInTheTreeOfShards() {
    Cid leaf = put(List.of(), leaf("x"));
    int place = NameHash.place(NameHash.of("a"), 0, 3);
    Cid cid = put(
        List.of(link(leaf, HamtShard.prefix(place, 8))),
        UnixFsData.shard(new byte[]{(byte) (1 << place)}, 8, Attributes.none()));
    UnixFsDirectory directory = UnixFsDirectory.open(blocks, cid);
    refused(Code.WRONG_TYPE, leaf, "not a part of a sharded directory")
        .isThrownBy(() -> directory.lookup("a"));
    Cid raw = put(Block.of(Multicodec.RAW, HashFunction.SHA2_256, new byte[9]));
    Cid rawShard = put(List.of(link(raw, "0")), UnixFsData.shard(new byte[]{1}, 8, Attributes.none()));
    refused(Code.MALFORMED, rawShard, "not dag-pb").isThrownBy(() -> UnixFs.open(blocks, rawShard));
  }

  @Test
  void ofTwoEntriesWithOneName_theFirstIsFound() {
    Cid first = put(List.of(), leaf("1"));
    Cid second = put(List.of(), leaf("2"));
    Cid cid = put(List.of(link(first, "a"), link(second, "a")), UnixFsData.directory(Attributes.none()));
    UnixFsDirectory directory = UnixFsDirectory.open(blocks, cid);
    assertThat(directory.lookup("a").orElseThrow().cid()).isEqualTo(first);
    assertThat(directory).hasSize(2);
  }

  @Test
  void directoriesTooDeepInEachOther() {
    Cid cid = put(List.of(), UnixFsData.directory(Attributes.none()));
    for (int i = 0; i < TreeWalk.MAX_DEPTH; i++) {
      cid = put(List.of(link(cid, "d")), UnixFsData.directory(Attributes.none()));
    }
    Cid root = cid;
    assertThatExceptionOfType(UnixFsException.class)
        .isThrownBy(() -> UnixFs.walk(blocks, root, new TreeVisitor<RuntimeException>() {
          @Override
          public void directory(String path, UnixFsDirectory directory) {
            assertThat(path.length()).isLessThan(2 * TreeWalk.MAX_DEPTH);
          }

          @Override
          public void file(String path, UnixFsFile file) {
            throw new AssertionError(path);
          }

          @Override
          public void symlink(String path, UnixFsSymlink link) {
            throw new AssertionError(path);
          }
        }))
        .withMessageContaining("more than 1024 directories deep");
  }

  /** Real nodes with a byte changed: they read, or fail in a way that is theirs. */
  @Property(tries = 3000)
  void damagedNodes(@ForAll("damaged") byte[] bytes) {
    Cid cid = put(Block.v0(bytes));
    try {
      switch (UnixFs.open(blocks, cid)) {
        case UnixFsFile file -> Imports.read(file, 0, Math.min(file.size(), 1000));
        case UnixFsDirectory directory -> {
          directory.forEachEntry(entry -> assertThat(entry.name()).isNotNull());
          assertThat(directory.lookup("n1").map(UnixFsEntry::name)).isIn(
              Optional.empty(), Optional.of("n1"));
        }
        case UnixFsSymlink link -> assertThat(link.target()).isNotNull();
      }
    } catch (UnixFsException | BlockNotFoundException e) {
      assertThat(e.getMessage()).containsAnyOf(cid.toString(), "could not find");
    }
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    Cid leaf = Block.v0(DagPb.encode(new PbNode(List.of(), leaf("ab").encode()))).cid();
    int place = NameHash.place(NameHash.of("n1"), 0, 8);
    byte[] bits = new byte[32];
    bits[31 - place / 8] = (byte) (1 << place % 8);
    List<byte[]> nodes = List.of(
        node(List.of(), leaf("ab")),
        node(List.of(link(leaf), link(leaf)), UnixFsData.file(new long[]{2, 2}, Attributes.none())),
        node(List.of(link(leaf, "n0"), link(leaf, "n1")),
            UnixFsData.directory(Attributes.none().withMode(0755))),
        node(
            List.of(link(leaf, HamtShard.prefix(place, 256) + "n1")),
            UnixFsData.shard(bits, 256, Attributes.none())),
        node(List.of(), UnixFsData.symlink(new byte[]{'a'}, Attributes.none())));
    return Combinators
        .combine(Arbitraries.of(nodes), Arbitraries.integers().between(0, 10_000), Arbitraries.bytes())
        .as((node, at, value) -> {
          byte[] copy = node.clone();
          copy[at % copy.length] = value;
          return copy;
        });
  }

  private ThrowableTypeAssert<UnixFsException> refused(Code code, Cid cid, String problem) {
    return new ThrowableTypeAssert<>(UnixFsException.class) {
      @Override
      public ThrowableAssertAlternative<UnixFsException> isThrownBy(
          ThrowingCallable callable) {
        return super.isThrownBy(callable)
            .withMessageStartingWith(cid + ": ")
            .withMessageContaining(problem)
            .matches(e -> e.code() == code && e.cid().equals(cid));
      }
    };
  }

  private Cid put(Block block) {
    blocks.put(block);
    return block.cid();
  }

  private Cid put(List<PbLink> links, UnixFsData data) {
    return put(Block.v0(node(links, data)));
  }

  private static byte[] node(List<PbLink> links, UnixFsData data) {
    return DagPb.encode(new PbNode(links, data.encode()));
  }

  private static PbLink link(Cid cid) {
    return link(cid, "");
  }

  private static PbLink link(Cid cid, String name) {
    return PbLink.of(cid, name, 10);
  }

  private static UnixFsData leaf(String content) {
    return UnixFsData.leaf(UnixFsData.Type.FILE, content.getBytes(), Attributes.none());
  }

  private static UnixFsData message(
      UnixFsData.Type type, byte[] content, OptionalLong fileSize, long... blockSizes) {
    return new UnixFsData(
        type, content, 0, content == null ? 0 : content.length, fileSize, blockSizes, OptionalLong.empty(),
        OptionalLong.empty(), Attributes.none());
  }

  private static UnixFsData shard(byte[] bits, OptionalLong hash, OptionalLong fanout) {
    return new UnixFsData(
        UnixFsData.Type.HAMT_SHARD, bits, 0, bits.length, OptionalLong.empty(), new long[0], hash, fanout,
        Attributes.none());
  }
}
