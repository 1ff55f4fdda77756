package dev.cairn.dag.unixfs;

import dev.cairn.dag.Block;
import dev.cairn.dag.pb.DagPb;
import dev.cairn.dag.pb.PbLink;
import dev.cairn.dag.pb.PbNode;
import dev.cairn.dag.unixfs.chunk.Chunk;
import dev.cairn.dag.unixfs.chunk.Frame;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.util.List;

/** Makes the blocks of an import, with the CIDs that its options ask for. Safe for use by many threads. */
final class BlockMaker implements Frame {
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

  /** In front of a wrapped leaf without attributes: the node's field, then the message's type and its field. */
  @Override
  public int before(int chunkBytes) {
    if (rawLeaves) {
      return 0;
    }
    int number = UnixFsDataWriter.varintSize(chunkBytes);
    return 1 + UnixFsDataWriter.varintSize(3 + number + chunkBytes + 1 + number) + 3 + number;
  }

  /** Behind it: the size of the file. */
  @Override
  public int after(int chunkBytes) {
    return rawLeaves ? 0 : 1 + UnixFsDataWriter.varintSize(chunkBytes);
  }

  /**
   * The block of a leaf: the chunk itself when leaves are raw and there is nothing else to say, or a node around it.
   * A chunk that came with this maker's frame is not copied; it is handed over.
   *
   * @param type what a wrapped leaf calls itself
   */
  Block leaf(Chunk chunk, UnixFsData.Type type, Attributes attributes) {
    if (rawLeaves && attributes.isEmpty()) {
      byte[] bytes = chunk.holder();
      return Block.of(Multicodec.RAW, isInline(bytes) ? HashFunction.IDENTITY : hash, bytes);
    }
    return dagPb(wrap(UnixFsData.leaf(type, chunk.holder(), chunk.offset(), chunk.length(), attributes)));
  }

  /** The block of a node. */
  Block node(List<PbLink> links, UnixFsData data) {
    return dagPb(links.isEmpty() ? wrap(data) : DagPb.encode(new PbNode(links, data.encode())));
  }

  /** A node without links: written around its data where there is exactly the room for it, or else into a new array. */
  private static byte[] wrap(UnixFsData data) {
    int size = UnixFsDataWriter.size(data);
    int header = 1 + UnixFsDataWriter.varintSize(size);
    boolean fits = data.hasData() && data.holder().length == header + size
        && data.dataOffset() == header + 3 + UnixFsDataWriter.varintSize(data.dataSize());
    byte[] node = fits ? data.holder() : new byte[header + size];
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
