package dev.cairn.dag;

import java.util.List;

/** Where blocks go. Safe for use by many threads; may block its caller to keep what is buffered bounded. */
@FunctionalInterface
public interface BlockSink {
  /** Takes a block over. It is durable only after whatever the sink's owner offers for that. */
  void put(Block block);

  /** Takes many blocks over, in order. */
  default void putAll(List<Block> blocks) {
    blocks.forEach(this::put);
  }
}
