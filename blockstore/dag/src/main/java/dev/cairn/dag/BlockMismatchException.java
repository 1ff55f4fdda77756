package dev.cairn.dag;

import dev.cairn.multiformats.Cid;

/** Bytes were handed in for a CID that they do not belong to, or that cannot be checked. */
public final class BlockMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Cid cid;

  public BlockMismatchException(Cid cid, String reason) {
    super("block " + cid + " refused: " + reason);
    this.cid = cid;
  }

  /** The CID that was asked for. */
  public Cid cid() {
    return cid;
  }
}
