package dev.cairn.dag.unixfs;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockSink;
import java.util.ArrayList;
import java.util.List;

/** Hands blocks to the sink in groups. A block whose CID holds its bytes goes nowhere. */
final class BlockOut {
  private static final int GROUP_BYTES = 1024 * 1024;
  private static final int GROUP_BLOCKS = 256;

  private final BlockSink sink;
  private List<Block> group = new ArrayList<>();
  private long groupBytes;

  BlockOut(BlockSink sink) {
    this.sink = sink;
  }

  /**
   * Takes a block.
   *
   * @param limiter the option that keeps such a block from getting too large, for the message when it did
   * @throws ImportException when it is larger than a block may be
   */
  void put(Block block, String limiter) {
    if (block.size() > Block.MAX_BYTES) {
      throw new ImportException(
          "",
          "a node would be a block of " + block.size() + " bytes, and blocks have at most " + Block.MAX_BYTES
              + "; " + limiter);
    }
    if (block.cid().multihash().isIdentity()) {
      return;
    }
    group.add(block);
    groupBytes += block.size();
    if (groupBytes >= GROUP_BYTES || group.size() >= GROUP_BLOCKS) {
      flush();
    }
  }

  /** Hands over what has gathered. */
  void flush() {
    if (group.isEmpty()) {
      return;
    }
    List<Block> full = group;
    group = new ArrayList<>();
    groupBytes = 0;
    sink.putAll(full);
  }
}
