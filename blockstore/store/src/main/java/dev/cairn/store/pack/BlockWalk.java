package dev.cairn.store.pack;

import dev.cairn.multiformats.Multihash;
import dev.cairn.store.pack.Index.IndexedBlock;
import dev.cairn.store.pack.Overlay.Layers;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Visits every block that is here from begin to end, once.
 *
 * <p>First the layers of the overlay as they were at the beginning, then the index page by page, each in its own
 * short transaction. What goes from a layer into the index meanwhile is still in that layer, and thus known to have
 * been shown.
 */
final class BlockWalk {
  private static final int PAGE_BLOCKS = 1024;

  private final Overlay overlay;
  private final Index index;
  private final Gate gate;

  BlockWalk(Overlay overlay, Index index, Gate gate) {
    this.overlay = overlay;
    this.index = index;
    this.gate = gate;
  }

  /** Until the visitor says false, or the store closes. */
  void forEach(BiPredicate<Multihash, BlockEntry> visitor) {
    Layers start = overlay.layers();
    Layer frozen = start.frozen();
    if (!layer(start.active(), null, visitor) || frozen != null && !layer(frozen, start.active(), visitor)) {
      return;
    }
    Multihash last = null;
    List<IndexedBlock> page;
    do {
      page = index.blocksAfter(last, PAGE_BLOCKS);
      for (IndexedBlock block : page) {
        gate.check();
        last = block.hash();
        BlockEntry now = overlay.layers().block(last);
        boolean hidden = start.block(last) != null || now != null && now.isGone();
        if (!hidden && !visitor.test(last, block.entry())) {
          return;
        }
      }
    } while (page.size() == PAGE_BLOCKS);
  }

  private boolean layer(Layer layer, @Nullable Layer above, BiPredicate<Multihash, BlockEntry> visitor) {
    for (Map.Entry<Multihash, BlockEntry> block : layer.blocks.entrySet()) {
      gate.check();
      Multihash hash = block.getKey();
      boolean hidden = block.getValue().isGone() || above != null && above.blocks.containsKey(hash);
      if (!hidden && !visitor.test(hash, block.getValue())) {
        return false;
      }
    }
    return true;
  }
}
