package dev.cairn.dag.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.dag.Fixtures;
import dev.cairn.dag.pb.PbLink;
import dev.cairn.dag.unixfs.ImportOptions.SizeEstimation;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.Varint;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnixFsDirectoryTest {
  private final MemoryBlocks blocks = new MemoryBlocks();

  /**
   * The directories of IPIP-499 right at the threshold and one byte above it. Kubo's test of the profiles says how
   * the names are made: the bytes of the ChaCha20 key stream of the seed, each taken modulo 39 in the alphabet below;
   * each file holds one {@code x}.
   */
  @ParameterizedTest
  @CsvSource({
      "hamt-unixfs-v0-2015, 4096, 30, 30, false, QmX5GtRk3TSSEHtdrykgqm4eqMEn3n2XhfkFAis5fjyZmN",
      "hamt-unixfs-v0-2015, 4033, 31, 31, true, QmeMiJzmhpJAUgynAcxTQYek5PPKgdv3qEvFsdV3XpVnvP",
      "hamt-unixfs-v1-2025, 4766, 11, 21, false, bafybeic3h7rwruealwxkacabdy45jivq2crwz6bufb5ljwupn36gicplx4",
      "hamt-unixfs-v1-2025, 4766, 11, 22, true, bafybeiegvuterwurhdtkikfhbxcldohmxp566vpjdofhzmnhv6o4freidu"
  })
  void theThresholdVectors(String seed, int files, int length, int lastLength, boolean sharded, String cid) {
    String alphabet = "abcdefghijklmnopqrstuvwxyz01234567890-_";
    ByteBuffer random = ByteBuffer.wrap(KeyStream.bytes(seed, 1 << 20));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      StringBuilder name = new StringBuilder();
      for (int j = 0; j < (i == files - 1 ? lastLength : length); j++) {
        name.append(alphabet.charAt((random.get() & 0xff) % alphabet.length()));
      }
      names.add(name.toString());
    }
    ImportOptions options = cid.startsWith("Qm") ? ImportOptions.unixfsV0_2015()
        : ImportOptions.unixfsV1_2025();

    UnixFsDirectory directory = directory(options, names);

    assertThat(directory.cid()).hasToString(cid);
    assertThat(directory.isSharded()).isEqualTo(sharded);
    Set<String> listed = new HashSet<>();
    directory.forEachEntry(entry -> listed.add(entry.name()));
    assertThat(listed).isEqualTo(new HashSet<>(names)).hasSize(files);
    for (int i = 0; i < names.size(); i += 100) {
      assertThat(directory.lookup(names.get(i))).isPresent();
    }
    assertThat(directory.lookup("absent")).isEmpty();
  }

  /** A fixture of Kubo: a flat directory of the 961 nodes of a sharded one, each kept as if it were a raw file. */
  @Test
  void aDirectoryOfSeveralLevels_madeByKubo() {
    ByteBuffer car = ByteBuffer.wrap(Fixtures.bytes(Fixtures.path("unixfs/hamt-directory-multilayer.car")));
    List<Cid> shards = load(car).stream()
        .filter(cid -> cid.is(Multicodec.RAW))
        .map(cid -> cid.withCodec(Multicodec.DAG_PB))
        .filter(this::isShard)
        .toList();
    Set<Cid> linked = new HashSet<>();
    shards.forEach(cid -> NodeView.load(blocks, cid).links().forEach(link -> linked.add(link.cid())));
    List<Cid> roots = shards.stream().filter(cid -> !linked.contains(cid)).toList();
    assertThat(shards).hasSize(961);
    assertThat(roots).hasSize(1);

    UnixFsDirectory directory = UnixFsDirectory.open(blocks, roots.getFirst());
    assertThat(directory.isSharded()).isTrue();
    List<UnixFsEntry> entries = new ArrayList<>();
    directory.forEachEntry(entries::add);
    assertThat(entries).hasSize(10_100);
    assertThat(directory.stat().cumulativeSize()).isPositive();

    blocks.read.clear();
    assertThat(directory.lookup(entries.get(500).name())).contains(entries.get(500));
    assertThat(blocks.read).hasSizeLessThan(4);

    ShardWriter writer = new ShardWriter(
        256, new BlockMaker(ImportOptions.unixfsV1_2025()), new BlockOut(block -> {}),
        entries.stream()
            .map(entry -> PbLink.of(entry.cid(), entry.name(), entry.tsize()))
            .toList());
    assertThat(writer.write(Attributes.none()).cid().multihash()).isEqualTo(roots.getFirst().multihash());
  }

  private boolean isShard(Cid cid) {
    try {
      return NodeView.load(blocks, cid).data().type() == UnixFsData.Type.HAMT_SHARD;
    } catch (UnixFsException e) {
      return false;
    }
  }

  private List<Cid> load(ByteBuffer car) {
    int header = (int) Varint.read(car);
    car.position(car.position() + header);
    List<Cid> order = new ArrayList<>();
    while (car.hasRemaining()) {
      int end = (int) Varint.read(car);
      end += car.position();
      Cid cid = Cid.read(car);
      byte[] bytes = new byte[end - car.position()];
      car.get(bytes);
      blocks.put(Block.verify(cid, bytes));
      order.add(cid);
    }
    return order;
  }

  @ParameterizedTest
  @CsvSource({
      "LINKS, 0, 656, false", "LINKS, 0, 655, true", "BLOCK, 0, 788, false", "BLOCK, 0, 787, true",
      "DISABLED, 0, 1, false", "DISABLED, 16, 1, false", "DISABLED, 15, 1, true", "LINKS, 16, 1000, false",
      "LINKS, 15, 1000, true", "BLOCK, 15, 10000, true", "LINKS, 1, 0, false", "DISABLED, 1, 0, false"
  })
  void whenADirectoryIsSharded(SizeEstimation estimation, int maxLinks, long threshold, boolean sharded) {
    List<String> names = new ArrayList<>();
    for (int i = 10; i < 26; i++) {
      names.add("n" + i + "..");
    }
    ImportOptions options = ImportOptions.defaults()
        .withCidVersion(1)
        .withSizeEstimation(estimation)
        .withMaxDirectoryLinks(maxLinks)
        .withHamtThresholdBytes(threshold);
    UnixFsDirectory directory = directory(options, names);
    assertThat(directory.isSharded()).isEqualTo(sharded);
    if (!sharded && estimation == SizeEstimation.BLOCK) {
      assertThat(blocks.require(directory.cid()).size()).isEqualTo(788);
    }
  }

  @Test
  void theSizeOfABlock_countsModeAndTime() {
    ImportOptions options = ImportOptions.defaults()
        .withSizeEstimation(SizeEstimation.BLOCK)
        .withAttributes(Attributes.none().withMode(0755).withMtime(new UnixTime(-5, 7)));
    UnixFsDirectory flat = directory(options, List.of("a", "bb"));
    int size = blocks.require(flat.cid()).size();
    assertThat(directory(options.withHamtThresholdBytes(size), List.of("a", "bb")).isSharded()).isFalse();
    UnixFsDirectory sharded = directory(options.withHamtThresholdBytes(size - 1), List.of("a", "bb"));
    assertThat(sharded.isSharded()).isTrue();
    assertThat(sharded.attributes()).isEqualTo(flat.attributes());
  }

  @Property(tries = 20)
  void whateverTheFanout_allEntriesAreFound(
      @ForAll @IntRange(min = 3, max = 10) int bits, @ForAll @IntRange(min = 1, max = 800) int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(i % 7 == 0 ? "名" + i : "name-" + i);
    }
    ImportOptions options = ImportOptions.defaults().withHamtFanout(1 << bits).withHamtThresholdBytes(1);
    UnixFsDirectory directory = directory(options, names);
    assertThat(directory.isSharded()).isTrue();
    Map<String, UnixFsEntry> entries = new HashMap<>();
    directory.forEach(entry -> entries.put(entry.name(), entry));
    assertThat(directory).hasSize(count);
    assertThat(entries.keySet()).isEqualTo(new HashSet<>(names));
    for (String name : names) {
      assertThat(directory.lookup(name)).contains(entries.get(name));
      assertThat(directory.lookup(name + "?")).isEmpty();
    }
  }

  @Test
  void entriesOfAFlatDirectory_comeInTheOrderOfTheBytesOfTheirNames() {
    assertThat(directory(ImportOptions.defaults(), List.of("b", "\ud83d\ude00", "a", "\ufffd", "B", "aa")))
        .extracting(UnixFsEntry::name)
        .containsExactly("B", "a", "aa", "b", "\ufffd", "\ud83d\ude00");
  }

  @Test
  void whatEntriesLeadTo_isNotRead() {
    UnixFsDirectory directory = directory(ImportOptions.defaults(), List.of("a", "b"));
    UnixFsEntry entry = directory.lookup("a").orElseThrow();
    blocks.remove(entry.cid());
    assertThat(directory).hasSize(2);
    assertThatExceptionOfType(BlockNotFoundException.class).isThrownBy(() -> UnixFs.stat(blocks, entry));
  }

  @Test
  void aRawEntry_isKnownWithoutReadingIt() {
    UnixFsDirectory directory = directory(ImportOptions.unixfsV1_2025(), List.of("a"));
    UnixFsEntry entry = directory.lookup("a").orElseThrow();
    blocks.remove(entry.cid());
    UnixFsStat stat = UnixFs.stat(blocks, entry);
    assertThat(stat.kind()).isEqualTo(UnixFsStat.Kind.FILE);
    assertThat(stat.size()).isEqualTo(1);
  }

  @Test
  void aMissingShard_isNamed() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      names.add("n" + i);
    }
    UnixFsDirectory directory = directory(ImportOptions.defaults().withHamtThresholdBytes(1), names);
    Cid shard = NodeView.load(blocks, directory.cid()).links().stream()
        .filter(link -> link.name().length() == 2)
        .findFirst()
        .orElseThrow()
        .cid();
    blocks.remove(shard);
    assertThatExceptionOfType(BlockNotFoundException.class)
        .isThrownBy(() -> directory.forEachEntry(entry -> {}))
        .withMessageContaining(shard.toString());
  }

  private UnixFsDirectory directory(ImportOptions options, List<String> names) {
    try (TreeImporter importer = TreeImporter.open(blocks, options, ImportListener.none())) {
      for (String name : names) {
        importer.file("d/" + name, new ByteArrayInputStream(new byte[]{'x'}), 1, Attributes.none());
      }
      return UnixFsDirectory.open(blocks, importer.finish().getFirst().cid());
    }
  }
}
