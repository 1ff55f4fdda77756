package dev.cairn.dag;

import dev.cairn.multiformats.Cid;
import java.util.Optional;

/**
 * Where blocks come from: a store, or a store and the network behind it. Safe for use by many threads; a call may
 * block its thread, so callers are virtual threads or do not mind.
 */
@FunctionalInterface
public interface BlockSource {
  /**
   * The block, verified; empty when it is not to be had here. Identity CIDs carry their own bytes and are always
   * found.
   */
  Optional<Block> get(Cid cid);

  /**
   * The block, verified.
   *
   * @throws BlockNotFoundException when it is not to be had
   */
  default Block require(Cid cid) {
    return get(cid).orElseThrow(() -> new BlockNotFoundException(cid));
  }
}
