package dev.cairn.dag.unixfs;

import dev.cairn.dag.Block;
import dev.cairn.dag.pb.Names;
import dev.cairn.dag.pb.PbLink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Makes a sharded directory, see {@link HamtShard}. Sorted by their hashes, the entries of a node are neighbours, and
 * those of each of its places too; so the tree is a matter of cutting the sorted row into runs.
 */
final class ShardWriter {
  private record Placed(long hash, PbLink entry) {}

  private final int fanout;
  private final int bits;
  private final BlockMaker maker;
  private final BlockOut out;
  private final List<Placed> row;

  ShardWriter(int fanout, BlockMaker maker, BlockOut out, Collection<PbLink> entries) {
    this.fanout = fanout;
    this.bits = Integer.numberOfTrailingZeros(fanout);
    this.maker = maker;
    this.out = out;
    this.row = new ArrayList<>(entries.size());
    for (PbLink entry : entries) {
      row.add(new Placed(NameHash.of(entry.name()), entry));
    }
    row.sort(Comparator.comparing(Placed::hash, Long::compareUnsigned));
  }

  /** Puts out the nodes, children before parents; the attributes stand in the root. */
  Child write(Attributes attributes) {
    return shard(0, row.size(), 0, attributes);
  }

  private Child shard(int from, int to, int consumed, Attributes attributes) {
    if (consumed + bits > HamtShard.HASH_BITS) {
      throw new ImportException(
          "", "\"" + Names.printable(row.get(from).entry().name()) + "\" and \""
              + Names.printable(row.get(from + 1).entry().name())
              + "\" have the same hash, so they cannot be in one sharded directory; rename one of them");
    }
    byte[] bitfield = new byte[fanout / 8];
    List<PbLink> links = new ArrayList<>();
    long tsize = 0;
    int at = from;
    while (at < to) {
      int place = NameHash.place(row.get(at).hash(), consumed, bits);
      int end = at + 1;
      while (end < to && NameHash.place(row.get(end).hash(), consumed, bits) == place) {
        end++;
      }
      PbLink link = link(at, end, place, consumed);
      links.add(link);
      tsize += link.tsize();
      bitfield[bitfield.length - 1 - place / 8] |= (byte) (1 << place % 8);
      at = end;
    }
    Block block = maker.node(links, UnixFsData.shard(trimmed(bitfield), fanout, attributes));
    out.put(block, "lower --max-hamt-fanout, which is " + fanout);
    return new Child(block.cid(), 0, tsize + block.size());
  }

  private PbLink link(int from, int to, int place, int consumed) {
    String prefix = HamtShard.prefix(place, fanout);
    if (to - from == 1) {
      PbLink entry = row.get(from).entry();
      return entry.withName(prefix + entry.name());
    }
    Child shard = shard(from, to, consumed + bits, Attributes.none());
    return PbLink.of(shard.cid(), prefix, shard.tsize());
  }

  /** Without the leading zero bytes, as of any big number. */
  private static byte[] trimmed(byte[] bitfield) {
    int zeros = 0;
    while (zeros < bitfield.length && bitfield[zeros] == 0) {
      zeros++;
    }
    return Arrays.copyOfRange(bitfield, zeros, bitfield.length);
  }
}
