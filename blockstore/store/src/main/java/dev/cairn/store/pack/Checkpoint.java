package dev.cairn.store.pack;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A state of the store that the index takes over in one transaction.
 *
 * @param totals the counters, and the position in the log up to which the index then is the truth
 * @param layer the blocks and table entries that changed since the checkpoint before
 * @param segments the segments whose counts changed
 * @param removedSegments the segments that are no more
 * @param deadSegments sealed segments without a live block, once this checkpoint is committed
 */
record Checkpoint(Totals totals, Layer layer, Map<Integer, SegmentStats> segments,
    Set<Integer> removedSegments,
    List<Integer> deadSegments) {}
