package dev.cairn.gateway.http;

import java.util.ArrayList;
import java.util.List;

/**
 * An entity tag of RFC 9110 §8.8.3.
 *
 * @param weak whether it only says that two representations are equivalent
 * @param opaque what stands between the quotes
 */
public record EntityTag(boolean weak, String opaque) {
  /** A strong tag. */
  public static EntityTag strong(String opaque) {
    return new EntityTag(false, opaque);
  }

  /** Whether both are strong and equal. */
  public boolean matchesStrongly(EntityTag other) {
    return !weak && !other.weak && opaque.equals(other.opaque);
  }

  /** Whether they are equal, weak or not. */
  public boolean matchesWeakly(EntityTag other) {
    return opaque.equals(other.opaque);
  }

  /** The form that stands in headers. */
  @Override
  public String toString() {
    return (weak ? "W/\"" : "\"") + opaque + "\"";
  }

  /**
   * The tags of an {@code If-Match} or {@code If-None-Match} header. What follows the first broken tag is not read.
   */
  static List<EntityTag> parseList(String header) {
    List<EntityTag> tags = new ArrayList<>();
    int at = 0;
    while (true) {
      while (at < header.length() && " \t,".indexOf(header.charAt(at)) >= 0) {
        at++;
      }
      boolean weak = header.startsWith("W/\"", at);
      int open = weak ? at + 2 : at;
      if (open >= header.length() || header.charAt(open) != '"') {
        return tags;
      }
      int close = header.indexOf('"', open + 1);
      if (close < 0) {
        return tags;
      }
      tags.add(new EntityTag(weak, header.substring(open + 1, close)));
      at = close + 1;
    }
  }
}
