package dev.cairn.store.pack;

import dev.cairn.multiformats.Multihash;
import dev.cairn.store.TableKey;
import dev.cairn.store.pack.TableFormat.Edit;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Changes that are in the log and not yet in the index. Read by anyone; written under the lock of the log. Its
 * bound is {@link PackOptions#checkpointRecords()} records and {@link #MAX_TABLE_BYTES} of table entries, and one
 * batch more.
 */
final class Layer {
  /** What a layer holds of table keys and values at most before it must go to the index, in bytes. */
  static final long MAX_TABLE_BYTES = 16 << 20;

  final ConcurrentHashMap<Multihash, BlockEntry> blocks = new ConcurrentHashMap<>();
  final ConcurrentSkipListMap<TableKey, Edit> tables = new ConcurrentSkipListMap<>();
  int records;
  long tableBytes;

  boolean isEmpty() {
    return records == 0;
  }
}
