package dev.cairn.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockSink;
import dev.cairn.dag.BlockSource;
import dev.cairn.dag.unixfs.Attributes;
import dev.cairn.dag.unixfs.ImportListener;
import dev.cairn.dag.unixfs.ImportOptions;
import dev.cairn.dag.unixfs.TreeImporter;
import dev.cairn.dag.unixfs.chunk.Chunker;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.store.BlockstoreException;
import dev.cairn.store.MemoryBlockstore;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Blocks in memory that remember what was asked of them, and can be made to misbehave. */
final class TestBlocks implements BlockSource, BlockSink {
  /** Small leaves, so that small files have many. */
  static final int LEAF = 1024;
  static final ImportOptions OPTIONS = ImportOptions.unixfsV1_2025().withChunker(new Chunker.Fixed(LEAF));

  private final MemoryBlockstore store = new MemoryBlockstore();
  private final List<Cid> asked = Collections.synchronizedList(new ArrayList<>());
  private final Set<Cid> elsewhere = ConcurrentHashMap.newKeySet();
  private final Set<Cid> damaged = ConcurrentHashMap.newKeySet();
  private final Map<Cid, CountDownLatch> held = new ConcurrentHashMap<>();

  @Override
  public Optional<Block> get(Cid cid) {
    asked.add(cid);
    CountDownLatch latch = held.get(cid);
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (damaged.contains(cid)) {
      throw new BlockstoreException(BlockstoreException.Code.CORRUPT, "block " + cid + " is damaged on disk");
    }
    return store.get(cid);
  }

  @Override
  public void put(Block block) {
    store.put(block);
  }

  /** How many blocks were asked for since the last {@link #takeAsked}. */
  int asked() {
    return asked.size();
  }

  boolean isLocal(Cid cid) {
    return store.has(cid) && !elsewhere.contains(cid);
  }

  /** The block, without a note that it was asked for. */
  Optional<Block> storeGet(Cid cid) {
    return store.get(cid);
  }

  /** Which blocks were asked for since the last call. */
  List<Cid> takeAsked() {
    synchronized (asked) {
      List<Cid> taken = List.copyOf(asked);
      asked.clear();
      return taken;
    }
  }

  void remove(Cid cid) {
    store.delete(cid.multihash());
  }

  /** The block still comes, but is not stored on this node. */
  void moveElsewhere(Cid cid) {
    elsewhere.add(cid);
  }

  void damage(Cid cid) {
    damaged.add(cid);
  }

  /** Lets everybody who asks for the block wait until the latch opens. */
  CountDownLatch hold(Cid cid) {
    CountDownLatch latch = new CountDownLatch(1);
    held.put(cid, latch);
    return latch;
  }

  Cid file(byte[] content) {
    return file(content, OPTIONS, Attributes.none());
  }

  Cid file(String content) {
    return file(content.getBytes(UTF_8));
  }

  Cid file(byte[] content, ImportOptions options, Attributes attributes) {
    try (TreeImporter importer = TreeImporter.open(this, options, ImportListener.none())) {
      importer.file("f", new ByteArrayInputStream(content), content.length, attributes);
      return importer.finish().getFirst().cid();
    }
  }

  /** A directory of files, by path below it; a content that begins with {@code ->} makes a symbolic link. */
  Cid directory(Map<String, String> files) {
    return directory(files, OPTIONS);
  }

  Cid directory(Map<String, String> files, ImportOptions options) {
    try (TreeImporter importer = TreeImporter.open(this, options, ImportListener.none())) {
      importer.directory("d", Attributes.none());
      files.forEach((path, content) -> {
        if (content.startsWith("->")) {
          importer.symlink("d/" + path, content.substring(2), Attributes.none());
        } else {
          byte[] bytes = content.getBytes(UTF_8);
          importer.file("d/" + path, new ByteArrayInputStream(bytes), bytes.length, Attributes.none());
        }
      });
      return importer.finish().getFirst().cid();
    }
  }

  /** A block of any codec. */
  Cid block(Multicodec codec, byte[] bytes) {
    Block block = Block.of(codec, HashFunction.SHA2_256, bytes);
    put(block);
    return block.cid();
  }

  /** Bytes that look random and are the same each time. */
  static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /** The CID of the raw leaf that holds these bytes. */
  static Cid leaf(byte[] bytes) {
    return Cid.v1(Multicodec.RAW, HashFunction.SHA2_256.hash(bytes));
  }
}
