package dev.cairn.repo;

import dev.cairn.multiformats.Cid;

/**
 * A block that a pin needs and that cannot be had whole.
 *
 * @param cid the block
 * @param root the root of the pinned DAG in which it was met first
 * @param reason one line for people
 */
public record BadBlock(Cid cid, Cid root, Kind kind, String reason) {

  /** What is wrong with it. */
  public enum Kind {
    /** It is not here. */
    MISSING,
    /** It is here, and its bytes are damaged. */
    CORRUPT,
    /** Its bytes are whole, but its links cannot be read. */
    UNREADABLE
  }

  /** Whether the block may lead to others, which are then unknown. */
  public boolean hidesLinks() {
    return Links.mayHave(cid);
  }
}
