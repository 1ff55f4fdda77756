package dev.cairn.dag;

import dev.cairn.dag.codec.Codecs;
import dev.cairn.dag.ipld.Node;
import dev.cairn.dag.ipld.Node.LinkNode;
import dev.cairn.dag.ipld.Node.ListNode;
import dev.cairn.dag.pb.DagPb;
import dev.cairn.dag.pb.PbLink;
import dev.cairn.dag.pb.PbNode;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.Multihash;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A source in memory, and short ways to make blocks. */
public final class Blocks implements BlockSource, BlockSink {
  private final Map<Multihash, byte[]> blocks = new HashMap<>();
  /** How often a block has been asked for. */
  public int reads;

  @Override
  public void put(Block block) {
    blocks.put(block.cid().multihash(), block.bytes());
  }

  /** Takes blocks over. */
  public Blocks with(Block... more) {
    Stream.of(more).forEach(this::put);
    return this;
  }

  /** Forgets a block. */
  public void drop(Cid cid) {
    blocks.remove(cid.multihash());
  }

  @Override
  public Optional<Block> get(Cid cid) {
    reads++;
    if (cid.multihash().isIdentity()) {
      return Optional.of(Block.verify(cid, cid.multihash().digest()));
    }
    return Optional.ofNullable(blocks.get(cid.multihash())).map(bytes -> Block.verify(cid, bytes));
  }

  /** A raw block of text. */
  public static Block raw(String text) {
    return Block.of(Multicodec.RAW, HashFunction.SHA2_256, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A dag-pb node without Data whose links are named 0, 1, 2 and so on. */
  public static Block pb(Block... children) {
    List<PbLink> links = Stream.of(children)
        .map(child -> PbLink.of(child.cid(), "", child.size()))
        .toList();
    List<PbLink> named = Stream.iterate(0, i -> i + 1)
        .limit(links.size())
        .map(i -> links.get(i).withName(Integer.toString(i)))
        .toList();
    return Block.of(Multicodec.DAG_PB, HashFunction.SHA2_256, DagPb.encodeUnsorted(new PbNode(named, null)));
  }

  /** A value in dag-cbor. */
  public static Block cbor(Node node) {
    return Block.of(Multicodec.DAG_CBOR, HashFunction.SHA2_256, Codecs.encode(Multicodec.DAG_CBOR, node));
  }

  /** A dag-cbor list of links. */
  public static Block cbor(Block... children) {
    return cbor(new ListNode(Stream.of(children).<Node>map(child -> new LinkNode(child.cid())).toList()));
  }
}
