package dev.cairn.repo;

import dev.cairn.multiformats.Cid;

/**
 * What became of a block that somebody wanted removed.
 *
 * @param reason one line for people; empty when it was removed
 */
public record BlockRemoval(Cid cid, Status status, String reason) {

  /** What became of it. */
  public enum Status {
    REMOVED,
    /** It was not here. */
    NOT_FOUND,
    /** A pin keeps it. */
    PINNED,
    /** Work under way needs it. */
    IN_USE
  }
}
