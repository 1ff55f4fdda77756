package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dag.BlockSource;
import dev.cairn.dag.unixfs.Attributes;
import dev.cairn.dag.unixfs.ImportListener;
import dev.cairn.dag.unixfs.ImportOptions;
import dev.cairn.dag.unixfs.TreeImporter;
import dev.cairn.dag.unixfs.UnixFsDirectory;
import dev.cairn.dag.unixfs.UnixFsFile;
import dev.cairn.multiformats.Cid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A folder that follows from a number: it can be added in one process and compared in another. */
final class TestTree {
  private final long seed;

  TestTree(long seed) {
    this.seed = seed;
  }

  /** Path below the root (a name, or two) and content. Some files are the same in many trees. */
  private Map<String, byte[]> files() {
    Random random = new Random(seed);
    Map<String, byte[]> files = new TreeMap<>();
    // No two trees are the same, even where all their other files are shared.
    files.put("number", Long.toString(seed).getBytes(StandardCharsets.US_ASCII));
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      String name = (random.nextBoolean() ? "sub/" : "") + "file-" + i;
      boolean shared = random.nextInt(4) == 0;
      int kind = random.nextInt(10);
      int size = shared || kind < 7 ? random.nextInt(3_000)
          : kind < 9 ? random.nextInt(60_000) : random.nextInt(700_000);
      byte[] content = new byte[shared ? 2_000 : size];
      new Random(shared ? random.nextInt(10) : seed * 1000 + i).nextBytes(content);
      files.put(name, content);
    }
    return files;
  }

  /** Adds the folder under a lease and pins it; durable when this returns. */
  Cid addTo(Repo repo) {
    // Both profiles: leaves that are raw, and leaves that have to be read to know that they have no links.
    ImportOptions options = seed % 2 == 0 ? ImportOptions.unixfsV1_2025() : ImportOptions.unixfsV0_2015();
    try (Lease lease = repo.lease();
        TreeImporter importer = TreeImporter.open(repo.blocks(), options, new ImportListener() {
        })) {
      importer.directory("tree", Attributes.none());
      files().forEach((name, content) -> importer.file("tree/" + name, new ByteArrayInputStream(content),
          content.length, Attributes.none()));
      Cid root = importer.finish().getFirst().cid();
      if (seed % 3 == 0) {
        repo.pins().add(root, Pin.Mode.RECURSIVE, "tree " + seed);
      } else {
        repo.pins().addComplete(lease, root, "tree " + seed);
      }
      return root;
    }
  }

  /** Reads every file below {@code root} and compares it. */
  void assertWhole(BlockSource source, Cid root) throws IOException {
    UnixFsDirectory top = UnixFsDirectory.open(source, root);
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      String name = file.getKey();
      UnixFsDirectory folder = name.startsWith("sub/")
          ? UnixFsDirectory.open(source, top.lookup("sub").orElseThrow().cid())
          : top;
      Cid cid = folder.lookup(name.substring(name.indexOf('/') + 1)).orElseThrow().cid();
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      UnixFsFile opened = UnixFsFile.open(source, cid);
      opened.writeTo(0, opened.size(), content);
      assertThat(content.toByteArray()).as("%s in tree %d", name, seed).isEqualTo(file.getValue());
    }
  }
}
