package dev.cairn.store.pack;

import static java.nio.ByteBuffer.allocateDirect;

import dev.cairn.multiformats.Multihash;
import dev.cairn.store.BlockstoreException;
import dev.cairn.store.BlockstoreException.Code;
import dev.cairn.store.TableKey;
import dev.cairn.store.pack.TableFormat.Edit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.GetOp;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * The LMDB index, the checkpoint of the log. Four databases:
 *
 * <pre>
 * blocks    multihash               1 u8, segment u32, offset u32, length u32
 * tables    table u8 ‖ key          value
 * segments  id u32                  1 u8, end u32, live blocks u32, live bytes u64, table records u32
 * meta      "totals"                see {@link Totals}
 * </pre>
 *
 * The number in front of a value is its format; a later format of {@code blocks} adds the block's numeric id.
 *
 * <p>Every read is one short transaction from a pool, except {@link #tableCursor}. Commits are synced and come from one
 * thread at a time. Whoever closes the index sees to it that nobody uses it any more: LMDB does not.
 */
final class Index implements AutoCloseable {
  private static final int MAX_LOOKUPS = 192;
  private static final int MAX_SCANS = 64;
  private static final long MAX_MAP_BYTES = 256L << 30;
  private static final long MIN_MAP_BYTES = 1L << 30;
  private static final byte BLOCK_FORMAT = 1;
  private static final int BLOCK_BYTES = 13;
  private static final byte SEGMENT_FORMAT = 1;
  private static final int SEGMENT_BYTES = 21;
  private static final byte[] TOTALS_KEY = {'t', 'o', 't', 'a', 'l', 's'};

  /** A reading transaction at rest, and memory for a key. */
  private record Reader(Txn<ByteBuffer> txn, ByteBuffer key) {}

  /** A block in the index. */
  record IndexedBlock(Multihash hash, BlockEntry entry) {}

  private final Path dir;
  private final Env<ByteBuffer> env;
  private final Dbi<ByteBuffer> blocks;
  private final Dbi<ByteBuffer> tables;
  private final Dbi<ByteBuffer> segments;
  private final Dbi<ByteBuffer> meta;
  private final ConcurrentLinkedDeque<Reader> readers = new ConcurrentLinkedDeque<>();
  private final Semaphore lookups = new Semaphore(MAX_LOOKUPS);
  private final Semaphore scans = new Semaphore(MAX_SCANS);

  private Index(Path dir, Env<ByteBuffer> env) {
    this.dir = dir;
    this.env = env;
    this.blocks = env.openDbi("blocks", DbiFlags.MDB_CREATE);
    this.tables = env.openDbi("tables", DbiFlags.MDB_CREATE);
    this.segments = env.openDbi("segments", DbiFlags.MDB_CREATE);
    this.meta = env.openDbi("meta", DbiFlags.MDB_CREATE);
  }

  static Path dataFile(Path dir) {
    return dir.resolve("data.mdb");
  }

  /** Opens the index in this folder, which exists; makes an empty one when there is none. */
  static Index open(Path dir) {
    BlockstoreException last = null;
    // The map is address space, not memory. A container may limit that too, so ask for less until it is given.
    for (long bytes = MAX_MAP_BYTES; bytes >= MIN_MAP_BYTES; bytes /= 4) {
      Env<ByteBuffer> env;
      try {
        env = Env.create().setMapSize(bytes).setMaxDbs(8).setMaxReaders(MAX_LOOKUPS + MAX_SCANS + 8)
            .open(dir.toFile(), 0600, EnvFlags.MDB_NOTLS, EnvFlags.MDB_NORDAHEAD);
      } catch (LmdbException e) {
        last = failed("open", dir, e);
        continue;
      }
      try {
        return new Index(dir, env);
      } catch (LmdbException e) {
        env.close();
        throw failed("open", dir, e);
      }
    }
    throw last == null ? new IllegalStateException("no map size was tried") : last;
  }

  private static BlockstoreException failed(String what, Path dir, RuntimeException e) {
    if (e instanceof Env.MapFullException) {
      return new BlockstoreException(Code.FULL,
          "the index in " + dir
              + " has used up its map; restart, and see that the address space is not limited",
          e);
    }
    if (DiskErrors.isFull(e)) {
      return DiskErrors.writing(dir, e);
    }
    return new BlockstoreException(Code.IO,
        "cannot " + what + " the index in " + dir + " (" + DiskErrors.reason(e)
            + "); if that stays so after a restart, remove the folder and it is rebuilt from the segments",
        e);
  }

  /**
   * Does nothing when this code knows the version of the index.
   *
   * @throws BlockstoreException when a newer version of Cairn wrote it
   */
  void checkVersion() {
    this.<Boolean>read((txn, key) -> {
      ByteBuffer value = meta.get(txn, key.put(TOTALS_KEY).flip());
      int version = value == null ? 0 : Totals.version(value.order(ByteOrder.BIG_ENDIAN));
      if (version > Totals.VERSION) {
        throw new BlockstoreException(Code.IO,
            "the index in " + dir + " has format version " + version + ", this version of Cairn knows up to "
                + Totals.VERSION + "; use the newer Cairn that wrote it");
      }
      return true;
    });
  }

  /** The counters of the last commit; null when there was none. */
  @Nullable
  Totals totals() {
    return read((txn, key) -> {
      ByteBuffer value = meta.get(txn, key.put(TOTALS_KEY).flip());
      if (value == null) {
        return null;
      }
      Totals totals = Totals.decode(value.order(ByteOrder.BIG_ENDIAN));
      if (totals == null) {
        throw new BlockstoreException(Code.CORRUPT, "the index in " + dir + " has damaged counters");
      }
      return totals;
    });
  }

  /** What each segment holds as of the last commit. */
  Map<Integer, SegmentStats> segmentStats() {
    Map<Integer, SegmentStats> all = new TreeMap<>();
    this.<Boolean>read((txn, _) -> {
      try (Cursor<ByteBuffer> cursor = segments.openCursor(txn)) {
        for (boolean found = cursor.first(); found; found = cursor.next()) {
          ByteBuffer value = cursor.val().order(ByteOrder.BIG_ENDIAN);
          if (value.remaining() != SEGMENT_BYTES || value.get() != SEGMENT_FORMAT) {
            throw new BlockstoreException(Code.CORRUPT,
                "the index in " + dir + " has damaged segment counts");
          }
          all.put(cursor.key().order(ByteOrder.BIG_ENDIAN).getInt(),
              new SegmentStats(value.getInt(), value.getInt(), value.getLong(), value.getInt()));
        }
      }
      return true;
    });
    return all;
  }

  /** Where a block lies; null when the index does not have it. */
  @Nullable
  BlockEntry block(Multihash hash) {
    return read((txn, key) -> {
      hash.encodeTo(key);
      ByteBuffer value = blocks.get(txn, key.flip());
      return value == null ? null : entry(value);
    });
  }

  private BlockEntry entry(ByteBuffer value) {
    value.order(ByteOrder.BIG_ENDIAN);
    if (value.remaining() < BLOCK_BYTES || value.get(0) != BLOCK_FORMAT) {
      throw new BlockstoreException(Code.CORRUPT,
          "the index in " + dir
              + " has a damaged block entry; stop the node, remove the folder, and it is rebuilt");
    }
    return BlockEntry.stored(Position.of(value.getInt(1), value.getInt(5)), value.getInt(9));
  }

  /** Up to {@code limit} blocks behind {@code after}, or from the first one when that is null. */
  List<IndexedBlock> blocksAfter(@Nullable Multihash after, int limit) {
    List<IndexedBlock> page = new ArrayList<>(limit);
    this.<Boolean>read((txn, key) -> {
      try (Cursor<ByteBuffer> cursor = blocks.openCursor(txn)) {
        boolean found;
        if (after == null) {
          found = cursor.first();
        } else {
          after.encodeTo(key);
          key.flip();
          found = cursor.get(key, GetOp.MDB_SET_RANGE);
          if (found && hash(cursor.key()).equals(after)) {
            found = cursor.next();
          }
        }
        for (; found && page.size() < limit; found = cursor.next()) {
          page.add(new IndexedBlock(hash(cursor.key()), entry(cursor.val())));
        }
      }
      return true;
    });
    return page;
  }

  private Multihash hash(ByteBuffer key) {
    try {
      return Multihash.decode(bytes(key));
    } catch (RuntimeException e) {
      throw new BlockstoreException(Code.CORRUPT,
          "the index in " + dir + " has a damaged key; stop the node, remove the folder, and it is rebuilt",
          e);
    }
  }

  /** The value of a table entry; null when the index does not have it. */
  byte @Nullable [] table(TableKey at) {
    return this.<byte[]>read((txn, key) -> {
      ByteBuffer value = tables.get(txn, key.put(at.encoded()).flip());
      return value == null ? null : bytes(value);
    });
  }

  /** A cursor over the tables; waits until one is free. Close it soon: it keeps old pages alive. */
  TableCursor tableCursor() {
    scans.acquireUninterruptibly();
    return new TableCursor();
  }

  /** Table entries in key order; for one thread. */
  final class TableCursor implements AutoCloseable {
    private @Nullable Txn<ByteBuffer> txn;
    private @Nullable Cursor<ByteBuffer> cursor;
    private boolean found;

    /** Goes to the first entry from {@code from} on. What it sees from now on is the state of now. */
    void open(TableKey from) {
      try {
        Txn<ByteBuffer> begun = env.txnRead();
        txn = begun;
        Cursor<ByteBuffer> opened = tables.openCursor(begun);
        cursor = opened;
        byte[] key = from.encoded();
        found = opened.get(allocateDirect(key.length).put(key).flip(), GetOp.MDB_SET_RANGE);
      } catch (LmdbException e) {
        throw failed("read", dir, e);
      }
    }

    private Cursor<ByteBuffer> opened() {
      if (cursor == null) {
        throw new IllegalStateException("the cursor is not open");
      }
      return cursor;
    }

    /** The key here; null behind the last. */
    @Nullable
    TableKey key() {
      return found ? TableKey.stored(bytes(opened().key())) : null;
    }

    byte[] value() {
      return bytes(opened().val());
    }

    void advance() {
      found = opened().next();
    }

    @Override
    public void close() {
      try {
        if (cursor != null) {
          cursor.close();
        }
        if (txn != null) {
          txn.close();
        }
      } finally {
        scans.release();
      }
    }
  }

  /** Takes a checkpoint over: all of it, durably, or nothing. */
  void commit(Checkpoint checkpoint) {
    List<Map.Entry<Multihash, BlockEntry>> sorted = new ArrayList<>(checkpoint.layer().blocks.entrySet());
    sorted.sort(Map.Entry.comparingByKey(Comparator.naturalOrder()));
    ByteBuffer key = allocateDirect(RecordFormat.MAX_KEY_BYTES + TableKey.MAX_KEY_BYTES);
    ByteBuffer value = allocateDirect(TableKey.MAX_VALUE_BYTES);
    try (Txn<ByteBuffer> txn = env.txnWrite()) {
      commitBlocks(txn, sorted, key, value);
      for (Edit edit : checkpoint.layer().tables.values()) {
        key.clear().put(edit.key().encoded()).flip();
        byte[] entry = edit.value();
        if (entry == null) {
          tables.delete(txn, key);
        } else {
          tables.put(txn, key, value.clear().put(entry).flip());
        }
      }
      for (Map.Entry<Integer, SegmentStats> segment : checkpoint.segments().entrySet()) {
        SegmentStats stats = segment.getValue();
        value.clear().put(SEGMENT_FORMAT).putInt(stats.end()).putInt(stats.liveBlocks())
            .putLong(stats.liveBytes())
            .putInt(stats.tableRecords());
        segments.put(txn, key.clear().putInt(segment.getKey()).flip(), value.flip());
      }
      for (int removed : checkpoint.removedSegments()) {
        segments.delete(txn, key.clear().putInt(removed).flip());
      }
      meta.put(txn, key.clear().put(TOTALS_KEY).flip(),
          value.clear().put(checkpoint.totals().encode()).flip());
      txn.commit();
    } catch (LmdbException e) {
      throw failed("write", dir, e);
    }
    fillUp();
  }

  private void commitBlocks(Txn<ByteBuffer> txn, List<Map.Entry<Multihash, BlockEntry>> sorted,
      ByteBuffer key,
      ByteBuffer value) {
    // One cursor over sorted keys: LMDB looks at the page it stands on before it descends from the root again.
    try (Cursor<ByteBuffer> cursor = blocks.openCursor(txn)) {
      for (Map.Entry<Multihash, BlockEntry> block : sorted) {
        key.clear();
        block.getKey().encodeTo(key);
        key.flip();
        BlockEntry entry = block.getValue();
        if (!entry.isGone()) {
          value.clear().put(BLOCK_FORMAT).putInt(entry.segment()).putInt(entry.offset())
              .putInt(entry.length());
          cursor.put(key, value.flip());
        } else if (cursor.get(key, GetOp.MDB_SET)) {
          cursor.delete();
        }
      }
    }
  }

  /**
   * LMDB does not write pages that a transaction took and gave back, so the file may end before its last page. Then
   * nothing would tell it from one that was cut off; see {@link IndexFiles#problem}.
   */
  private void fillUp() {
    Path file = dataFile(dir);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long bytes = (env.info().lastPageNumber + 1) * env.stat().pageSize;
      if (channel.size() < bytes) {
        channel.write(ByteBuffer.allocate(1), bytes - 1);
      }
    } catch (IOException | LmdbException e) {
      throw DiskErrors.writing(file, e);
    }
  }

  /** How long the file is, in bytes. */
  long fileBytes() {
    try {
      return Files.size(dataFile(dir));
    } catch (IOException e) {
      throw DiskErrors.reading(dataFile(dir), e);
    }
  }

  private interface Lookup<R> {
    @Nullable
    R in(Txn<ByteBuffer> txn, ByteBuffer key);
  }

  private <R> @Nullable R read(Lookup<R> lookup) {
    lookups.acquireUninterruptibly();
    try {
      Reader reader = readers.pollFirst();
      if (reader == null) {
        reader = new Reader(env.txnRead(),
            allocateDirect(RecordFormat.MAX_KEY_BYTES + TableKey.MAX_KEY_BYTES));
      } else {
        reader.txn.renew();
      }
      try {
        return lookup.in(reader.txn, reader.key.clear());
      } finally {
        reader.txn.reset();
        readers.addFirst(reader);
      }
    } catch (LmdbException e) {
      throw failed("read", dir, e);
    } finally {
      lookups.release();
    }
  }

  private static byte[] bytes(ByteBuffer from) {
    byte[] bytes = new byte[from.remaining()];
    from.get(from.position(), bytes);
    return bytes;
  }

  @Override
  public void close() {
    for (Reader reader = readers.poll(); reader != null; reader = readers.poll()) {
      reader.txn.close();
    }
    env.close();
  }
}
