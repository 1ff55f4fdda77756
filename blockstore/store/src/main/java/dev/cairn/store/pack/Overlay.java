package dev.cairn.store.pack;

import dev.cairn.multiformats.Multihash;
import dev.cairn.store.TableKey;
import dev.cairn.store.pack.TableFormat.Edit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the log says beyond the index, with the counters: one layer that takes changes, and below it one that is on
 * its way into the index. Look-ups need no lock; all that changes or counts runs under the lock of the log.
 *
 * <p>A look-up takes both layers at once ({@link #layers()}), and only then asks the index. A layer leaves only
 * after its changes can be seen in the index, so what was there when the look-up began is found.
 */
final class Overlay {
  /**
   * Both layers, the upper first; a change in the upper one hides the lower.
   *
   * @param generation changes whenever a layer has gone into the index: what the index said before that may be out
   *     of date
   */
  record Layers(Layer active, @Nullable Layer frozen, long generation) {
    @Nullable
    BlockEntry block(Multihash hash) {
      BlockEntry found = active.blocks.get(hash);
      return found == null && frozen != null ? frozen.blocks.get(hash) : found;
    }

    /** The last change of this entry; null when the layers do not know the key. */
    @Nullable
    Edit table(TableKey key) {
      Edit found = active.tables.get(key);
      return found == null && frozen != null ? frozen.tables.get(key) : found;
    }
  }

  private final long salt;
  private volatile Layers layers = new Layers(new Layer(), null, 0);

  private long blocks;
  private long blockBytes;
  private long tableBytes;
  private long snapshot;
  private final Map<Integer, Long> tableEntries;
  private final TreeMap<Integer, SegmentStats> segments;
  private Set<Integer> changed = new HashSet<>();
  private Set<Integer> removed = new HashSet<>();
  private @Nullable Checkpoint underway;

  Overlay(Totals totals, Map<Integer, SegmentStats> segments) {
    this.salt = totals.salt();
    this.blocks = totals.blocks();
    this.blockBytes = totals.blockBytes();
    this.tableBytes = totals.tableBytes();
    this.snapshot = totals.snapshot();
    this.tableEntries = new HashMap<>(totals.tableEntries());
    this.segments = new TreeMap<>(segments);
  }

  Layers layers() {
    return layers;
  }

  // The rest runs under the lock of the log.

  /** A block is here; its record is the last one of the log. */
  void putBlock(Multihash hash, BlockEntry entry) {
    add(hash, entry);
    blocks++;
    blockBytes += entry.length();
    int size = recordBytes(hash, entry);
    change(entry.segment(), stats(entry.segment()).withBlock(size).endingAt(entry.offset() + size));
  }

  /** The block whose live entry is {@code old} is deleted by a record at {@code position}. */
  void deleteBlock(Multihash hash, BlockEntry old, long position) {
    add(hash, BlockEntry.gone(position));
    blocks--;
    blockBytes -= old.length();
    change(old.segment(), stats(old.segment()).withoutBlock(recordBytes(hash, old)));
  }

  private void add(Multihash hash, BlockEntry entry) {
    Layer active = layers.active;
    active.blocks.put(hash, entry);
    active.records++;
  }

  /** The stored form of one entry: how it was before the edit, as the layers below know it. */
  interface TableLookup {
    byte @Nullable [] value(TableKey key);
  }

  void edit(List<Edit> edits, TableLookup index) {
    for (Edit edit : edits) {
      Edit known = layers.table(edit.key());
      byte[] before = known != null ? known.value() : index.value(edit.key());
      byte[] after = edit.value();
      int table = edit.key().encoded()[0] & 0xff;
      long more = (after == null ? 0L : 1L) - (before == null ? 0L : 1L);
      tableEntries.merge(table, more, Long::sum);
      tableBytes += entryBytes(edit.key(), after) - entryBytes(edit.key(), before);
      Layer active = layers.active;
      active.tables.put(edit.key(), edit);
      active.records++;
      active.tableBytes += edit.key().encoded().length + (after == null ? 0 : after.length);
    }
  }

  private static long entryBytes(TableKey key, byte @Nullable [] value) {
    return value == null ? 0 : (long) key.encoded().length + value.length;
  }

  /** A record that the tables need if the index must be rebuilt. */
  void tableRecord(int segment) {
    change(segment, stats(segment).withTableRecord());
  }

  /** The log reaches up to here now. */
  void extend(long end) {
    int segment = Position.segment(end);
    change(segment, stats(segment).endingAt(Position.offset(end)));
  }

  void snapshotAt(long position) {
    snapshot = position;
  }

  long snapshotPosition() {
    return snapshot;
  }

  void forgetSegment(int segment) {
    segments.remove(segment);
    changed.remove(segment);
    removed.add(segment);
  }

  NavigableMap<Integer, SegmentStats> segments() {
    return segments;
  }

  long blocks() {
    return blocks;
  }

  long blockBytes() {
    return blockBytes;
  }

  long tableBytes() {
    return tableBytes;
  }

  long entries(int table) {
    return tableEntries.getOrDefault(table, 0L);
  }

  boolean isCheckpointUnderway() {
    return underway != null;
  }

  /** Whether there is anything that the index does not have. */
  boolean isAhead() {
    return !layers.active.isEmpty() || !changed.isEmpty() || !removed.isEmpty() || underway != null;
  }

  /**
   * Takes everything up to {@code end} aside for the index; the one that is still underway when that has not come
   * to its end.
   */
  Checkpoint freeze(long end) {
    Checkpoint checkpoint = underway;
    if (checkpoint == null) {
      Map<Integer, SegmentStats> stats = new TreeMap<>();
      changed.forEach(segment -> stats.put(segment, stats(segment)));
      Totals totals = new Totals(end, salt, blocks, blockBytes, tableEntries, tableBytes, snapshot);
      checkpoint = new Checkpoint(totals, layers.active, stats, removed, deadSegments(Position.segment(end)));
      changed = new HashSet<>();
      removed = new HashSet<>();
      underway = checkpoint;
      layers = new Layers(new Layer(), checkpoint.layer(), layers.generation);
    }
    return checkpoint;
  }

  private List<Integer> deadSegments(int below) {
    List<Integer> dead = new ArrayList<>();
    segments.headMap(below).forEach((segment, stats) -> {
      if (stats.liveBlocks() == 0) {
        dead.add(segment);
      }
    });
    return dead;
  }

  /** What was frozen can be seen in the index. */
  void committed() {
    underway = null;
    layers = new Layers(layers.active, null, layers.generation + 1);
  }

  private SegmentStats stats(int segment) {
    return segments.getOrDefault(segment, SegmentStats.EMPTY);
  }

  private void change(int segment, SegmentStats stats) {
    segments.put(segment, stats);
    changed.add(segment);
  }

  private static int recordBytes(Multihash hash, BlockEntry entry) {
    return RecordFormat.recordBytes(hash.size(), entry.length());
  }
}
