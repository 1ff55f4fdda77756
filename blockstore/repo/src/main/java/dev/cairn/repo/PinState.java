package dev.cairn.repo;

import dev.cairn.multiformats.Cid;

/** What keeps a CID, if anything does. */
public sealed interface PinState {
  /** The CID that was asked about. */
  Cid cid();

  /** Whether anything keeps it. */
  default boolean isPinned() {
    return !(this instanceof NotPinned);
  }

  /** There is a pin on this very CID. */
  record Pinned(Pin pin) implements PinState {
    @Override
    public Cid cid() {
      return pin.cid();
    }
  }

  /**
   * Its block is kept by the pin on another CID.
   *
   * @param by the CID of that pin: the root of a DAG with the block in it, or the same block by another CID
   */
  record Indirect(Cid cid, Cid by) implements PinState {}

  /** Nothing keeps it. */
  record NotPinned(Cid cid) implements PinState {}
}
