package dev.cairn.dag.path;

import dev.cairn.multiformats.Cid;
import java.util.List;

/**
 * What a path leads to.
 *
 * @param cid the block that the path ends at or in; not read, if a link led to it
 * @param remainder the segments that lead on to a value inside of the block; empty when the path ends at it
 * @param roots the block at which each logical segment ends, the root first: one more than the path has segments,
 *     the same CID again for segments inside of a block, and none for the inner nodes of sharded directories
 */
public record Resolution(Cid cid, List<String> remainder, List<Cid> roots) {
  public Resolution {
    remainder = List.copyOf(remainder);
    roots = List.copyOf(roots);
  }
}
