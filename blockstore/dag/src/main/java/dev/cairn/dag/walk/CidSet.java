package dev.cairn.dag.walk;

import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multihash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A growing set of CIDs that holds sha2-256 ones, which nearly all are, without an object for each: 32 bytes a CID
 * in a table at most three quarters full and doubled when it is, so 43 to 85 bytes a CID (and half as much again
 * while it grows). Not safe for use by several threads.
 */
public final class CidSet {
  /** Stands for CIDv0 among the codecs; no codec has a negative number. */
  private static final long V0 = -1;

  private final Map<Long, Digests> byCodec = new HashMap<>();
  private final Set<Cid> others = new HashSet<>();

  /** Puts a CID in; false when it was there already. */
  public boolean add(Cid cid) {
    return isSha256(cid)
        ? byCodec.computeIfAbsent(codec(cid), codec -> new Digests()).add(cid.multihash())
        : others.add(cid);
  }

  /** Whether a CID is in. */
  public boolean contains(Cid cid) {
    if (!isSha256(cid)) {
      return others.contains(cid);
    }
    Digests digests = byCodec.get(codec(cid));
    return digests != null && digests.contains(cid.multihash());
  }

  /** How many CIDs are in. */
  public long size() {
    return byCodec.values().stream().mapToLong(digests -> digests.size).sum() + others.size();
  }

  private static long codec(Cid cid) {
    return cid.version() == 0 ? V0 : cid.codecCode();
  }

  private static boolean isSha256(Cid cid) {
    Multihash hash = cid.multihash();
    return hash.code() == 0x12 && hash.digestSize() == Digests.BYTES;
  }

  /** Digests of 32 bytes by open addressing: four longs a place, of which the first picks it. */
  private static final class Digests {
    static final int BYTES = 32;
    /** Function code and length before the digest. */
    private static final int PREFIX = 2;
    private static final int LONGS = BYTES / Long.BYTES;
    private static final int FIRST_PLACES = 64;
    private static final long SEED = new SecureRandom().nextLong() | 1;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class,
        ByteOrder.BIG_ENDIAN);

    private final byte[] scratch = new byte[PREFIX + BYTES];
    private long[] table = new long[FIRST_PLACES * LONGS];
    private int places = FIRST_PLACES;
    private int size;
    /** All zeros mark an empty place in the table, so that digest is kept here. */
    private boolean hasZero;

    boolean contains(Multihash hash) {
      return isZero(hash) ? hasZero : isTaken(find(table, places, first(), second(), third(), fourth()));
    }

    boolean add(Multihash hash) {
      if (isZero(hash)) {
        boolean added = !hasZero;
        size += added ? 1 : 0;
        hasZero = true;
        return added;
      }
      int at = find(table, places, first(), second(), third(), fourth());
      if (isTaken(at)) {
        return false;
      }
      table[at] = first();
      table[at + 1] = second();
      table[at + 2] = third();
      table[at + 3] = fourth();
      size++;
      if (size > places / 4 * 3) {
        grow();
      }
      return true;
    }

    /** Copies the digest into the scratch space, where the four parts are read from. */
    private boolean isZero(Multihash hash) {
      hash.encodeTo(scratch, 0);
      return (first() | second() | third() | fourth()) == 0;
    }

    private long first() {
      return (long) LONG.get(scratch, PREFIX);
    }

    private long second() {
      return (long) LONG.get(scratch, PREFIX + 8);
    }

    private long third() {
      return (long) LONG.get(scratch, PREFIX + 16);
    }

    private long fourth() {
      return (long) LONG.get(scratch, PREFIX + 24);
    }

    private boolean isTaken(int at) {
      return (table[at] | table[at + 1] | table[at + 2] | table[at + 3]) != 0;
    }

    /** Where the digest is in the table, or the empty place where it belongs. */
    private static int find(long[] table, int places, long a, long b, long c, long d) {
      // Whoever makes blocks can choose some bits of their digests; not those that pick the place.
      long mixed = (a ^ Long.rotateLeft(b, 17) ^ Long.rotateLeft(c, 31) ^ Long.rotateLeft(d, 47)) * SEED;
      int place = (int) (mixed >>> 32) & (places - 1);
      while (true) {
        int at = place * LONGS;
        boolean empty = (table[at] | table[at + 1] | table[at + 2] | table[at + 3]) == 0;
        if (empty || (table[at] == a && table[at + 1] == b && table[at + 2] == c && table[at + 3] == d)) {
          return at;
        }
        place = (place + 1) & (places - 1);
      }
    }

    private void grow() {
      int morePlaces = Math.multiplyExact(places, 2);
      long[] more = new long[Math.multiplyExact(morePlaces, LONGS)];
      for (int at = 0; at < table.length; at += LONGS) {
        if (isTaken(at)) {
          int to = find(more, morePlaces, table[at], table[at + 1], table[at + 2], table[at + 3]);
          System.arraycopy(table, at, more, to, LONGS);
        }
      }
      table = more;
      places = morePlaces;
    }
  }
}
