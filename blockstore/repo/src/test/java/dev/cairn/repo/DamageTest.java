package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.Block;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.store.BlockstoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository on disk whose files were damaged while it was closed. */
final class DamageTest {
  @TempDir
  Path temp;

  private Path dir;
  private Cid tree;
  private final Block leaf = TestDag.leaf("a leaf whose bytes are easy to find in a segment file");
  private final Block other = TestDag.leaf("another leaf of the same folder");
  private final Block inner = TestDag.node(leaf, other);
  private final Block root = TestDag.node(inner, other);
  private final Block garbage = TestDag.leaf("nobody pins this");

  @BeforeEach
  void make() {
    dir = temp.resolve("repo");
    Repo.init(dir, InitOptions.DEFAULTS);
    try (Repo repo = Repo.open(dir)) {
      repo.blocks().putAll(List.of(leaf, other, inner, root, garbage));
      repo.pins().add(root.cid(), Pin.Mode.RECURSIVE, "folder");
      tree = new TestTree(1).addTo(repo);
    }
  }

  private List<Path> files(String suffix) throws IOException {
    try (var files = Files.walk(dir.resolve("blocks"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).toList();
    }
  }

  /** Changes one bit in the middle of these bytes, wherever a segment has them. */
  private void flipABitOf(Block block) throws IOException {
    for (Path file : files(".seg")) {
      byte[] segment = Files.readAllBytes(file);
      int at = indexOf(segment, block.bytes());
      if (at >= 0) {
        segment[at + block.size() / 2] ^= 0x10;
        Files.write(file, segment);
        return;
      }
    }
    throw new AssertionError("no segment has the block");
  }

  private static int indexOf(byte[] in, byte[] wanted) {
    for (int i = 0; i + wanted.length <= in.length; i++) {
      if (Arrays.equals(in, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }

  private static void isRefused(Repo repo, Block block) {
    assertThatThrownBy(() -> repo.blocks().get(block.cid()))
        .isInstanceOfSatisfying(BlockstoreException.class,
            e -> assertThat(e.code()).isEqualTo(BlockstoreException.Code.CORRUPT))
        .hasMessageContaining("repo verify");
  }

  @Test
  void aFlippedBit_isNeverServed_andVerifyNamesTheBlockAndItsPin() throws Exception {
    flipABitOf(leaf);

    try (Repo repo = Repo.open(dir)) {
      isRefused(repo, leaf);
      List<VerifyEvent> events = new ArrayList<>();
      VerifyResult result = repo.verifier().verify(events::add);
      assertThat(result.damagedBlocks()).isOne();
      assertThat(result.brokenPins()).isOne();
      assertThat(events).anySatisfy(event -> assertThat(event)
          .isInstanceOfSatisfying(VerifyEvent.Damaged.class,
              damaged -> assertThat(damaged.cid()).isEqualTo(leaf.cid().withCodec(Multicodec.RAW))));
      assertThat(events).anySatisfy(event -> assertThat(event)
          .isInstanceOfSatisfying(VerifyEvent.BrokenPin.class, broken -> {
            assertThat(broken.check().pin().name()).isEqualTo("folder");
            assertThat(broken.check().badBlocks()).extracting(BadBlock::cid).containsExactly(leaf.cid());
          }));
      new TestTree(1).assertWhole(repo.blocks(), tree);
    }
  }

  @Test
  void aDamagedLeaf_doesNotHinderCollection_andTheBlockCanBePutAgain() throws Exception {
    flipABitOf(leaf);

    try (Repo repo = Repo.open(dir)) {
      GcResult result = repo.collector().collect(false, event -> {});
      assertThat(result.removedBlocks()).isOne();
      assertThat(repo.blocks().has(garbage.cid())).isFalse();
      assertThat(repo.blocks().has(other.cid())).isTrue();

      assertThat(repo.blocks().delete(leaf.cid().multihash())).isTrue();
      repo.blocks().put(leaf);
      assertThat(repo.blocks().get(leaf.cid())).contains(leaf);
      assertThat(repo.verifier().verify(event -> {}).ok()).isTrue();
    }
  }

  @Test
  void aDamagedInnerBlock_makesCollectionKeepWhatMightBeBelowIt() throws Exception {
    flipABitOf(inner);

    try (Repo repo = Repo.open(dir)) {
      isRefused(repo, inner);
      List<GcEvent> events = new ArrayList<>();
      GcResult result = repo.collector().collect(false, events::add);
      assertThat(result.removedBlocks()).isZero();
      assertThat(result.withheldBlocks()).isPositive();
      assertThat(events).singleElement().isInstanceOfSatisfying(GcEvent.Bad.class, bad -> {
        assertThat(bad.block().cid()).isEqualTo(inner.cid());
        assertThat(bad.block().root()).isEqualTo(root.cid());
      });
      assertThat(repo.blocks().get(leaf.cid())).contains(leaf);
    }
  }

  @Test
  void anIndexThatIsCutShort_isBuiltAnew_withAllPins() throws Exception {
    Path index = files("data.mdb").getFirst();
    try (var file = FileChannel.open(index, StandardOpenOption.WRITE)) {
      file.truncate(file.size() / 2);
    }
    opensWhole(true);
    opensWhole(false);
  }

  @Test
  void anIndexThatIsGarbage_orGone_isBuiltAnew_withAllPins() throws Exception {
    Files.write(files("data.mdb").getFirst(), new byte[100_000]);
    opensWhole(true);
    Files.delete(files("data.mdb").getFirst());
    opensWhole(true);
  }

  private void opensWhole(boolean repaired) throws IOException {
    try (Repo repo = Repo.open(dir)) {
      assertThat(repo.notices()).hasSize(repaired ? 1 : 0)
          .allMatch(line -> line.contains("index was built anew"));
      assertThat(repo.pins().get(root.cid())).contains(new Pin(root.cid(), Pin.Mode.RECURSIVE, "folder"));
      assertThat(repo.blocks().get(leaf.cid())).contains(leaf);
      new TestTree(1).assertWhole(repo.blocks(), tree);
      assertThat(repo.verifier().verify(event -> {}).ok()).isTrue();
    }
  }

  @Test
  void aSegmentThatIsGone_isNamed_andTheRestStaysOfUse() throws Exception {
    Path many = temp.resolve("many");
    RepoStore.Opener small = (directory, config) -> RepoStore.open(directory, AddingProcess.SMALL);
    Repo.init(many, InitOptions.DEFAULTS, small);
    List<Block> blocks = new ArrayList<>();
    try (Repo repo = Repo.open(many, small)) {
      for (int i = 0; i < 40; i++) {
        Block block = TestDag.leaf(("block " + i + " ").repeat(10_000));
        blocks.add(block);
        repo.blocks().put(block);
        repo.pins().add(block.cid(), Pin.Mode.RECURSIVE, "block " + i);
      }
    }
    List<Path> segments;
    try (var files = Files.list(many.resolve("blocks"))) {
      segments = files.filter(file -> file.toString().endsWith(".seg")).sorted().toList();
    }
    Files.delete(segments.get(1));

    try (Repo repo = Repo.open(many, small)) {
      List<VerifyEvent> events = new ArrayList<>();
      VerifyResult result = repo.verifier().verify(events::add);
      assertThat(result.damagedBlocks()).isPositive().isEqualTo(result.brokenPins()).isLessThan(40);
      assertThat(result.otherDamage()).isPositive();
      assertThat(events).anySatisfy(event -> assertThat(event)
          .isInstanceOfSatisfying(VerifyEvent.StoreDamaged.class,
              gone -> assertThat(gone.reason()).contains(segments.get(1).getFileName().toString())));
      long served = blocks.stream().filter(block -> isServed(repo, block)).count();
      assertThat(served).isEqualTo(40 - result.damagedBlocks());
    }
  }

  private static boolean isServed(Repo repo, Block block) {
    try {
      assertThat(repo.blocks().get(block.cid())).contains(block);
      return true;
    } catch (BlockstoreException e) {
      assertThat(e.code()).isEqualTo(BlockstoreException.Code.CORRUPT);
      return false;
    }
  }

  @Test
  void unfinishedBytesAtTheEnd_areDroppedWithANotice() throws Exception {
    Path last = files(".seg").stream().max(Path::compareTo).orElseThrow();
    Files.write(last, new byte[]{(byte) 0xc5, 0x1b, 1, 0, 0, 0, 9}, StandardOpenOption.APPEND);

    try (Repo repo = Repo.open(dir)) {
      assertThat(repo.notices()).hasSize(1).first().asString().contains("unfinished bytes")
          .contains("nothing");
      new TestTree(1).assertWhole(repo.blocks(), tree);
    }
    try (Repo repo = Repo.open(dir)) {
      assertThat(repo.notices()).isEmpty();
    }
  }
}
