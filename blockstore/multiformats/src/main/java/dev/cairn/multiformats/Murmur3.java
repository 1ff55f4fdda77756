package dev.cairn.multiformats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * MurmurHash3 in its 128-bit variant for 64-bit machines, seed zero, of which IPFS keeps the first 64 bits,
 * written big-endian. Sharded directories (HAMT) place their entries by it.
 */
final class Murmur3 {
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class,
      ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_LONG = MethodHandles.byteArrayViewVarHandle(long[].class,
      ByteOrder.BIG_ENDIAN);
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;

  private Murmur3() {}

  static byte[] digest64(byte[] data, int offset, int length, int size) {
    byte[] digest = new byte[8];
    BIG_LONG.set(digest, 0, hash64(data, offset, length));
    return digest;
  }

  /** The first half of the 128-bit hash. */
  static long hash64(byte[] data, int offset, int length) {
    long h1 = 0;
    long h2 = 0;
    int end = offset + (length & ~15);
    for (int i = offset; i < end; i += 16) {
      h1 ^= mix1((long) LONG.get(data, i));
      h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
      h2 ^= mix2((long) LONG.get(data, i + 8));
      h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
    }
    long k1 = 0;
    long k2 = 0;
    for (int i = offset + length - 1; i >= end; i--) {
      int at = i - end;
      if (at >= 8) {
        k2 |= (data[i] & 0xffL) << 8 * (at - 8);
      } else {
        k1 |= (data[i] & 0xffL) << 8 * at;
      }
    }
    h1 ^= mix1(k1) ^ length;
    h2 ^= mix2(k2) ^ length;
    h1 += h2;
    h2 += h1;
    return finish(h1) + finish(h2);
  }

  private static long mix1(long k) {
    return Long.rotateLeft(k * C1, 31) * C2;
  }

  private static long mix2(long k) {
    return Long.rotateLeft(k * C2, 33) * C1;
  }

  private static long finish(long h) {
    long k = h;
    k ^= k >>> 33;
    k *= 0xff51afd7ed558ccdL;
    k ^= k >>> 33;
    k *= 0xc4ceb9fe1a85ec53L;
    k ^= k >>> 33;
    return k;
  }
}
