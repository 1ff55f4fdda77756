package dev.cairn.store.pack;

import dev.cairn.store.TableKey;
import dev.cairn.store.pack.Overlay.Layers;
import dev.cairn.store.pack.TableFormat.Edit;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a table in key order, out of the index and the overlay above it. The overlay's part is copied at
 * the beginning; it has the overlay's bound.
 */
final class TableScan {
  private final TableKey prefix;
  private final Index.TableCursor indexed;
  private final Iterator<Edit> recent;
  private @Nullable Edit nextRecent;
  private @Nullable TableKey nextIndexed;

  private TableScan(TableKey prefix, Index.TableCursor indexed, SortedMap<TableKey, Edit> recent) {
    this.prefix = prefix;
    this.indexed = indexed;
    this.recent = recent.values().iterator();
    advanceRecent();
    readIndexed();
  }

  /** Under the lock of the log, so that index and overlay are seen in one state. */
  static TableScan begin(Layers layers, Index.TableCursor cursor, TableKey prefix) {
    SortedMap<TableKey, Edit> recent = new TreeMap<>();
    if (layers.frozen() != null) {
      copy(layers.frozen().tables, prefix, recent);
    }
    copy(layers.active().tables, prefix, recent);
    cursor.open(prefix);
    return new TableScan(prefix, cursor, recent);
  }

  private static void copy(ConcurrentNavigableMap<TableKey, Edit> from, TableKey prefix,
      SortedMap<TableKey, Edit> into) {
    for (Edit edit : from.tailMap(prefix, true).values()) {
      if (!edit.key().startsWith(prefix)) {
        break;
      }
      into.put(edit.key(), edit);
    }
  }

  /** Shows the entries until the visitor says false; the arrays are the visitor's. */
  void run(BiPredicate<byte[], byte[]> visitor) {
    while (true) {
      Edit newer = nextRecent;
      TableKey older = nextIndexed;
      if (newer == null && older == null) {
        return;
      }
      int order = newer == null ? 1 : older == null ? -1 : newer.key().compareTo(older);
      boolean more = true;
      if (order > 0 && older != null) {
        more = visitor.test(older.key(), indexed.value());
      } else if (newer != null && newer.value() != null) {
        more = visitor.test(newer.key().key(), newer.value().clone());
      }
      if (!more) {
        return;
      }
      if (order >= 0) {
        indexed.advance();
        readIndexed();
      }
      if (order <= 0) {
        advanceRecent();
      }
    }
  }

  private void advanceRecent() {
    nextRecent = recent.hasNext() ? recent.next() : null;
  }

  private void readIndexed() {
    TableKey key = indexed.key();
    nextIndexed = key != null && key.startsWith(prefix) ? key : null;
  }
}
