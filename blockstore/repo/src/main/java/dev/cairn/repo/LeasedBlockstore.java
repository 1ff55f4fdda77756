package dev.cairn.repo;

import dev.cairn.dag.Block;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multihash;
import dev.cairn.store.Blockstore;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/** Tells the open leases of every block that is put. */
final class LeasedBlockstore implements Blockstore {
  private final Blockstore store;
  private final Leases leases;

  LeasedBlockstore(Blockstore store, Leases leases) {
    this.store = store;
    this.leases = leases;
  }

  @Override
  public boolean has(Cid cid) {
    return store.has(cid);
  }

  @Override
  public OptionalInt size(Cid cid) {
    return store.size(cid);
  }

  @Override
  public Optional<Block> get(Cid cid) {
    return store.get(cid);
  }

  @Override
  public <R> Optional<R> read(Cid cid, Function<ByteBuffer, R> reader) {
    return store.read(cid, reader);
  }

  @Override
  public void put(Block block) {
    leases.touch(block.cid().multihash());
    store.put(block);
  }

  @Override
  public void putAll(List<Block> blocks) {
    leases.touchAll(blocks);
    store.putAll(blocks);
  }

  @Override
  public void sync() {
    store.sync();
  }

  @Override
  public boolean delete(Multihash hash) {
    return store.delete(hash);
  }

  @Override
  public void forEach(Predicate<Entry> visitor) {
    store.forEach(visitor);
  }

  @Override
  public Usage usage() {
    return store.usage();
  }

  /** Does nothing: the store belongs to the repository, which closes it. */
  @Override
  public void close() {}
}
