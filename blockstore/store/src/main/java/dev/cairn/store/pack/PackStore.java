package dev.cairn.store.pack;

import dev.cairn.dag.Block;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multihash;
import dev.cairn.store.Blockstore;
import dev.cairn.store.BlockstoreException;
import dev.cairn.store.TableKey;
import dev.cairn.store.Tables;
import dev.cairn.store.pack.RecordFormat.Kind;
import dev.cairn.store.pack.TableFormat.Edit;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks and tables in a folder: segment files are the log and hold the blocks, an LMDB index is the log's
 * checkpoint. The package comment draws the files.
 *
 * <p>Two threads of its own write: one the log, one the index. Callers may be of any kind and number; they wait
 * when the write buffers are full (12 MiB by default) or the index falls behind, and in {@link #sync()}. A caller
 * that is interrupted while it waits or reads gets an exception with code IO, and the store is none the worse.
 *
 * <p>When a write fails, for want of space or otherwise, whoever needs it gets an exception, reading goes on, and
 * the next caller tries again: as soon as there is space, everything that was put is written after all. When an
 * fdatasync fails the store takes nothing more until it is opened again.
 */
public final class PackStore implements Blockstore, Tables {
  private static final Logger LOG = LoggerFactory.getLogger(PackStore.class);
  private static final byte[] NO_PAYLOAD = {};

  private final DirectoryLock directoryLock;
  private final Index index;
  private final Overlay overlay;
  private final Log log;
  private final Checkpointer checkpointer;
  private final SegmentReaders segments;
  private final RecordReader records;
  private final OpenReport report;
  private final PackTables tables;
  private final BlockWalk walk;
  private final Gate gate;
  private final Path dir;
  private final FileLayer files;
  private final long salt;

  private PackStore(Path dir, PackOptions options, FileLayer files, DirectoryLock directoryLock,
      Recovery.Result recovered) {
    this.directoryLock = directoryLock;
    this.dir = dir;
    this.files = files;
    this.salt = recovered.salt();
    this.gate = new Gate(dir.toString());
    this.report = recovered.report();
    this.index = recovered.index();
    this.overlay = recovered.overlay();
    this.segments = new SegmentReaders(files, dir, options.openSegments());
    this.records = new RecordReader(segments, dir, salt, options.hashOnRead());
    this.log = new Log(files, dir, options, salt, recovered.end(), recovered.tail(),
        recovered.file());
    this.walk = new BlockWalk(overlay, index, gate);
    Janitor janitor = new Janitor(files, dir, log, overlay, index, segments);
    this.checkpointer = new Checkpointer(log, overlay, index, janitor, options);
    this.tables = new PackTables(log, overlay, index, checkpointer, gate);
  }

  /**
   * Opens the store in this folder, or makes one there. Brings the index up to the log and drops what a crash left
   * unfinished; {@link #report()} tells.
   *
   * @throws BlockstoreException when another process has it open, a newer version of Cairn wrote it, or the disk
   *     fails; the store is then as it was
   */
  public static PackStore open(Path dir, PackOptions options) {
    return open(dir, options, new DiskFileLayer());
  }

  static PackStore open(Path dir, PackOptions options, FileLayer files) {
    DirectoryLock lock = DirectoryLock.take(dir);
    try {
      Recovery.Result recovered = Recovery.run(dir, options, files);
      PackStore store = new PackStore(dir, options, files, lock, recovered);
      store.log.start();
      store.checkpointer.start();
      return store;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** What opening found. */
  public OpenReport report() {
    return report;
  }

  @Override
  public boolean has(Cid cid) {
    return size(cid).isPresent();
  }

  @Override
  public OptionalInt size(Cid cid) {
    gate.enter();
    try {
      Multihash hash = cid.multihash();
      if (hash.isIdentity()) {
        return OptionalInt.of(hash.digestSize());
      }
      BlockEntry found = find(hash);
      return found == null ? OptionalInt.empty() : OptionalInt.of(found.length());
    } finally {
      gate.leave();
    }
  }

  @Override
  public Optional<Block> get(Cid cid) {
    return read(cid, view -> {
      byte[] bytes = new byte[view.remaining()];
      view.get(bytes);
      return Block.trusted(cid, bytes);
    });
  }

  @Override
  public <R> Optional<R> read(Cid cid, Function<ByteBuffer, R> reader) {
    gate.enter();
    try {
      Multihash hash = cid.multihash();
      if (hash.isIdentity()) {
        return Optional.of(reader.apply(ByteBuffer.wrap(hash.digest()).asReadOnlyBuffer()));
      }
      BlockEntry missing = null;
      while (true) {
        BlockEntry found = find(hash);
        if (found == null) {
          return Optional.empty();
        }
        if (missing != null && missing.isAt(found)) {
          throw records.corrupt(hash, found, "the segment file is missing");
        }
        byte[] pending = found.pendingBytes();
        if (pending != null) {
          return Optional.of(reader.apply(ByteBuffer.wrap(pending).asReadOnlyBuffer()));
        }
        try {
          return Optional.of(records.read(hash, found, reader));
        } catch (NoSuchFileException e) {
          // Deleted between the look-up and the read, or lost: the second look tells.
          missing = found;
        }
      }
    } finally {
      gate.leave();
    }
  }

  /** Where the block is; null when it is not here. */
  private @Nullable BlockEntry find(Multihash hash) {
    BlockEntry known = overlay.layers().block(hash);
    BlockEntry found = known != null ? known : index.block(hash);
    return found == null || found.isGone() ? null : found;
  }

  /** As {@link #find}, under the lock: an answer of before is good as long as the index has not moved on. */
  private @Nullable BlockEntry findAgain(Multihash hash, @Nullable BlockEntry before, long generation) {
    BlockEntry known = overlay.layers().block(hash);
    if (known != null) {
      return known.isGone() ? null : known;
    }
    return overlay.layers().generation() == generation ? before : find(hash);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the block is larger than 4 MiB
   */
  @Override
  public void put(Block block) {
    Multihash hash = block.cid().multihash();
    if (block.size() > RecordFormat.MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("block " + block.cid() + " has " + block.size()
          + " bytes; the store takes up to " + RecordFormat.MAX_PAYLOAD_BYTES);
    }
    gate.enter();
    try {
      if (hash.isIdentity()) {
        return;
      }
      long generation = overlay.layers().generation();
      if (find(hash) != null) {
        return;
      }
      byte[] key = hash.bytes();
      byte[] bytes = block.bytes();
      int crc = RecordFormat.crc(bytes);
      int size = RecordFormat.recordBytes(key.length, bytes.length);
      log.lock().lock();
      try {
        admit(size);
        if (findAgain(hash, null, generation) != null) {
          return;
        }
        long position = log.append(Kind.BLOCK, key, bytes, crc);
        BlockEntry entry = BlockEntry.pending(position, bytes);
        log.follow(entry);
        overlay.putBlock(hash, entry);
        checkpointer.appended(size);
      } finally {
        log.lock().unlock();
      }
    } finally {
      gate.leave();
    }
  }

  @Override
  public boolean delete(Multihash hash) {
    gate.enter();
    try {
      long generation = overlay.layers().generation();
      BlockEntry before = find(hash);
      if (before == null) {
        return false;
      }
      byte[] key = hash.bytes();
      int size = RecordFormat.recordBytes(key.length, 0);
      log.lock().lock();
      try {
        admit(size);
        BlockEntry found = findAgain(hash, before, generation);
        if (found == null) {
          return false;
        }
        long position = log.append(Kind.DELETE, key, NO_PAYLOAD, RecordFormat.crc(NO_PAYLOAD));
        overlay.deleteBlock(hash, found, position);
        appended(size);
        return true;
      } finally {
        log.lock().unlock();
      }
    } finally {
      gate.leave();
    }
  }

  private void admit(int recordBytes) {
    checkpointer.admit();
    log.admit(recordBytes);
  }

  private void appended(int recordBytes) {
    overlay.extend(log.end());
    checkpointer.appended(recordBytes);
  }

  @Override
  public void sync() {
    gate.enter();
    try {
      log.sync();
    } finally {
      gate.leave();
    }
  }

  /** Brings the index up to the log now; {@link #close()} does it too. For tests and before a backup. */
  void checkpoint() {
    gate.enter();
    try {
      checkpointer.checkpoint();
    } finally {
      gate.leave();
    }
  }

  @Override
  public void forEach(Predicate<Entry> visitor) {
    gate.enter();
    try {
      walk.forEach((hash, entry) -> visitor.test(new Entry(hash, entry.length())));
    } finally {
      gate.leave();
    }
  }

  /**
   * Reads everything and checks it: file headers, record headers, checksums, the hash of every block, and that index
   * and segments agree both ways. Goes on after what it finds; the store may be used meanwhile, and what is put
   * meanwhile is not looked at.
   *
   * @param problems told of each problem, as it is found
   */
  public VerifyReport verify(Consumer<Problem> problems, VerifyProgress progress) {
    gate.enter();
    try {
      long end;
      NavigableMap<Integer, SegmentStats> stats;
      log.lock().lock();
      try {
        end = log.end();
        stats = new TreeMap<>(overlay.segments());
        log.syncTo(end);
      } finally {
        log.lock().unlock();
      }
      RecordReader hashing = new RecordReader(segments, dir, salt, true);
      return new Verifier(dir, files, salt, end, stats, new VerifierAccess(), hashing, problems, progress)
          .run();
    } finally {
      gate.leave();
    }
  }

  private final class VerifierAccess implements Verifier.Access {
    @Override
    public @Nullable BlockEntry find(Multihash hash) {
      return PackStore.this.find(hash);
    }

    @Override
    public void forEach(Verifier.BlockVisitor visitor) {
      walk.forEach((hash, entry) -> {
        visitor.visit(hash, entry);
        return true;
      });
    }

    @Override
    public boolean hasSegment(int segment) {
      log.lock().lock();
      try {
        return overlay.segments().containsKey(segment);
      } finally {
        log.lock().unlock();
      }
    }

    @Override
    public void check() {
      gate.check();
    }
  }

  @Override
  public Usage usage() {
    gate.enter();
    try {
      long indexBytes = index.fileBytes();
      log.lock().lock();
      try {
        long logBytes = overlay.segments().values().stream().mapToLong(SegmentStats::end).sum();
        return new Usage(overlay.blocks(), overlay.blockBytes(), logBytes + indexBytes);
      } finally {
        log.lock().unlock();
      }
    } finally {
      gate.leave();
    }
  }

  @Override
  public Optional<byte[]> get(Table table, byte[] key) {
    return inside(() -> tables.get(TableKey.of(table, key)));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when keys or values are too long, or all together take more than 4 MiB
   */
  @Override
  public void write(List<Change> changes) {
    List<Edit> edits = changes.stream().map(TableKey::check).map(Edit::of).toList();
    inside(() -> {
      tables.write(edits);
      return true;
    });
  }

  @Override
  public void scan(Table table, byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
    inside(() -> {
      tables.scan(TableKey.prefix(table, prefix), visitor);
      return true;
    });
  }

  @Override
  public long count(Table table) {
    return inside(() -> tables.count(table.id()));
  }

  private <R> R inside(Supplier<R> call) {
    gate.enter();
    try {
      return call.get();
    } finally {
      gate.leave();
    }
  }

  /**
   * Makes everything durable, commits the index and lets go of the folder. Calling it again does nothing.
   *
   * @throws BlockstoreException when something that was put could not be made durable; the store is closed anyway
   */
  @Override
  public void close() {
    if (!gate.close()) {
      return;
    }
    try {
      BlockstoreException indexTrouble = checkpointer.close();
      BlockstoreException logTrouble = log.close();
      if (logTrouble != null) {
        throw new BlockstoreException(logTrouble.code(),
            "the block store is closed, but what was put last is not durable: " + logTrouble.getMessage(),
            logTrouble);
      }
      if (indexTrouble != null) {
        LOG.warn("the index is behind the log; the next start brings it up: {}", indexTrouble.getMessage());
      }
    } finally {
      segments.close();
      index.close();
      directoryLock.close();
    }
  }
}
