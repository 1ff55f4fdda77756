package dev.cairn.store;

import dev.cairn.dag.Block;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Blocks for tests, made from a seed. */
public final class TestBlocks {
  private TestBlocks() {}

  /** A raw block of {@code size} bytes that depend on {@code seed} only. */
  public static Block block(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed * 0x9E3779B97F4A7C15L + size).nextBytes(bytes);
    return raw(bytes);
  }

  /** {@code count} different raw blocks of {@code size} bytes (at least eight, so that they differ). */
  public static List<Block> blocks(long seed, int count, int size) {
    List<Block> blocks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      blocks.add(block(seed * 1_000_003 + i, size));
    }
    return blocks;
  }

  /** A raw block of these bytes. */
  public static Block raw(byte[] bytes) {
    return Block.of(Multicodec.RAW, HashFunction.SHA2_256, bytes);
  }
}
