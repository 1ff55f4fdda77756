package dev.cairn.store;

import dev.cairn.dag.Block;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multihash;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A store whose nth call fails, once: whoever uses a store is tested by letting each of its calls fail in turn. All
 * other calls go through.
 */
public final class FaultyBlockstore implements Blockstore {
  private final Blockstore inner;
  private final BlockstoreException.Code code;
  private final AtomicLong callsLeft;

  private FaultyBlockstore(Blockstore inner, BlockstoreException.Code code, long nth) {
    this.inner = inner;
    this.code = code;
    this.callsLeft = new AtomicLong(nth);
  }

  /** Fails the nth call from now, counted from 1, with this code. */
  public static FaultyBlockstore failing(Blockstore inner, BlockstoreException.Code code, long nth) {
    return new FaultyBlockstore(inner, code, nth);
  }

  /** Whether the fault has happened: a test that saw none has tried every call. */
  public boolean failed() {
    return callsLeft.get() <= 0;
  }

  @Override
  public boolean has(Cid cid) {
    count("has");
    return inner.has(cid);
  }

  @Override
  public OptionalInt size(Cid cid) {
    count("size");
    return inner.size(cid);
  }

  @Override
  public Optional<Block> get(Cid cid) {
    count("get");
    return inner.get(cid);
  }

  @Override
  public <R> Optional<R> read(Cid cid, Function<ByteBuffer, R> reader) {
    count("read");
    return inner.read(cid, reader);
  }

  @Override
  public void put(Block block) {
    count("put");
    inner.put(block);
  }

  @Override
  public void sync() {
    count("sync");
    inner.sync();
  }

  @Override
  public boolean delete(Multihash hash) {
    count("delete");
    return inner.delete(hash);
  }

  @Override
  public void forEach(Predicate<Entry> visitor) {
    count("forEach");
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

  private void count(String call) {
    if (callsLeft.decrementAndGet() == 0) {
      throw new BlockstoreException(code, "fault injected into " + call);
    }
  }
}
