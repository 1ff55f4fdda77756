package dev.cairn.store.pack;

import dev.cairn.store.TableKey;
import dev.cairn.store.pack.Overlay.Layers;
import dev.cairn.store.pack.RecordFormat.Kind;
import dev.cairn.store.pack.TableFormat.Edit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The tables of a store: a record in the log for each batch, and the overlay above the index. */
final class PackTables {
  private static final byte[] NO_KEY = {};

  private final Log log;
  private final Overlay overlay;
  private final Index index;
  private final Checkpointer checkpointer;
  private final Gate gate;

  PackTables(Log log, Overlay overlay, Index index, Checkpointer checkpointer, Gate gate) {
    this.log = log;
    this.overlay = overlay;
    this.index = index;
    this.checkpointer = checkpointer;
    this.gate = gate;
  }

  Optional<byte[]> get(TableKey key) {
    Edit known = overlay.layers().table(key);
    return known != null
        ? Optional.ofNullable(known.value()).map(byte[]::clone)
        : Optional.ofNullable(index.table(key));
  }

  void write(List<Edit> edits) {
    long bytes = TableFormat.size(edits);
    if (bytes > RecordFormat.MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("one batch of table changes takes up to "
          + RecordFormat.MAX_PAYLOAD_BYTES + " bytes, not " + bytes + "; write several");
    }
    if (edits.isEmpty()) {
      return;
    }
    byte[] payload = TableFormat.encode(edits);
    int crc = RecordFormat.crc(payload);
    int size = RecordFormat.recordBytes(0, payload.length);
    log.lock().lock();
    try {
      checkpointer.admit();
      log.admit(size);
      // All that can fail comes before the append: afterwards log and overlay must agree.
      Map<TableKey, byte[]> indexed = indexed(edits);
      long position = log.append(Kind.TABLES, NO_KEY, payload, crc);
      overlay.edit(edits, indexed::get);
      overlay.tableRecord(Position.segment(position));
      overlay.extend(log.end());
      checkpointer.appended(size);
    } finally {
      log.lock().unlock();
    }
  }

  private Map<TableKey, byte[]> indexed(List<Edit> edits) {
    Layers layers = overlay.layers();
    Map<TableKey, byte[]> values = new HashMap<>();
    for (Edit edit : edits) {
      byte[] value = layers.table(edit.key()) == null ? index.table(edit.key()) : null;
      if (value != null) {
        values.put(edit.key(), value);
      }
    }
    return values;
  }

  void scan(TableKey prefix, BiPredicate<byte[], byte[]> visitor) {
    try (Index.TableCursor cursor = index.tableCursor()) {
      TableScan scan;
      log.lock().lock();
      try {
        scan = TableScan.begin(overlay.layers(), cursor, prefix);
      } finally {
        log.lock().unlock();
      }
      scan.run((key, value) -> {
        gate.check();
        return visitor.test(key, value);
      });
    }
  }

  long count(int table) {
    log.lock().lock();
    try {
      return overlay.entries(table);
    } finally {
      log.lock().unlock();
    }
  }
}
