package dev.cairn.dag.unixfs.chunk;

/**
 * Cuts by a cyclic polynomial hash of the last 32 bytes: each byte stands for a word of a fixed table, rotated by
 * its age and xored together. A chunk ends where the low 17 bits are all zero, at 512 KiB, or with the stream; it
 * has at least 128 KiB unless the stream ends earlier.
 *
 * <p>A byte leaves the window after 32 rotations of a 32-bit word, that is, unrotated.
 */
final class BuzhashSplitter extends ContentSplitter {
  static final int MIN = 128 * 1024;
  static final int MAX = 512 * 1024;
  private static final int WINDOW = 32;
  private static final int MASK = (1 << 17) - 1;
  private static final int[] WORDS = BuzhashTable.words();

  BuzhashSplitter(Frame frame) {
    super(frame, MAX);
  }

  @Override
  int cut(byte[] bytes, int start, int available) {
    if (available <= MIN) {
      return available;
    }
    int at = start + MIN - WINDOW;
    int hash = 0;
    for (int i = 0; i < WINDOW; i++) {
      hash = Integer.rotateLeft(hash, 1) ^ WORDS[bytes[at++] & 0xff];
    }
    int end = start + available;
    while ((hash & MASK) != 0 && at < end) {
      hash = Integer.rotateLeft(hash, 1) ^ WORDS[bytes[at - WINDOW] & 0xff] ^ WORDS[bytes[at] & 0xff];
      at++;
    }
    return at - start;
  }
}
