package dev.cairn.dag.unixfs;

import dev.cairn.dag.BlockSource;
import dev.cairn.dag.pb.Names;
import dev.cairn.dag.pb.PbReader;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;

/**
 * One node of a sharded directory (a hash array mapped trie). It has {@code fanout} places; a bitfield says which
 * are taken, and there is one link for each of those, in order. The name of a link is its place in hexadecimal,
 * padded to the width of the last place, and then the name of the entry; or nothing, when the link leads to a node
 * that divides the place further by the next bits of the hash.
 */
final class HamtShard {
  static final int MIN_FANOUT = 8;
  static final int MAX_FANOUT = 1024;
  /** The hash that places the entries has 64 bits. */
  static final int HASH_BITS = 64;

  private final NodeView view;
  private final int fanout;

  private HamtShard(NodeView view, int fanout) {
    this.view = view;
    this.fanout = fanout;
  }

  /** Reads a node and checks its bitfield against its links. */
  static HamtShard of(NodeView view) {
    UnixFsData data = view.data();
    if (data.type() != UnixFsData.Type.HAMT_SHARD) {
      throw view.wrongType("a part of a sharded directory");
    }
    if (data.hashType().orElse(-1) != UnixFsData.MURMUR3_X64_64) {
      throw view.malformed(
          "hash type "
              + (data.hashType().isPresent() ? "0x" + Long.toHexString(data.hashType().getAsLong()) : "none")
              + " of a sharded directory is not murmur3-x64-64 (0x22)");
    }
    long fanout = data.fanout().orElse(0);
    if (!isFanout(fanout)) {
      throw view.malformed(
          "fanout of " + Long.toUnsignedString(fanout) + " is not a power of two from " + MIN_FANOUT + " to "
              + MAX_FANOUT);
    }
    HamtShard shard = new HamtShard(view, (int) fanout);
    shard.check();
    return shard;
  }

  static boolean isFanout(long fanout) {
    return fanout >= MIN_FANOUT && fanout <= MAX_FANOUT && Long.bitCount(fanout) == 1;
  }

  /** How many hexadecimal digits a place takes in the name of a link. */
  static int prefixLength(int fanout) {
    return Integer.toHexString(fanout - 1).length();
  }

  /** Writes a place the way it stands in the name of a link. */
  static String prefix(int place, int fanout) {
    int digits = prefixLength(fanout);
    StringBuilder prefix = new StringBuilder(digits);
    for (int i = digits - 1; i >= 0; i--) {
      prefix.append(digit(place, i));
    }
    return prefix.toString();
  }

  private static char digit(int place, int index) {
    return "0123456789ABCDEF".charAt(place >>> 4 * index & 0xf);
  }

  private void check() {
    int bytes = view.data().dataSize();
    if (bytes > fanout / 8) {
      throw view.malformed("bitfield of " + bytes + " bytes for a fanout of " + fanout);
    }
    int taken = 0;
    for (int i = 0; i < fanout; i++) {
      taken += isTaken(i) ? 1 : 0;
    }
    if (taken != view.linkCount()) {
      throw view.malformed("bitfield with " + taken + " places taken, but " + view.linkCount() + " links");
    }
    PbReader reader = view.reader();
    int place = -1;
    while (reader.nextLink()) {
      do {
        place++;
      } while (!isTaken(place));
      if (!hasPrefix(reader, place)) {
        throw view.malformed(
            "link \"" + Names.printable(reader.name()) + "\" is not for place " + place
                + ", the next one taken in the bitfield");
      }
      if (isSubShard(reader) && !reader.cid().is(Multicodec.DAG_PB)) {
        throw view.malformed("link \"" + reader.name() + "\" leads to a shard that is not dag-pb");
      }
    }
  }

  private boolean hasPrefix(PbReader reader, int place) {
    int digits = prefixLength(fanout);
    if (reader.nameLength() < digits) {
      return false;
    }
    byte[] bytes = view.block();
    for (int i = 0; i < digits; i++) {
      if (bytes[reader.nameOffset() + i] != digit(place, digits - 1 - i)) {
        return false;
      }
    }
    return true;
  }

  NodeView view() {
    return view;
  }

  int fanout() {
    return fanout;
  }

  /** How many bits of the hash this node uses up. */
  int bits() {
    return Integer.numberOfTrailingZeros(fanout);
  }

  /** Whether something is at a place. */
  boolean isTaken(int place) {
    UnixFsData data = view.data();
    int index = data.dataSize() - 1 - (place >>> 3);
    return index >= 0 && (data.holder()[data.dataOffset() + index] >>> (place & 7) & 1) != 0;
  }

  /** Whether the current link of a reader of this node leads to a further node, not to an entry. */
  boolean isSubShard(PbReader reader) {
    return reader.nameLength() == prefixLength(fanout);
  }

  /** A reader on the link of a taken place. */
  PbReader linkOf(int place) {
    PbReader reader = view.reader();
    reader.nextLink();
    for (int i = 0; i < place; i++) {
      if (isTaken(i)) {
        reader.nextLink();
      }
    }
    return reader;
  }

  /** The place that the name of the current link of a reader of this node says. */
  int place(PbReader reader) {
    int place = 0;
    for (int i = 0; i < prefixLength(fanout); i++) {
      place = place << 4 | Character.digit(view.block()[reader.nameOffset() + i], 16);
    }
    return place;
  }

  /** Fetches a further node, below which {@code consumed} bits of the hash are used up. */
  HamtShard child(BlockSource source, Cid cid, int consumed) {
    HamtShard child = of(NodeView.load(source, cid));
    if (consumed + child.bits() > HASH_BITS) {
      throw child.view.malformed("lies deeper in its sharded directory than the hash has bits");
    }
    return child;
  }

  /** The name of the entry that the current link of a reader of this node leads to. */
  String entryName(PbReader reader) {
    int digits = prefixLength(fanout);
    return Names.text(view.block(), reader.nameOffset() + digits, reader.nameLength() - digits);
  }
}
