package dev.cairn.dag.unixfs.chunk;

/**
 * Cuts by the Rabin fingerprint of the last 16 bytes: their value as a polynomial over GF(2), modulo an irreducible
 * polynomial of degree 53. A chunk ends where the low bits of the fingerprint are all zero, at its maximum, or with
 * the stream.
 *
 * <p>Sliding the window takes two tables: {@code OUT[b]} is what a byte contributes when it is the oldest of the
 * window, and {@code MOD[b]} reduces the eight bits that shifting in a byte pushes above the degree.
 */
final class RabinSplitter extends ContentSplitter {
  static final int WINDOW = 16;

  /** Kubo's polynomial; another one gives other cuts. */
  private static final long POLYNOMIAL = 17_437_180_132_763_653L;

  private static final int DEGREE = 63 - Long.numberOfLeadingZeros(POLYNOMIAL);
  private static final int TOP_BYTE = DEGREE - 8;
  private static final long[] OUT = new long[256];
  private static final long[] MOD = new long[256];

  static {
    for (int b = 0; b < 256; b++) {
      long oldest = b;
      for (int i = 1; i < WINDOW; i++) {
        oldest = remainder(oldest << 8);
      }
      OUT[b] = oldest;
      long high = (long) b << DEGREE;
      MOD[b] = remainder(high) | high;
    }
  }

  private final int min;
  private final long mask;

  RabinSplitter(Frame frame, int min, int average, int max) {
    super(frame, max);
    this.min = min;
    this.mask = Long.highestOneBit(average) - 1;
  }

  /** Division of polynomials over GF(2), by subtracting (that is, xor) the divisor from the top bit down. */
  private static long remainder(long polynomial) {
    long rest = polynomial;
    for (int bit = 63; bit >= DEGREE; bit--) {
      if ((rest >>> bit & 1) != 0) {
        rest ^= POLYNOMIAL << (bit - DEGREE);
      }
    }
    return rest;
  }

  @Override
  int cut(byte[] bytes, int start, int available) {
    if (available <= min) {
      return available;
    }
    // Nothing before the window of the first possible cut matters.
    int at = start + min - WINDOW;
    long print = 0;
    for (int i = 0; i < WINDOW; i++) {
      print = append(print, bytes[at++]);
    }
    int end = start + available;
    while ((print & mask) != 0 && at < end) {
      print ^= OUT[bytes[at - WINDOW] & 0xff];
      print = append(print, bytes[at++]);
    }
    return at - start;
  }

  private static long append(long print, byte next) {
    return (print << 8 | (next & 0xff)) ^ MOD[(int) (print >>> TOP_BYTE)];
  }
}
