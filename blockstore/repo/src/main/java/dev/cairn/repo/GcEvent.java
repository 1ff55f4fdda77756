package dev.cairn.repo;

import dev.cairn.multiformats.Cid;

/** What a collection tells while it runs. */
public sealed interface GcEvent {
  /**
   * A block was removed, or would be in a dry run.
   *
   * @param cid the block's multihash as a raw CIDv1: the store does not know by which CID it was added
   * @param bytes its length
   */
  record Removed(Cid cid, int bytes) implements GcEvent {}

  /** A pin needs a block that is missing or damaged. */
  record Bad(BadBlock block) implements GcEvent {}

  /** A block should have been removed and could not be. */
  record Failed(Cid cid, String reason) implements GcEvent {}
}
