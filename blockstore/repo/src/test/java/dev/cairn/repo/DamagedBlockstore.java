package dev.cairn.repo;

import dev.cairn.dag.Block;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multihash;
import dev.cairn.store.Blockstore;
import dev.cairn.store.BlockstoreException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** A store in which chosen blocks are damaged: they are here, and reading them fails. */
final class DamagedBlockstore implements Blockstore {
  private final Blockstore inner;
  private final Set<Multihash> damaged = ConcurrentHashMap.newKeySet();
  private volatile Runnable beforeDelete = () -> {};
  private volatile Runnable beforeForEach = () -> {};

  DamagedBlockstore(Blockstore inner) {
    this.inner = inner;
  }

  void damage(Block block) {
    damaged.add(block.cid().multihash());
  }

  void beforeDelete(Runnable action) {
    beforeDelete = action;
  }

  void beforeForEach(Runnable action) {
    beforeForEach = action;
  }

  private void check(Cid cid) {
    if (damaged.contains(cid.multihash())) {
      throw new BlockstoreException(BlockstoreException.Code.CORRUPT, "block " + cid + " is damaged");
    }
  }

  @Override
  public boolean has(Cid cid) {
    return inner.has(cid);
  }

  @Override
  public OptionalInt size(Cid cid) {
    return inner.size(cid);
  }

  @Override
  public Optional<Block> get(Cid cid) {
    check(cid);
    return inner.get(cid);
  }

  @Override
  public <R> Optional<R> read(Cid cid, Function<ByteBuffer, R> reader) {
    check(cid);
    return inner.read(cid, reader);
  }

  @Override
  public void put(Block block) {
    inner.put(block);
  }

  @Override
  public void sync() {
    inner.sync();
  }

  @Override
  public boolean delete(Multihash hash) {
    beforeDelete.run();
    return inner.delete(hash);
  }

  @Override
  public void forEach(Predicate<Entry> visitor) {
    beforeForEach.run();
    inner.forEach(visitor);
  }

  @Override
  public Usage usage() {
    return inner.usage();
  }

  @Override
  public void close() {
    inner.close();
  }
}
