package dev.cairn.dag.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockSink;
import dev.cairn.dag.unixfs.UnixFsStat.Kind;
import dev.cairn.dag.unixfs.chunk.Chunker;
import dev.cairn.multiformats.Cid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TreeImporterTest {
  private static final ImportOptions SMALL_CHUNKS = ImportOptions.defaults().withCidVersion(1)
      .withChunker(new Chunker.Fixed(1000));

  private final MemoryBlocks blocks = new MemoryBlocks();
  private final List<String> told = new ArrayList<>();
  private final ImportListener listener = new ImportListener() {
    @Override
    public void added(Imported entry) {
      told.add(entry.kind() + " " + entry.path());
    }
  };

  @AfterEach
  void noWorkerIsLeft() {
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("hash-") && thread.isAlive());
  }

  @Test
  void aTree_isReadBackAsItWasPushed() {
    Map<String, String> tree = Map.of(
        "top/a.txt", "one", "top/b/c.txt", "two", "top/b/d/e.txt", "three", "top/z", "");
    Imported root;
    try (TreeImporter importer = open(ImportOptions.defaults())) {
      new TreeMap<>(tree).forEach((path, content) -> file(importer, path, content));
      root = importer.finish().getFirst();
    }

    assertThat(read(root)).isEqualTo(tree);
    assertThat(root.path()).isEqualTo("top");
    assertThat(root.kind()).isEqualTo(Kind.DIRECTORY);
    assertThat(root.cumulativeSize()).isEqualTo(UnixFs.stat(blocks, root.cid()).cumulativeSize());
    assertThat(told).containsExactly(
        "FILE top/a.txt", "FILE top/b/c.txt", "FILE top/b/d/e.txt", "FILE top/z", "DIRECTORY top/b/d",
        "DIRECTORY top/b", "DIRECTORY top");
  }

  /** CIDs that every Kubo gives for these. */
  @Test
  void wellKnownCids() {
    try (TreeImporter importer = open(ImportOptions.defaults())) {
      importer.directory("empty", Attributes.none());
      file(importer, "hello", "hello world");
      assertThat(importer.finish().stream().map(root -> root.cid().toString())).containsExactly(
          "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn", "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD");
    }
  }

  @Test
  void aSymbolicLink_isReadBack() {
    try (TreeImporter importer = open(ImportOptions.defaults())) {
      importer.symlink("link", "../to/\u00e4", Attributes.none());
      UnixFsSymlink link = (UnixFsSymlink) UnixFs.open(blocks, importer.finish().getFirst().cid());
      assertThat(link.target()).isEqualTo("../to/\u00e4");
      assertThat(link.stat().size()).isEqualTo(8);
    }
  }

  @Test
  void withoutWrap_eachTopNameIsATreeOfItsOwn_evenWhenNamesAreEqual() {
    try (TreeImporter importer = open(ImportOptions.defaults())) {
      file(importer, "x", "1");
      file(importer, "x", "2");
      importer.directory("d", Attributes.none());
      file(importer, "d/a", "1");
      importer.directory("d", Attributes.none());
      file(importer, "d/b", "2");
      List<Imported> roots = importer.finish();
      assertThat(roots).extracting(Imported::path).containsExactly("x", "x", "d", "d");
      assertThat(read(roots.get(2))).containsOnlyKeys("d/a");
      assertThat(read(roots.get(3))).containsOnlyKeys("d/b");
    }
  }

  @Test
  void withWrap_allIsInOneDirectory() {
    try (TreeImporter importer = open(ImportOptions.defaults().withWrap(true))) {
      file(importer, "x", "1");
      file(importer, "d/y", "2");
      file(importer, "", "3");
      List<Imported> roots = importer.finish();
      assertThat(roots).hasSize(1);
      assertThat(roots.getFirst().path()).isEmpty();
      Map<String, String> tree = read(roots.getFirst());
      String nameless = told.get(2).substring("FILE ".length());
      assertThat(tree).isEqualTo(Map.of("x", "1", "d/y", "2", nameless, "3"));
      assertThat(nameless).startsWith("Qm");
      assertThat(told).containsExactly("FILE x", "FILE d/y", "FILE " + nameless, "DIRECTORY d", "DIRECTORY ");
    }
  }

  @Test
  void withWrap_ofNothing_isAnEmptyDirectory() {
    try (TreeImporter importer = open(ImportOptions.defaults().withWrap(true))) {
      assertThat(importer.finish().getFirst().cid())
          .hasToString("QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn");
    }
  }

  @Test
  void aStreamWithoutAName_isARoot() {
    try (TreeImporter importer = open(ImportOptions.defaults())) {
      file(importer, "", "hello world");
      Imported root = importer.finish().getFirst();
      assertThat(root.path()).isEmpty();
      assertThat(root.cid()).hasToString("Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD");
    }
  }

  @Test
  void aDirectoryThatWasLeft_canBeEnteredAgain() {
    try (TreeImporter importer = open(ImportOptions.defaults())) {
      file(importer, "t/a/1", "1");
      file(importer, "t/b/1", "2");
      importer.directory("t/a", Attributes.none());
      file(importer, "t/a/2", "3");
      file(importer, "t/b/c/1", "4");
      Imported root = importer.finish().getFirst();
      assertThat(read(root)).isEqualTo(Map.of("t/a/1", "1", "t/b/1", "2", "t/a/2", "3", "t/b/c/1", "4"));
    }
    assertThat(told.stream().filter(line -> line.startsWith("DIRECTORY")))
        .containsExactly("DIRECTORY t/a", "DIRECTORY t/b/c", "DIRECTORY t/b", "DIRECTORY t");
  }

  @Test
  void aDirectoryThatWasLeftLongAgo_isForgotten() {
    try (TreeImporter importer = open(ImportOptions.defaults())) {
      file(importer, "t/old/1", "1");
      for (int i = 0; i <= ImportTree.MAX_RETAINED; i++) {
        importer.symlink("t/new/" + i, "x", Attributes.none());
      }
      for (int i = 0; i < 1000; i++) {
        file(importer, "t/newer/" + i, "x");
      }
      assertThatExceptionOfType(ImportException.class)
          .isThrownBy(() -> file(importer, "t/old/2", "2"))
          .withMessageContaining("t/old/2")
          .withMessageContaining("left long ago");
    }
  }

  @Test
  void emptyDirectories_canBeLeftOut() {
    try (TreeImporter importer = open(ImportOptions.defaults().withEmptyDirectories(false))) {
      importer.directory("t", Attributes.none());
      importer.directory("t/empty", Attributes.none());
      importer.directory("t/outer", Attributes.none());
      importer.directory("t/outer/inner", Attributes.none());
      file(importer, "t/full/f", "1");
      importer.directory("alone", Attributes.none());
      List<Imported> roots = importer.finish();
      UnixFsDirectory top = UnixFsDirectory.open(blocks, roots.get(0).cid());
      assertThat(top).extracting(UnixFsEntry::name).containsExactly("full", "outer");
      assertThat(roots.get(1).path()).isEqualTo("alone");
    }
    assertThat(told)
        .containsExactly("FILE t/full/f", "DIRECTORY t/full", "DIRECTORY t/outer", "DIRECTORY t",
            "DIRECTORY alone");
  }

  @Test
  void entriesKeepTheAttributesThatTheOptionsAskFor() {
    Attributes own = Attributes.none().withMode(0755).withMtime(new UnixTime(100, 5));
    ImportOptions options = ImportOptions.defaults().withKept(true, true)
        .withAttributes(Attributes.none().withMode(0600));
    try (TreeImporter importer = open(options)) {
      importer.directory("d", own);
      importer.file("d/f", stream("content"), 7, own);
      importer.symlink("d/l", "f", own);
      UnixFsDirectory top = UnixFsDirectory.open(blocks, importer.finish().getFirst().cid());
      Attributes expected = own.withMode(0600);
      assertThat(top.attributes()).isEqualTo(expected);
      assertThat(UnixFs.stat(blocks, top.lookup("f").orElseThrow()).attributes()).isEqualTo(expected);
      assertThat(UnixFs.stat(blocks, top.lookup("l").orElseThrow()).attributes())
          .isEqualTo(expected.withoutMode());
    }
  }

  @Test
  void attributesThatAreNotAskedFor_leaveNoTrace() {
    Attributes own = Attributes.none().withMode(0755).withMtime(new UnixTime(100, 5));
    try (TreeImporter importer = open(ImportOptions.defaults())) {
      importer.file("f", stream("hello world"), -1, own);
      assertThat(importer.finish().getFirst().cid())
          .hasToString("Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD");
    }
  }

  @Test
  void smallBlocks_canBePartOfTheirCid() {
    ImportOptions options = ImportOptions.defaults().withCidVersion(1).withInlineLimit(32);
    try (TreeImporter importer = open(options)) {
      file(importer, "d/small", "0123456789");
      file(importer, "d/large", "0123456789".repeat(4));
      Imported root = importer.finish().getFirst();
      UnixFsDirectory top = UnixFsDirectory.open(blocks, root.cid());
      assertThat(top.lookup("small").orElseThrow().cid().multihash().isIdentity()).isTrue();
      assertThat(top.lookup("large").orElseThrow().cid().multihash().isIdentity()).isFalse();
      assertThat(read(root)).isEqualTo(Map.of("d/small", "0123456789", "d/large", "0123456789".repeat(4)));
      assertThat(blocks.size()).isEqualTo(2);
    }
  }

  @Test
  void blocksArriveBeforeTheirParents() {
    Imports.file(blocks, SMALL_CHUNKS.withMaxFileLinks(3), Imports.bytes(1, 50_000));
    assertThat(blocks.written).hasSizeGreaterThan(60);
    for (int i = 0; i < blocks.written.size(); i++) {
      NodeView view = NodeView.load(blocks, blocks.written.get(i));
      List<Cid> before = blocks.written.subList(0, i);
      view.links().forEach(link -> assertThat(before).contains(link.cid()));
    }
  }

  @Test
  void progress_tellsHowMuchOfAFileHasBeenRead() {
    List<Long> seen = new ArrayList<>();
    try (TreeImporter importer = TreeImporter.open(blocks, SMALL_CHUNKS, new ImportListener() {
      @Override
      public void progress(String path, long bytes) {
        assertThat(path).isEqualTo("d/f");
        seen.add(bytes);
      }
    })) {
      file(importer, "d/f", "x".repeat(2500));
      assertThat(seen).containsExactly(1000L, 2000L, 2500L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "a/", "a//b", "..", "a/../b", ".", "a/.", "a/\udcff", "a/\ud800"})
  void namesThatCannotBe_areRefused(String path) {
    try (TreeImporter importer = open(ImportOptions.defaults())) {
      assertThatExceptionOfType(ImportException.class)
          .isThrownBy(() -> file(importer, path, "x"))
          .withMessageStartingWith("cannot import \"");
      assertThatIllegalStateException().isThrownBy(() -> file(importer, "good", "x"));
    }
  }

  @Test
  void twoEntriesOfOneName_areRefused() {
    assertThatImport(importer -> {
      file(importer, "d/f", "1");
      file(importer, "d/f", "1");
    }).hasMessageContaining("\"d/f\"").hasMessageContaining("two entries");
    assertThatImport(importer -> {
      file(importer, "d/f", "1");
      importer.directory("d/f", Attributes.none());
    }).hasMessageContaining("name of a file");
    assertThatImport(importer -> {
      file(importer, "d/f/g", "1");
      importer.symlink("d/f", "x", Attributes.none());
    }).hasMessageContaining("two entries");
  }

  @Test
  void aPathThatIsTooDeep_isRefused() {
    assertThatImport(importer -> file(importer, "d/".repeat(5000) + "f", "1")).hasMessageContaining("deep");
  }

  @Test
  void aFileThatShrinks_endsTheImport() {
    assertThatImport(importer -> importer.file("d/f", stream("short"), 10, Attributes.none()))
        .hasMessage("cannot import \"d/f\": it shrank while it was read: 5 bytes instead of 10");
  }

  @Test
  void aFileThatGrows_isReadToItsEnd() {
    try (TreeImporter importer = open(ImportOptions.defaults())) {
      importer.file("f", stream("longer than said"), 3, Attributes.none());
      assertThat(read(importer.finish().getFirst())).containsValue("longer than said");
    }
  }

  @Test
  void aFileThatFails_endsTheImport() {
    InputStream failing = new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("Input/output error");
      }
    };
    assertThatImport(importer -> importer.file("d/f", failing, 10, Attributes.none()))
        .hasMessage("cannot import \"d/f\": reading it failed: Input/output error")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aSinkThatFails_endsTheImport() {
    BlockSink full = block -> {
      throw new IllegalStateException("no space left");
    };
    try (TreeImporter importer = TreeImporter.open(full, SMALL_CHUNKS, ImportListener.none())) {
      assertThatThrownBy(() -> importer.file("f", new KeyStream("x", 1L << 40), -1, Attributes.none()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no space left");
      assertThatIllegalStateException().isThrownBy(importer::finish).withMessageContaining("has ended");
    }
  }

  @Test
  void aListenerThatFails_endsTheImport() {
    ImportListener cancelling = new ImportListener() {
      @Override
      public void progress(String path, long bytes) {
        if (bytes >= 1_000_000) {
          throw new UnsupportedOperationException("enough");
        }
      }
    };
    try (TreeImporter importer = TreeImporter.open(blocks, SMALL_CHUNKS, cancelling)) {
      assertThatThrownBy(() -> importer.file("f", new KeyStream("x", 1L << 40), -1, Attributes.none()))
          .hasMessage("enough");
    }
  }

  @Test
  void anInterrupt_endsTheImport() {
    try (TreeImporter importer = open(SMALL_CHUNKS)) {
      file(importer, "a", "x".repeat(600_000));
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(ImportException.class)
          .isThrownBy(() -> importer.file("b", new KeyStream("x", 1L << 40), -1, Attributes.none()))
          .withMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void closingWithoutFinish_abandons() {
    TreeImporter importer = open(SMALL_CHUNKS);
    file(importer, "a", "x".repeat(2_000_000));
    importer.close();
    importer.close();
    assertThatIllegalStateException().isThrownBy(importer::finish);
    assertThat(told).isEmpty();
  }

  @Test
  void manySmallFiles_keepTheirOrder() {
    List<Block> put = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    try (TreeImporter importer = TreeImporter.open(put::add, SMALL_CHUNKS, listener)) {
      for (int i = 0; i < 5000; i++) {
        file(importer, "d/" + i, "content of " + i);
        paths.add("FILE d/" + i);
      }
      importer.finish();
    }
    assertThat(told.subList(0, 5000)).isEqualTo(paths);
    assertThat(put.subList(0, 5000).stream().map(block -> new String(block.bytes(), StandardCharsets.UTF_8)))
        .containsExactlyElementsOf(paths.stream().map(path -> "content of " + path.substring(7)).toList());
  }

  private TreeImporter open(ImportOptions options) {
    return TreeImporter.open(blocks, options, listener);
  }

  private interface Pushes {
    void to(TreeImporter importer);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertThatImport(Pushes pushes) {
    return assertThatThrownBy(() -> {
      try (TreeImporter importer = open(ImportOptions.defaults())) {
        pushes.to(importer);
        importer.finish();
      }
    }).isInstanceOf(ImportException.class);
  }

  private static void file(TreeImporter importer, String path, String content) {
    importer.file(path, stream(content), content.length(), Attributes.none());
  }

  private static InputStream stream(String content) {
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }

  /** The files of a tree; their paths begin with the path of its root. */
  private Map<String, String> read(Imported root) {
    Map<String, String> files = new TreeMap<>();
    UnixFs.walk(blocks, root.cid(), new TreeVisitor<RuntimeException>() {
      @Override
      public void directory(String path, UnixFsDirectory directory) {
        assertThat(directory.stat().kind()).isEqualTo(Kind.DIRECTORY);
      }

      @Override
      public void file(String path, UnixFsFile file) {
        byte[] content = Imports.read(file, 0, file.size());
        String full = path.isEmpty() ? root.path() : root.path().isEmpty() ? path : root.path() + "/" + path;
        files.put(full, new String(content, StandardCharsets.UTF_8));
      }

      @Override
      public void symlink(String path, UnixFsSymlink link) {
        files.put(path, "-> " + link.target());
      }
    });
    return files;
  }
}
