package dev.cairn.dag.unixfs;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockSink;
import dev.cairn.dag.BlockSource;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multihash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Blocks in memory, and a record of what was read. */
final class MemoryBlocks implements BlockSource, BlockSink {
  private final Map<Multihash, Block> blocks = new ConcurrentHashMap<>();
  final List<Cid> read = new ArrayList<>();
  final List<Cid> written = new ArrayList<>();

  @Override
  public Optional<Block> get(Cid cid) {
    read.add(cid);
    if (cid.multihash().isIdentity()) {
      return Optional.of(Block.verify(cid, cid.multihash().digest()));
    }
    return Optional.ofNullable(blocks.get(cid.multihash())).map(block -> Block.trusted(cid, block.bytes()));
  }

  @Override
  public void put(Block block) {
    assert !block.cid().multihash().isIdentity();
    Block.verify(block.cid(), block.bytes());
    blocks.put(block.cid().multihash(), block);
    written.add(block.cid());
  }

  void remove(Cid cid) {
    blocks.remove(cid.multihash());
  }

  int size() {
    return blocks.size();
  }
}
