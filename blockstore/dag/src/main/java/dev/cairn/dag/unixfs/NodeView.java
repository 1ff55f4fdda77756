package dev.cairn.dag.unixfs;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockSource;
import dev.cairn.dag.DecodeException;
import dev.cairn.dag.pb.PbLink;
import dev.cairn.dag.pb.PbReader;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One block of a UnixFS DAG, with its message read and its dag-pb form checked. A raw block is a leaf whose message
 * is implied.
 */
final class NodeView {
  private final Cid cid;
  private final byte[] block;
  private final boolean raw;
  private final UnixFsData data;
  private final int linkCount;
  private final long cumulativeSize;

  private NodeView(Cid cid, byte[] block, boolean raw, UnixFsData data, int linkCount, long cumulativeSize) {
    this.cid = cid;
    this.block = block;
    this.raw = raw;
    this.data = data;
    this.linkCount = linkCount;
    this.cumulativeSize = cumulativeSize;
  }

  /** Fetches a block and reads it. */
  static NodeView load(BlockSource source, Cid cid) {
    if (cid.multihash().isIdentity()) {
      return of(Block.verify(cid, cid.multihash().digest()));
    }
    if (!cid.is(Multicodec.DAG_PB) && !cid.is(Multicodec.RAW)) {
      throw foreign(cid);
    }
    return of(source.require(cid));
  }

  static NodeView of(Block block) {
    Cid cid = block.cid();
    byte[] bytes = block.bytes();
    if (cid.is(Multicodec.RAW)) {
      UnixFsData leaf = UnixFsData.leaf(UnixFsData.Type.RAW, bytes, Attributes.none());
      return new NodeView(cid, bytes, true, leaf, 0, bytes.length);
    }
    if (!cid.is(Multicodec.DAG_PB)) {
      throw foreign(cid);
    }
    PbReader reader = new PbReader(bytes);
    int links = 0;
    long cumulative = bytes.length;
    try {
      while (reader.nextLink()) {
        links++;
        cumulative = saturatingSum(cumulative, reader.tsize());
      }
    } catch (DecodeException e) {
      throw new UnixFsException(UnixFsException.Code.MALFORMED, cid, "it cannot be read", e);
    }
    if (reader.dataOffset() < 0) {
      throw new UnixFsException(
          UnixFsException.Code.NOT_UNIXFS, cid,
          "a dag-pb node without a UnixFS message is no file or directory");
    }
    try {
      UnixFsData data = UnixFsData.decode(bytes, reader.dataOffset(), reader.dataLength());
      return new NodeView(cid, bytes, false, data, links, cumulative);
    } catch (DecodeException e) {
      throw new UnixFsException(UnixFsException.Code.NOT_UNIXFS, cid, "its Data is no UnixFS message", e);
    }
  }

  private static UnixFsException foreign(Cid cid) {
    String codec = cid.codec().map(Multicodec::label).orElse("codec 0x" + Long.toHexString(cid.codecCode()));
    return new UnixFsException(
        UnixFsException.Code.NOT_UNIXFS, cid, "a block in " + codec + " is no UnixFS file or directory");
  }

  private static long saturatingSum(long left, long right) {
    long sum = left + right;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  Cid cid() {
    return cid;
  }

  /** Whether the block is nothing but content. */
  boolean isRaw() {
    return raw;
  }

  /** The whole block, which nobody may change. */
  byte[] block() {
    return block;
  }

  UnixFsData data() {
    return data;
  }

  int linkCount() {
    return linkCount;
  }

  /** The size of this block and, as its links claim, of all below it; in bytes. */
  long cumulativeSize() {
    return cumulativeSize;
  }

  /** A reader before the first link, for a block that has links. */
  PbReader reader() {
    return raw ? new PbReader(new byte[0]) : new PbReader(block);
  }

  /** All links, in the order of the block. */
  List<PbLink> links() {
    List<PbLink> links = new ArrayList<>(linkCount);
    PbReader reader = reader();
    while (reader.nextLink()) {
      links.add(reader.link());
    }
    return links;
  }

  UnixFsException malformed(String problem) {
    return new UnixFsException(UnixFsException.Code.MALFORMED, cid, problem);
  }

  UnixFsException wrongType(String wanted) {
    String type = data.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return new UnixFsException(UnixFsException.Code.WRONG_TYPE, cid,
        "is a UnixFS " + type + ", not " + wanted);
  }
}
