package dev.cairn.dag.unixfs.chunk;

/**
 * Test data that is easy to make in any language, so that a vector can be checked elsewhere: xorshift64* with the
 * shifts 12, 25, 27; a byte is the top byte of the state times 0x2545F4914F6CDD1D.
 */
public final class XorShift {
  private XorShift() {}

  public static byte[] bytes(long seed, int size) {
    byte[] bytes = new byte[size];
    long state = seed;
    for (int i = 0; i < size; i++) {
      state ^= state >>> 12;
      state ^= state << 25;
      state ^= state >>> 27;
      bytes[i] = (byte) (state * 0x2545F4914F6CDD1DL >>> 56);
    }
    return bytes;
  }
}
