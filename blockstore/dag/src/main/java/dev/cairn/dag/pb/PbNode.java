package dev.cairn.dag.pb;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dag-pb node.
 *
 * @param links the links in the order of the block; {@link DagPb#encode} sorts them
 * @param data the bytes of Data, null when absent (which is another block than one with empty Data); the array
 *     itself, which nobody may change
 */
public record PbNode(List<PbLink> links, byte @Nullable [] data) {
  public PbNode {
    links = List.copyOf(links);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PbNode node && links.equals(node.links) && Arrays.equals(data, node.data);
  }

  @Override
  public int hashCode() {
    return 31 * links.hashCode() + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "PbNode[" + links + ", " + (data == null ? "no Data" : data.length + " bytes of Data") + "]";
  }
}
