package dev.cairn.repo;

import dev.cairn.dag.Block;
import dev.cairn.dag.pb.DagPb;
import dev.cairn.dag.pb.PbLink;
import dev.cairn.dag.pb.PbNode;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Small DAGs for tests. */
final class TestDag {
  private TestDag() {}

  static Block leaf(String content) {
    return Block.of(Multicodec.RAW, HashFunction.SHA2_256, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A dag-pb block, CIDv1, whose links are these children in this order. */
  static Block node(Cid... children) {
    byte[] bytes = DagPb.encodeUnsorted(
        new PbNode(Arrays.stream(children).map(child -> PbLink.of(child, "", 1)).toList(), new byte[]{8, 1}));
    return Block.of(Multicodec.DAG_PB, HashFunction.SHA2_256, bytes);
  }

  static Block node(Block... children) {
    return node(Arrays.stream(children).map(Block::cid).toArray(Cid[]::new));
  }
}
