package dev.cairn.store;

import dev.cairn.dag.Block;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multihash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A store in memory, for tests and for work that nobody keeps (the hash of a folder without storing it). Nothing is
 * durable: {@link #sync()} has nothing to wait for. Memory grows with what is put, and a scan copies the entries
 * that it will visit.
 */
public final class MemoryBlockstore implements Blockstore, Tables {
  private final ConcurrentHashMap<Multihash, byte[]> blocks = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final ReentrantLock tablesLock = new ReentrantLock();
  private final TreeMap<TableKey, byte[]> entries = new TreeMap<>();
  private volatile boolean closed;

  @Override
  public boolean has(Cid cid) {
    return size(cid).isPresent();
  }

  @Override
  public OptionalInt size(Cid cid) {
    checkOpen();
    if (cid.multihash().isIdentity()) {
      return OptionalInt.of(cid.multihash().digestSize());
    }
    byte[] found = blocks.get(cid.multihash());
    return found == null ? OptionalInt.empty() : OptionalInt.of(found.length);
  }

  @Override
  public Optional<Block> get(Cid cid) {
    checkOpen();
    if (cid.multihash().isIdentity()) {
      return Optional.of(Block.trusted(cid, cid.multihash().digest()));
    }
    return Optional.ofNullable(blocks.get(cid.multihash())).map(found -> Block.trusted(cid, found));
  }

  @Override
  public <R> Optional<R> read(Cid cid, Function<ByteBuffer, R> reader) {
    return get(cid).map(block -> reader.apply(ByteBuffer.wrap(block.bytes()).asReadOnlyBuffer()));
  }

  @Override
  public void put(Block block) {
    checkOpen();
    Multihash hash = block.cid().multihash();
    if (!hash.isIdentity() && blocks.putIfAbsent(hash, block.bytes()) == null) {
      bytes.addAndGet(block.size());
    }
  }

  @Override
  public void sync() {
    checkOpen();
  }

  @Override
  public boolean delete(Multihash hash) {
    checkOpen();
    byte[] removed = blocks.remove(hash);
    if (removed == null) {
      return false;
    }
    bytes.addAndGet(-removed.length);
    return true;
  }

  @Override
  public void forEach(Predicate<Entry> visitor) {
    checkOpen();
    for (Map.Entry<Multihash, byte[]> block : blocks.entrySet()) {
      if (!visitor.test(new Entry(block.getKey(), block.getValue().length))) {
        return;
      }
    }
  }

  @Override
  public Usage usage() {
    checkOpen();
    long now = bytes.get();
    return new Usage(blocks.size(), now, now);
  }

  @Override
  public Optional<byte[]> get(Table table, byte[] key) {
    checkOpen();
    TableKey at = TableKey.of(table, key);
    tablesLock.lock();
    try {
      return Optional.ofNullable(entries.get(at)).map(byte[]::clone);
    } finally {
      tablesLock.unlock();
    }
  }

  @Override
  public void write(List<Change> changes) {
    checkOpen();
    List<Change> checked = changes.stream().map(TableKey::check).toList();
    tablesLock.lock();
    try {
      for (Change change : checked) {
        TableKey key = TableKey.of(change.table(), change.key().clone());
        switch (change) {
          case Change.Put put -> entries.put(key, put.value().clone());
          case Change.Remove _ -> entries.remove(key);
        }
      }
    } finally {
      tablesLock.unlock();
    }
  }

  @Override
  public void scan(Table table, byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
    checkOpen();
    TableKey from = TableKey.prefix(table, prefix);
    List<Map.Entry<TableKey, byte[]>> matching = new ArrayList<>();
    tablesLock.lock();
    try {
      for (Map.Entry<TableKey, byte[]> entry : entries.tailMap(from, true).entrySet()) {
        if (!entry.getKey().startsWith(from)) {
          break;
        }
        matching.add(Map.entry(entry.getKey(), entry.getValue()));
      }
    } finally {
      tablesLock.unlock();
    }
    for (Map.Entry<TableKey, byte[]> entry : matching) {
      if (!visitor.test(entry.getKey().key(), entry.getValue().clone())) {
        return;
      }
    }
  }

  @Override
  public long count(Table table) {
    checkOpen();
    tablesLock.lock();
    try {
      return entries.keySet().stream().filter(key -> key.isIn(table)).count();
    } finally {
      tablesLock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new BlockstoreException(BlockstoreException.Code.CLOSED, "the block store is closed");
    }
  }
}
