package dev.cairn.dag.codec;

import dev.cairn.dag.EncodeException;
import dev.cairn.dag.ipld.Node;
import dev.cairn.dag.ipld.Node.BoolNode;
import dev.cairn.dag.ipld.Node.BytesNode;
import dev.cairn.dag.ipld.Node.FloatNode;
import dev.cairn.dag.ipld.Node.IntNode;
import dev.cairn.dag.ipld.Node.LinkNode;
import dev.cairn.dag.ipld.Node.ListNode;
import dev.cairn.dag.ipld.Node.MapNode;
import dev.cairn.dag.ipld.Node.NullNode;
import dev.cairn.dag.ipld.Node.TextNode;
import dev.cairn.dag.pb.Names;
import dev.cairn.multiformats.Cid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes values as canonical dag-cbor, or as cbor, which keeps the order of maps and has no links. */
final class CborWriter {
  private static final Comparator<Map.Entry<String, Node>> CANONICAL = Comparator
      .comparingInt((Map.Entry<String, Node> entry) -> Names.size(entry.getKey()))
      .thenComparing(Map.Entry::getKey, Names::compare);

  private final ByteBuilder out = new ByteBuilder();
  private final boolean dag;

  private CborWriter(boolean dag) {
    this.dag = dag;
  }

  static byte[] write(Node node, boolean dag) {
    CborWriter writer = new CborWriter(dag);
    writer.value(node, 0);
    return writer.out.toBytes();
  }

  private void value(Node node, int depth) {
    switch (node) {
      case NullNode ignored -> out.add(0xf6);
      case BoolNode bool -> out.add(bool.value() ? 0xf5 : 0xf4);
      case IntNode integer ->
        head(integer.negative() ? CborInput.NEGATIVE : CborInput.UNSIGNED, integer.argument());
      case FloatNode number -> floating(number.value());
      case TextNode text -> text(text.value());
      case BytesNode bytes -> {
        head(CborInput.BYTES, bytes.value().length);
        out.add(bytes.value());
      }
      case ListNode list -> {
        checkDepth(depth + 1);
        head(CborInput.LIST, list.items().size());
        for (Node item : list.items()) {
          value(item, depth + 1);
        }
      }
      case MapNode map -> map(map, depth + 1);
      case LinkNode link -> link(link.cid());
    }
  }

  private void floating(double value) {
    if (dag && !Double.isFinite(value)) {
      throw refused("a float is " + value);
    }
    out.add(0xfb);
    out.addNumber(Double.doubleToLongBits(value), 8);
  }

  private void text(String text) {
    if (!Names.isText(text)) {
      throw refused("\"" + Names.printable(text) + "\" holds bytes that are not UTF-8");
    }
    head(CborInput.TEXT, Names.size(text));
    out.addText(text);
  }

  private void checkDepth(int depth) {
    if (depth > Codecs.MAX_DEPTH) {
      throw refused("values nest deeper than " + Codecs.MAX_DEPTH + " levels");
    }
  }

  private void map(MapNode map, int depth) {
    checkDepth(depth);
    List<Map.Entry<String, Node>> entries = new ArrayList<>(map.entries().entrySet());
    if (dag) {
      entries.sort(CANONICAL);
    }
    head(CborInput.MAP, entries.size());
    for (Map.Entry<String, Node> entry : entries) {
      text(entry.getKey());
      value(entry.getValue(), depth);
    }
  }

  private void link(Cid cid) {
    if (!dag) {
      throw refused("it has no links, and the value has one to " + cid);
    }
    head(CborInput.TAG, CborInput.LINK_TAG);
    head(CborInput.BYTES, 1L + cid.size());
    out.add(0);
    out.add(cid);
  }

  private void head(int major, long argument) {
    int type = major << 5;
    if (argument >= 0 && argument < 24) {
      out.add(type | (int) argument);
    } else if (argument >>> 8 == 0) {
      out.add(type | 24);
      out.addNumber(argument, 1);
    } else if (argument >>> 16 == 0) {
      out.add(type | 25);
      out.addNumber(argument, 2);
    } else if (argument >>> 32 == 0) {
      out.add(type | 26);
      out.addNumber(argument, 4);
    } else {
      out.add(type | 27);
      out.addNumber(argument, 8);
    }
  }

  private EncodeException refused(String problem) {
    return new EncodeException(dag ? "dag-cbor" : "cbor", problem);
  }
}
