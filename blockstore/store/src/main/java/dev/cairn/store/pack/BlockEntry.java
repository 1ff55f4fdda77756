package dev.cairn.store.pack;

import org.jspecify.annotations.Nullable;

/** Where a block's record lies, or that the block is gone. */
final class BlockEntry {
  private static final int GONE = -1;

  private final long position;
  private final int length;

  /** The bytes, as long as they are not in the file; written once more than once read, hence volatile. */
  private volatile byte @Nullable [] pending;

  private BlockEntry(long position, int length, byte @Nullable [] pending) {
    this.position = position;
    this.length = length;
    this.pending = pending;
  }

  static BlockEntry stored(long position, int length) {
    return new BlockEntry(position, length, null);
  }

  static BlockEntry pending(long position, byte[] bytes) {
    return new BlockEntry(position, bytes.length, bytes);
  }

  /** The block was here and is deleted by the record at this position. */
  static BlockEntry gone(long position) {
    return new BlockEntry(position, GONE, null);
  }

  boolean isGone() {
    return length == GONE;
  }

  long position() {
    return position;
  }

  int segment() {
    return Position.segment(position);
  }

  int offset() {
    return Position.offset(position);
  }

  /** How long the payload is, in bytes. */
  int length() {
    return length;
  }

  byte @Nullable [] pendingBytes() {
    return pending;
  }

  /** The record is in the file now. */
  void written() {
    pending = null;
  }

  boolean isAt(BlockEntry other) {
    return position == other.position && length == other.length;
  }
}
