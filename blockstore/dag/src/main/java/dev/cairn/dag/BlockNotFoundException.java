package dev.cairn.dag;

import dev.cairn.multiformats.Cid;

/**
 * A block is needed and not to be had. The message keeps the words that Kubo's clients search for: {@code ipld:
 * could not find <cid>}.
 */
public final class BlockNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Cid cid;

  public BlockNotFoundException(Cid cid) {
    super("ipld: could not find " + cid);
    this.cid = cid;
  }

  /** The CID of the missing block. */
  public Cid cid() {
    return cid;
  }
}
