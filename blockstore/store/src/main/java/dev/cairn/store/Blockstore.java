package dev.cairn.store;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockSink;
import dev.cairn.dag.BlockSource;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multihash;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Blocks by multihash, as the network has them: CIDv0 and CIDv1 of the same bytes are one block. Safe for use by
 * many threads.
 *
 * <p>A put is visible at once to every later call of any thread, and durable (it survives kill -9 and power loss)
 * when a {@link #sync()} that began after it has returned. What comes out is checked against damage; a damaged
 * block throws {@link BlockstoreException} with code {@code CORRUPT} and is never served.
 *
 * <p>Identity CIDs are answered from the CID itself and never stored.
 */
public interface Blockstore extends BlockSource, BlockSink, AutoCloseable {
  /** Whether the block is here (or is an identity CID). */
  boolean has(Cid cid);

  /** How long the block is, in bytes, without reading it; empty when it is not here. */
  OptionalInt size(Cid cid);

  /** A copy of the block, safe to keep; empty when it is not here. */
  @Override
  Optional<Block> get(Cid cid);

  /**
   * Shows the block's bytes to {@code reader} without a copy where the store can; the view is read-only and dies
   * when the reader returns. Empty when the block is not here.
   */
  <R> Optional<R> read(Cid cid, Function<ByteBuffer, R> reader);

  /** Puts a block; one that is here already costs a look-up. */
  @Override
  void put(Block block);

  /** Returns when all puts and deletes that ended before this call are durable. */
  void sync();

  /** Removes a block; false when it was not here. The space returns later. */
  boolean delete(Multihash hash);

  /**
   * Visits the multihash and size of every block that is here from begin to end, in no particular order, until the
   * visitor says false. Blocks put or deleted meanwhile may or may not be seen. Complete, or throws.
   */
  void forEach(Predicate<Entry> visitor);

  /** What is here, from counters. */
  Usage usage();

  @Override
  void close();

  /** A block that is here, and its length in bytes. */
  record Entry(Multihash hash, int size) {}

  /** How many blocks, how many bytes in them, and how many bytes on disk with all overhead and garbage. */
  record Usage(long blocks, long bytes, long diskBytes) {}
}
