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
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes values as canonical dag-json (keys sorted by their bytes, no spaces), or as json, which keeps the order of
 * maps, is indented by tabs and has neither bytes nor links. Both are the bytes that Kubo writes, down to the
 * escapes in text and the digits of floats, so that the CIDs are the same.
 */
final class JsonWriter {
  private static final Comparator<Map.Entry<String, Node>> CANONICAL = Map.Entry
      .comparingByKey(Names::compare);
  private static final String HEX = "0123456789abcdef";

  private final ByteBuilder out = new ByteBuilder();
  private final boolean dag;

  private JsonWriter(boolean dag) {
    this.dag = dag;
  }

  static byte[] write(Node node, boolean dag) {
    JsonWriter writer = new JsonWriter(dag);
    writer.value(node, 0);
    if (!dag && (node instanceof ListNode || node instanceof MapNode)) {
      writer.out.add('\n');
    }
    return writer.out.toBytes();
  }

  private void value(Node node, int depth) {
    switch (node) {
      case NullNode ignored -> out.addText("null");
      case BoolNode bool -> out.addText(bool.value() ? "true" : "false");
      case IntNode integer -> out.addText(integer.toString());
      case FloatNode number -> floating(number.value());
      case TextNode text -> text(text.value());
      case BytesNode bytes -> bytes(bytes.value(), depth + 2);
      case ListNode list -> list(list.items(), depth + 1);
      case MapNode map -> map(map, depth + 1);
      case LinkNode link -> {
        requireDag("links");
        checkDepth(depth + 1);
        out.addText("{\"/\":\"");
        out.addText(link.cid().toString());
        out.addText("\"}");
      }
    }
  }

  private void floating(double value) {
    if (!Double.isFinite(value)) {
      throw refused("a float is " + value);
    }
    out.addText(FloatText.of(value));
  }

  private void bytes(byte[] bytes, int depth) {
    requireDag("bytes");
    checkDepth(depth);
    out.addText("{\"/\":{\"bytes\":\"");
    out.add(Base64.getEncoder().withoutPadding().encode(bytes));
    out.addText("\"}}");
  }

  private void list(List<Node> items, int depth) {
    checkDepth(depth);
    out.add('[');
    Iterator<Node> rest = items.iterator();
    while (rest.hasNext()) {
      line(depth);
      value(rest.next(), depth);
      if (rest.hasNext()) {
        out.add(',');
      }
    }
    if (!items.isEmpty()) {
      line(depth - 1);
    }
    out.add(']');
  }

  private void map(MapNode map, int depth) {
    checkDepth(depth);
    List<Map.Entry<String, Node>> entries = new ArrayList<>(map.entries().entrySet());
    if (dag) {
      if (Reserved.of(map).kind() != Reserved.Kind.PLAIN_MAP) {
        throw refused("a map begins with the key \"/\" like a link or bytes; it can be written as dag-cbor");
      }
      entries.sort(CANONICAL);
    }
    out.add('{');
    Iterator<Map.Entry<String, Node>> rest = entries.iterator();
    while (rest.hasNext()) {
      Map.Entry<String, Node> entry = rest.next();
      line(depth);
      text(entry.getKey());
      out.addText(dag ? ":" : ": ");
      value(entry.getValue(), depth);
      if (rest.hasNext()) {
        out.add(',');
      }
    }
    if (!entries.isEmpty()) {
      line(depth - 1);
    }
    out.add('}');
  }

  private void line(int depth) {
    if (!dag) {
      out.add('\n');
      for (int i = 0; i < depth; i++) {
        out.add('\t');
      }
    }
  }

  /** Text in quotes; bytes of a link name that are not text come out as U+FFFD, since JSON cannot hold them. */
  private void text(String text) {
    String shown = Names.printable(text);
    out.add('"');
    int done = 0;
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\' || c == '\u2028' || c == '\u2029') {
        out.addText(shown.substring(done, i));
        escape(c);
        done = i + 1;
      }
    }
    out.addText(done == 0 ? shown : shown.substring(done));
    out.add('"');
  }

  private void escape(char c) {
    out.add('\\');
    switch (c) {
      case '"', '\\' -> out.add(c);
      case '\n' -> out.add('n');
      case '\r' -> out.add('r');
      case '\t' -> out.add('t');
      default -> {
        out.add('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.add(HEX.charAt(c >> shift & 0xf));
        }
      }
    }
  }

  /** Links and bytes are maps too, and count as such. */
  private void checkDepth(int depth) {
    if (depth > Codecs.MAX_DEPTH) {
      throw refused("values nest deeper than " + Codecs.MAX_DEPTH + " levels");
    }
  }

  private void requireDag(String what) {
    if (!dag) {
      throw refused("it has no " + what + "; dag-json has");
    }
  }

  private EncodeException refused(String problem) {
    return new EncodeException(dag ? "dag-json" : "json", problem);
  }
}
