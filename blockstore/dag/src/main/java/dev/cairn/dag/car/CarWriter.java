package dev.cairn.dag.car;

import dev.cairn.dag.Block;
import dev.cairn.dag.codec.Codecs;
import dev.cairn.dag.ipld.Node;
import dev.cairn.dag.ipld.Node.IntNode;
import dev.cairn.dag.ipld.Node.LinkNode;
import dev.cairn.dag.ipld.Node.ListNode;
import dev.cairn.dag.ipld.Node.MapNode;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.Varint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * Writes a CAR of version 1 to a stream, block by block and in small pieces, so the stream should be buffered. Leaves
 * flushing and closing it to whoever made it.
 */
public final class CarWriter {
  private final OutputStream out;

  /**
   * Writes the header.
   *
   * @param roots at least one, since many readers take no CAR without
   */
  public CarWriter(OutputStream out, List<Cid> roots) throws IOException {
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("a CAR names at least one root");
    }
    this.out = out;
    List<Node> links = roots.stream().<Node>map(LinkNode::new).toList();
    Node header = new MapNode(Map.of("roots", new ListNode(links), "version", IntNode.of(1)));
    byte[] bytes = Codecs.encode(Multicodec.DAG_CBOR, header);
    out.write(Varint.encode(bytes.length));
    out.write(bytes);
  }

  /** Appends a block. Nothing keeps a block from being written twice. */
  public void write(Block block) throws IOException {
    Cid cid = block.cid();
    int length = cid.size() + block.size();
    byte[] head = new byte[Varint.size(length) + cid.size()];
    cid.encodeTo(head, Varint.write(length, head, 0));
    out.write(head);
    out.write(block.bytes());
  }
}
