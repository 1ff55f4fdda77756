package dev.cairn.dag.codec;

import dev.cairn.dag.DecodeException;
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
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads CBOR into values.
 *
 * <p>Strict is the <a href="https://ipld.io/specs/codecs/dag-cbor/spec/">DAG-CBOR specification</a> without its
 * relaxations: everything has one encoding, so a block that is read and written again has the same CID.
 */
final class CborReader {
  private final CborInput in;
  private final CborRules rules;

  private CborReader(byte[] block, CborRules rules) {
    this.in = new CborInput(block, rules);
    this.rules = rules;
  }

  static Node read(byte[] block, CborRules rules) {
    CborReader reader = new CborReader(block, rules);
    reader.in.head();
    Node node = reader.value(0);
    reader.in.requireEnd();
    return node;
  }

  /** The value whose head has been read. */
  private Node value(int depth) {
    return switch (in.major) {
      case CborInput.UNSIGNED -> integer(false);
      case CborInput.NEGATIVE -> integer(true);
      case CborInput.BYTES -> new BytesNode(in.isIndefinite() ? joined(CborInput.BYTES) : slice());
      case CborInput.TEXT -> new TextNode(text());
      case CborInput.LIST -> list(depth + 1);
      case CborInput.MAP -> map(depth + 1);
      case CborInput.TAG -> new LinkNode(in.link());
      default -> simple();
    };
  }

  private IntNode integer(boolean negative) {
    if (in.isIndefinite()) {
      throw in.malformed("additional information 31 has no meaning for a number");
    }
    return negative || in.argument < 0 ? new IntNode(negative, in.argument) : IntNode.of(in.argument);
  }

  private byte[] slice() {
    int length = in.count();
    byte[] slice = Arrays.copyOfRange(in.bytes, in.at, in.at + length);
    in.at += length;
    return slice;
  }

  /** The chunks of a byte or text string of indefinite length, which only plain CBOR may have. */
  private byte[] joined(int major) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (in.head(); !in.isBreak(); in.head()) {
      if (in.major != major || in.isIndefinite()) {
        throw in.malformed("a string of indefinite length holds something else than strings of its kind");
      }
      joined.writeBytes(slice());
    }
    return joined.toByteArray();
  }

  private String text() {
    int place = in.start;
    String text;
    if (in.isIndefinite()) {
      text = Names.text(joined(CborInput.TEXT));
    } else {
      int length = in.count();
      text = Names.text(in.bytes, in.at, length);
      in.at += length;
    }
    if (rules != CborRules.LENIENT && !Names.isText(text)) {
      throw new DecodeException(rules.codec, place, "text is not valid UTF-8");
    }
    return text;
  }

  private ListNode list(int depth) {
    checkDepth(depth);
    boolean open = in.isIndefinite();
    int count = open ? Integer.MAX_VALUE : in.count();
    List<Node> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      in.head();
      if (open && in.isBreak()) {
        break;
      }
      items.add(value(depth));
    }
    return new ListNode(items);
  }

  private MapNode map(int depth) {
    checkDepth(depth);
    boolean open = in.isIndefinite();
    int count = open ? Integer.MAX_VALUE : in.count();
    if (count == 0) {
      return MapNode.EMPTY;
    }
    Map<String, Node> entries = new LinkedHashMap<>();
    int lastFrom = 0;
    int lastTo = -1;
    for (int i = 0; i < count; i++) {
      in.head();
      if (open && in.isBreak()) {
        break;
      }
      int place = in.start;
      String key = key();
      if (entries.containsKey(key)) {
        throw new DecodeException(rules.codec, place, "map key \"" + key + "\" occurs twice");
      }
      if (rules == CborRules.STRICT) {
        int from = in.at - (int) in.argument;
        if (lastTo >= 0 && !isAfter(from, in.at, lastFrom, lastTo)) {
          throw new DecodeException(rules.codec, place, "map key \"" + key + "\" is not in canonical order");
        }
        lastFrom = from;
        lastTo = in.at;
      }
      in.head();
      entries.put(key, value(depth));
    }
    return new MapNode(entries);
  }

  private String key() {
    if (in.major != CborInput.TEXT) {
      throw in.malformed("a map key is not text");
    }
    return text();
  }

  /** Canonical order: shorter keys first, keys of one length by their bytes. */
  private boolean isAfter(int from, int to, int lastFrom, int lastTo) {
    int byLength = (to - from) - (lastTo - lastFrom);
    return byLength != 0
        ? byLength > 0
        : Arrays.compareUnsigned(in.bytes, from, to, in.bytes, lastFrom, lastTo) > 0;
  }

  private Node simple() {
    return switch (in.info) {
      case 20 -> BoolNode.FALSE;
      case 21 -> BoolNode.TRUE;
      case 22 -> NullNode.NULL;
      case 23 -> {
        if (rules == CborRules.STRICT) {
          throw in.malformed("undefined is not allowed");
        }
        yield NullNode.NULL;
      }
      case 25 -> floating(Float.float16ToFloat((short) in.argument));
      case 26 -> floating(Float.intBitsToFloat((int) in.argument));
      case 27 -> floating(Double.longBitsToDouble(in.argument));
      case 31 -> throw in.malformed("a break outside of an item of indefinite length");
      default -> throw in.malformed("simple value " + in.argument + " is not allowed");
    };
  }

  private FloatNode floating(double value) {
    if (rules == CborRules.STRICT && in.info != 27) {
      throw in.malformed("a float is not written in 64 bits");
    }
    if (rules != CborRules.PLAIN && !Double.isFinite(value)) {
      throw in.malformed("a float is " + value + ", which is not allowed");
    }
    return new FloatNode(value);
  }

  private void checkDepth(int depth) {
    if (depth > Codecs.MAX_DEPTH) {
      throw in.malformed("values nest deeper than " + Codecs.MAX_DEPTH + " levels");
    }
  }
}
