package dev.cairn.repo;

import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multihash;

/**
 * A compact set of blocks: 16 bytes each, in an open-addressing table that is at most two thirds full. Not safe for
 * use by many threads.
 *
 * <p>An entry is the last 128 bits of the digest, mixed with what else tells two blocks apart (hash function, digest
 * length, and a kind that the caller chooses). To make two blocks share an entry somebody would have to find a
 * collision in 128 bits of a cryptographic hash, 2^64 work, and would damage only what they made themselves. Digests
 * that are shorter than 160 bits, or not the output of a cryptographic hash at all, are hashed once more.
 */
final class CidSet {
  private static final int MIN_SLOTS = 64;
  private static final int MAX_SLOTS = 1 << 29;

  /** The shortest digest whose own bits are used. */
  private static final int TRUSTED_DIGEST_BYTES = 20;

  private final byte[] scratch = new byte[Multihash.MAX_DIGEST_BYTES + 20];

  /** Pairs of longs; the pair (0, 0) is an empty slot. */
  private long[] table = new long[2 * MIN_SLOTS];
  private long size;
  private long high;
  private long low;

  /**
   * Adds a block.
   *
   * @param kind anything that must keep two entries of one multihash apart; 0 when nothing must
   * @return false when it was there
   */
  boolean add(Multihash hash, long kind) {
    fingerprint(hash, kind);
    return insert(high, low);
  }

  boolean contains(Multihash hash, long kind) {
    if (size == 0) {
      return false;
    }
    fingerprint(hash, kind);
    int slot = slot(high, low);
    return table[slot] != 0 || table[slot + 1] != 0;
  }

  void addAll(CidSet other) {
    for (int i = 0; i < other.table.length; i += 2) {
      if (other.table[i] != 0 || other.table[i + 1] != 0) {
        insert(other.table[i], other.table[i + 1]);
      }
    }
  }

  /** How many entries. */
  long size() {
    return size;
  }

  private boolean insert(long h, long l) {
    int slot = slot(h, l);
    if (table[slot] != 0 || table[slot + 1] != 0) {
      return false;
    }
    table[slot] = h;
    table[slot + 1] = l;
    size++;
    if (size * 3 > table.length) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] old = table;
    if (old.length >= 2 * MAX_SLOTS) {
      throw new IllegalStateException("more than " + size + " blocks do not fit into one set");
    }
    table = new long[old.length * 2];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0 || old[i + 1] != 0) {
        int slot = slot(old[i], old[i + 1]);
        table[slot] = old[i];
        table[slot + 1] = old[i + 1];
      }
    }
  }

  /** Where the pair is, or the empty slot where it would go. */
  private int slot(long h, long l) {
    int mask = table.length / 2 - 1;
    int at = (int) (mix(h ^ l) & mask);
    while (true) {
      int slot = at * 2;
      if (table[slot] == h && table[slot + 1] == l || table[slot] == 0 && table[slot + 1] == 0) {
        return slot;
      }
      at = at + 1 & mask;
    }
  }

  private void fingerprint(Multihash hash, long kind) {
    int length = hash.encodeTo(scratch, 0);
    if (hash.isIdentity() || hash.digestSize() < TRUSTED_DIGEST_BYTES) {
      byte[] digest = HashFunction.SHA2_256.hash(scratch, 0, length).digest();
      high = word(digest, 0);
      low = word(digest, 8);
    } else {
      high = word(scratch, length - 16);
      low = word(scratch, length - 8);
    }
    high ^= mix(hash.code() * 31 + hash.digestSize());
    low ^= mix(kind);
    if (high == 0 && low == 0) {
      low = 1;
    }
  }

  private static long word(byte[] bytes, int at) {
    long word = 0;
    for (int i = 0; i < 8; i++) {
      word = word << 8 | bytes[at + i] & 0xff;
    }
    return word;
  }

  /** The finalizer of splitmix64. */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
