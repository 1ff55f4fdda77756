package dev.cairn.dag.unixfs;

import dev.cairn.dag.Block;
import dev.cairn.multiformats.Cid;

/**
 * What the parent of a node needs to know of it.
 *
 * @param cid its block
 * @param fileSize bytes of the file in it and below it; 0 for what is no part of a file
 * @param tsize bytes of its block and all below it
 */
record Child(Cid cid, long fileSize, long tsize) {
  static Child leaf(Block block, long fileSize) {
    return new Child(block.cid(), fileSize, block.size());
  }
}
