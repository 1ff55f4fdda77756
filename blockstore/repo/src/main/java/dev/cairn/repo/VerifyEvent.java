package dev.cairn.repo;

import dev.cairn.multiformats.Cid;

/** What a verification tells while it runs. */
public sealed interface VerifyEvent {
  /**
   * A stored block is damaged; it is never served.
   *
   * @param cid its multihash as a raw CIDv1
   */
  record Damaged(Cid cid, String reason) implements VerifyEvent {}

  /** How far it is: told after every thousandth block and at the end. */
  record Progress(long checkedBlocks, long allBlocks) implements VerifyEvent {}

  /** A pin of which not everything is here and whole. Whole pins are only counted. */
  record BrokenPin(PinCheck check) implements VerifyEvent {}
}
