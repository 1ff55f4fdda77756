package dev.cairn.dag.walk;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.multiformats.Cid;

/**
 * What a {@link DagWalker} calls on its way.
 *
 * @param <E> what the visitor may throw; it ends the walk
 */
@FunctionalInterface
public interface DagVisitor<E extends Exception> {
  /**
   * A block has been reached. Called for the root first, and then for each block right after {@link #link}.
   *
   * @param depth how many links lead here from the root, 0 for the root
   */
  void block(Block block, int depth) throws E;

  /**
   * A link is followed, to a block that is there.
   *
   * @param name the name of a dag-pb link (see {@link dev.cairn.dag.pb.Names}), {@code ""} in other codecs
   * @param depth the depth of the child
   */
  default void link(Cid parent, Cid child, String name, int depth) throws E {}

  /**
   * A block is not to be had. The walk goes on without it if this returns.
   *
   * @throws BlockNotFoundException always, unless overridden
   */
  default void missing(Cid cid, int depth) throws E {
    throw new BlockNotFoundException(cid);
  }
}
