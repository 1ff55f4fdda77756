package dev.cairn.dag.codec;

import dev.cairn.dag.ipld.Node;
import dev.cairn.dag.ipld.Node.MapNode;
import dev.cairn.dag.ipld.Node.TextNode;
import dev.cairn.dag.pb.Names;
import org.jspecify.annotations.Nullable;

/**
 * What a map means in dag-json, which keeps those whose first key is {@code "/"}: {@code {"/": text}} for a link and
 * {@code {"/": {"bytes": text}}} for bytes. A map that begins like one of them and goes on is neither, and is
 * refused by readers and writers.
 *
 * @param kind what the map is
 * @param text the CID or the base64, empty if the map is neither link nor bytes
 */
record Reserved(Kind kind, String text) {
  enum Kind {
    PLAIN_MAP,
    LINK,
    BYTES,
    BROKEN
  }

  private static final Reserved PLAIN_MAP = new Reserved(Kind.PLAIN_MAP, "");
  private static final Reserved BROKEN = new Reserved(Kind.BROKEN, "");

  static Reserved of(MapNode map) {
    Node first = first(map, "/");
    boolean single = map.entries().size() == 1;
    if (first instanceof TextNode(String cid)) {
      return single ? new Reserved(Kind.LINK, cid) : BROKEN;
    }
    if (first instanceof MapNode inner && first(inner, "bytes") instanceof TextNode(String base64)) {
      return single && inner.entries().size() == 1 ? new Reserved(Kind.BYTES, base64) : BROKEN;
    }
    return PLAIN_MAP;
  }

  /** The value of {@code key}, if it sorts before all other keys. */
  private static @Nullable Node first(MapNode map, String key) {
    Node value = map.entries().get(key);
    if (value == null) {
      return null;
    }
    for (String other : map.entries().keySet()) {
      if (Names.compare(other, key) < 0) {
        return null;
      }
    }
    return value;
  }
}
