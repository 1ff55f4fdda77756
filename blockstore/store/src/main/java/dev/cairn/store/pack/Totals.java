package dev.cairn.store.pack;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The counters of a store at a position of its log, as the index keeps them.
 *
 * @param position all records before it are in the index
 * @param salt the number that is mixed into every record header of this store
 * @param blocks how many blocks are here
 * @param blockBytes the bytes of these blocks
 * @param tableEntries entries by table number
 * @param tableBytes the bytes of all table keys and values
 * @param snapshot the position of the last complete table snapshot in the log, or 0
 */
record Totals(long position, long salt, long blocks, long blockBytes, Map<Integer, Long> tableEntries,
    long tableBytes, long snapshot) {

  /** The version of the index that this code writes, and the newest that it reads. */
  static final int VERSION = 1;

  private static final int FIXED_BYTES = 4 + 6 * 8 + 4;
  private static final int ENTRY_BYTES = 4 + 8;

  Totals {
    tableEntries = Map.copyOf(tableEntries);
  }

  static Totals none(long salt) {
    return new Totals(0, salt, 0, 0, Map.of(), 0, 0);
  }

  /** The version that an encoded form claims. */
  static int version(ByteBuffer encoded) {
    return encoded.remaining() < 4 ? 0 : encoded.getInt(encoded.position());
  }

  byte[] encode() {
    ByteBuffer into = ByteBuffer.allocate(FIXED_BYTES + tableEntries.size() * ENTRY_BYTES);
    into.putInt(VERSION).putLong(position).putLong(salt).putLong(blocks).putLong(blockBytes)
        .putLong(tableBytes);
    into.putLong(snapshot).putInt(tableEntries.size());
    new TreeMap<>(tableEntries).forEach((table, count) -> into.putInt(table).putLong(count));
    return into.array();
  }

  /** Reads the encoded form; null when it is not one of this version. */
  static @Nullable Totals decode(ByteBuffer from) {
    if (from.remaining() < FIXED_BYTES || from.getInt() != VERSION) {
      return null;
    }
    long position = from.getLong();
    long salt = from.getLong();
    long blocks = from.getLong();
    long blockBytes = from.getLong();
    long tableBytes = from.getLong();
    long snapshot = from.getLong();
    int tables = from.getInt();
    if (tables < 0 || from.remaining() != (long) tables * ENTRY_BYTES) {
      return null;
    }
    Map<Integer, Long> entries = new TreeMap<>();
    for (int i = 0; i < tables; i++) {
      entries.put(from.getInt(), from.getLong());
    }
    return new Totals(position, salt, blocks, blockBytes, entries, tableBytes, snapshot);
  }
}
