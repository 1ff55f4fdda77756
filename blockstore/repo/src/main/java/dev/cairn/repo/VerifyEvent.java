package dev.cairn.repo;

import dev.cairn.multiformats.Cid;

/** What a verification tells while it runs. */
public sealed interface VerifyEvent {
  /**
   * A stored block is damaged; it is never served. Deleting it and putting it again heals it.
   *
   * @param cid its multihash as a raw CIDv1
   */
  record Damaged(Cid cid, String reason) implements VerifyEvent {}

  /** Files of the store are damaged; the blocks that this concerns are told of one by one. */
  record StoreDamaged(String reason) implements VerifyEvent {}

  /** How far it is with the files of the store, in bytes: told now and then, and at the end. */
  record Progress(long checkedBytes, long allBytes) implements VerifyEvent {}

  /** A pin of which not everything is here and whole. Whole pins are only counted. */
  record BrokenPin(PinCheck check) implements VerifyEvent {}
}
