package dev.cairn.dag.unixfs;

import dev.cairn.dag.Block;
import dev.cairn.dag.pb.DagPb;
import dev.cairn.dag.pb.PbLink;
import dev.cairn.dag.pb.PbNode;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.util.List;

/** Makes the blocks of an import, with the CIDs that its options ask for. Safe for use by many threads. */
final class BlockMaker {
  /** The field of a dag-pb node that carries the UnixFS message: number 1, length-delimited. */
  private static final int PB_DATA = 1 << 3 | 2;

  private final HashFunction hash;
  private final int cidVersion;
  private final boolean rawLeaves;
  private final int inlineLimit;

  BlockMaker(ImportOptions options) {
    this.hash = options.hash();
    this.cidVersion = options.cidVersion();
    this.rawLeaves = options.rawLeaves();
    this.inlineLimit = options.inlineLimit();
  }

  /**
   * The block of a leaf: the chunk itself when leaves are raw and there is nothing else to say, or a node with a
   * copy of it.
   *
   * @param type what a wrapped leaf calls itself
   */
  Block leaf(byte[] chunk, UnixFsData.Type type, Attributes attributes) {
    if (rawLeaves && attributes.isEmpty()) {
      return isInline(chunk)
          ? Block.of(Multicodec.RAW, HashFunction.IDENTITY, chunk)
          : Block.of(Multicodec.RAW, hash, chunk);
    }
    return dagPb(wrap(UnixFsData.leaf(type, chunk, attributes)));
  }

  /** The block of a node. */
  Block node(List<PbLink> links, UnixFsData data) {
    return dagPb(links.isEmpty() ? wrap(data) : DagPb.encode(new PbNode(links, data.encode())));
  }

  /** A node without links, written without a copy in between. */
  private static byte[] wrap(UnixFsData data) {
    int size = UnixFsDataWriter.size(data);
    int header = 1 + UnixFsDataWriter.varintSize(size);
    byte[] node = new byte[header + size];
    node[0] = PB_DATA;
    UnixFsDataWriter.varint(size, node, 1);
    UnixFsDataWriter.write(data, node, header);
    return node;
  }

  private Block dagPb(byte[] bytes) {
    if (isInline(bytes)) {
      return Block.of(Multicodec.DAG_PB, HashFunction.IDENTITY, bytes);
    }
    return cidVersion == 0 ? Block.v0(bytes) : Block.of(Multicodec.DAG_PB, hash, bytes);
  }

  private boolean isInline(byte[] bytes) {
    return bytes.length <= inlineLimit;
  }
}
