package dev.cairn.store.pack;

/**
 * A place in the log as one number, in the order of writing: the segment's id in the upper 32 bits, the offset in
 * its file in the lower ones.
 */
final class Position {
  private Position() {}

  static long of(int segment, int offset) {
    return (long) segment << 32 | offset & 0xffff_ffffL;
  }

  static int segment(long position) {
    return (int) (position >>> 32);
  }

  static int offset(long position) {
    return (int) position;
  }

  static String text(long position) {
    return "segment " + segment(position) + " offset " + Integer.toUnsignedString(offset(position));
  }
}
