package dev.cairn.dag.codec;

import dev.cairn.dag.EncodeException;
import dev.cairn.dag.ipld.Node;
import dev.cairn.dag.ipld.Node.BytesNode;
import dev.cairn.dag.ipld.Node.IntNode;
import dev.cairn.dag.ipld.Node.LinkNode;
import dev.cairn.dag.ipld.Node.ListNode;
import dev.cairn.dag.ipld.Node.MapNode;
import dev.cairn.dag.ipld.Node.TextNode;
import dev.cairn.dag.pb.DagPb;
import dev.cairn.dag.pb.PbLink;
import dev.cairn.dag.pb.PbNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A dag-pb node as a value: {@code {"Data": bytes, "Links": [{"Hash": link, "Name": text, "Tsize": int}]}}. Data,
 * Name and Tsize may be absent, and no other key may be there.
 */
public final class PbModel {
  private static final String CODEC = "dag-pb";
  private static final Set<String> NODE_KEYS = Set.of("Data", "Links");
  private static final Set<String> LINK_KEYS = Set.of("Hash", "Name", "Tsize");

  private PbModel() {}

  /** The value of a node. */
  public static Node toNode(PbNode node) {
    Map<String, Node> entries = new LinkedHashMap<>();
    byte[] data = node.data();
    if (data != null) {
      entries.put("Data", new BytesNode(data));
    }
    List<Node> links = new ArrayList<>(node.links().size());
    for (PbLink link : node.links()) {
      links.add(toNode(link));
    }
    entries.put("Links", new ListNode(links));
    return new MapNode(entries);
  }

  private static Node toNode(PbLink link) {
    Map<String, Node> entries = new LinkedHashMap<>();
    entries.put("Hash", new LinkNode(link.cid()));
    if (link.hasName()) {
      entries.put("Name", new TextNode(link.name()));
    }
    if (link.hasTsize()) {
      entries.put("Tsize", IntNode.of(link.tsize()));
    }
    return new MapNode(entries);
  }

  /**
   * The node of a value, links in the order of the value.
   *
   * @throws EncodeException when the value does not have the form of a dag-pb node
   */
  public static PbNode toPb(Node node) {
    if (!(node instanceof MapNode map)) {
      throw refused("a node must be a map of Data and Links");
    }
    requireKeys(map, NODE_KEYS, "a node");
    if (!(map.entries().get("Links") instanceof ListNode list)) {
      throw refused("Links must be a list");
    }
    byte[] data = null;
    Node dataNode = map.entries().get("Data");
    if (dataNode != null) {
      if (!(dataNode instanceof BytesNode bytes)) {
        throw refused("Data must be bytes");
      }
      data = bytes.value();
    }
    List<PbLink> links = new ArrayList<>(list.items().size());
    for (Node item : list.items()) {
      links.add(toLink(item));
    }
    return new PbNode(links, data);
  }

  private static PbLink toLink(Node node) {
    if (!(node instanceof MapNode map)) {
      throw refused("a link must be a map of Hash, Name and Tsize");
    }
    requireKeys(map, LINK_KEYS, "a link");
    if (!(map.entries().get("Hash") instanceof LinkNode hash)) {
      throw refused("Hash of a link must be a link");
    }
    PbLink link = PbLink.bare(hash.cid());
    Node name = map.entries().get("Name");
    if (name != null) {
      if (!(name instanceof TextNode text)) {
        throw refused("Name of a link must be text");
      }
      link = link.withName(text.value());
    }
    Node tsize = map.entries().get("Tsize");
    if (tsize != null) {
      if (!(tsize instanceof IntNode size) || size.negative() || !size.isLong()) {
        throw refused("Tsize of a link must be an integer from 0 to 2^63-1");
      }
      link = link.withTsize(size.asLong());
    }
    return link;
  }

  /**
   * The block of a value, whose links must be sorted already: the form of a value says in which order its links
   * are, and another order is another value. Whoever wants them sorted encodes {@link #toPb} with {@link
   * DagPb#encode}.
   */
  static byte[] encode(Node node) {
    PbNode pb = toPb(node);
    if (!DagPb.isSorted(pb.links())) {
      throw refused("links must be sorted by the bytes of their Name");
    }
    return DagPb.encode(pb);
  }

  private static void requireKeys(MapNode map, Set<String> known, String what) {
    for (String key : map.entries().keySet()) {
      if (!known.contains(key)) {
        throw refused(what + " has no \"" + key + "\"");
      }
    }
  }

  private static EncodeException refused(String problem) {
    return new EncodeException(CODEC, problem);
  }
}
