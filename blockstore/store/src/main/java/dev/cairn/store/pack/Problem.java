package dev.cairn.store.pack;

import dev.cairn.multiformats.Multihash;
import java.util.Optional;

/**
 * Something that {@link PackStore#verify} found.
 *
 * @param kind what kind of damage
 * @param segment the segment it is in
 * @param offset where in the segment's file, in bytes
 * @param block the block that cannot be read because of it, if it is one; deleting it and putting it again heals it
 * @param message one line for people
 */
public record Problem(Kind kind, int segment, long offset, Optional<Multihash> block, String message) {
  /** What kind of damage. */
  public enum Kind {
    /** A segment file is not there. */
    SEGMENT_MISSING,
    /** The header of a segment file is damaged; its records are checked by themselves. */
    SEGMENT_HEADER,
    /** Bytes inside a segment are no record, or a record of the tables is damaged. */
    LOG,
    /** A segment file is shorter than it was. */
    SEGMENT_SHORT,
    /** A block that should be here cannot be read whole. */
    BLOCK
  }
}
