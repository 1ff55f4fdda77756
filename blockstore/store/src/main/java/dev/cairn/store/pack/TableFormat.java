package dev.cairn.store.pack;

import dev.cairn.store.TableKey;
import dev.cairn.store.Tables.Change;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of records about tables.
 *
 * <pre>
 * TABLES:    count u32, then count changes
 * SNAPSHOT:  position u64, part u32 (from 0), last u8 (0 or 1), then as TABLES with puts only
 * change:    1 u8, key length u16, table u8 ‖ key, value length u32, value      sets a value
 *            2 u8, key length u16, table u8 ‖ key                               removes the entry
 * </pre>
 */
final class TableFormat {
  private static final byte PUT = 1;
  private static final byte REMOVE = 2;
  private static final int SNAPSHOT_BYTES = 13;

  private TableFormat() {}

  /** A change as stored: the value, or null for a removal. */
  record Edit(TableKey key, byte @Nullable [] value) {
    static Edit of(Change change) {
      TableKey key = TableKey.of(change.table(), change.key());
      return switch (change) {
        case Change.Put put -> new Edit(key, put.value().clone());
        case Change.Remove _ -> new Edit(key, null);
      };
    }

    private int size() {
      return 3 + key.encoded().length + (value == null ? 0 : 4 + value.length);
    }
  }

  /** One part of a snapshot of all tables as they were at {@code position}. */
  record SnapshotPart(long position, int part, boolean last, List<Edit> entries) {}

  /** How long the payload of this batch is; a long, as callers may hand in anything. */
  static long size(List<Edit> edits) {
    return 4 + edits.stream().mapToLong(Edit::size).sum();
  }

  static int entrySize(byte[] key, byte[] value) {
    return 7 + key.length + value.length;
  }

  static byte[] encode(List<Edit> edits) {
    ByteBuffer into = ByteBuffer.allocate(Math.toIntExact(size(edits)));
    encode(edits, into);
    return into.array();
  }

  static byte[] encode(SnapshotPart part) {
    ByteBuffer into = ByteBuffer.allocate(Math.toIntExact(SNAPSHOT_BYTES + size(part.entries)));
    into.putLong(part.position).putInt(part.part).put((byte) (part.last ? 1 : 0));
    encode(part.entries, into);
    return into.array();
  }

  private static void encode(List<Edit> edits, ByteBuffer into) {
    into.putInt(edits.size());
    for (Edit edit : edits) {
      byte[] key = edit.key.encoded();
      into.put(edit.value == null ? REMOVE : PUT).putShort((short) key.length).put(key);
      if (edit.value != null) {
        into.putInt(edit.value.length).put(edit.value);
      }
    }
  }

  /** The batch in these bytes; null when they are none. */
  static @Nullable List<Edit> decode(ByteBuffer from) {
    try {
      List<Edit> edits = edits(from);
      return edits == null || from.hasRemaining() ? null : edits;
    } catch (BufferUnderflowException e) {
      return null;
    }
  }

  /** The part of a snapshot in these bytes; null when they are none. */
  static @Nullable SnapshotPart decodeSnapshot(ByteBuffer from) {
    try {
      long position = from.getLong();
      int part = from.getInt();
      boolean last = from.get() != 0;
      List<Edit> entries = edits(from);
      return entries == null || from.hasRemaining() ? null : new SnapshotPart(position, part, last, entries);
    } catch (BufferUnderflowException e) {
      return null;
    }
  }

  private static @Nullable List<Edit> edits(ByteBuffer from) {
    int count = from.getInt();
    if (count < 0 || count > from.remaining()) {
      return null;
    }
    List<Edit> edits = new ArrayList<>(Math.min(count, 1024));
    for (int i = 0; i < count; i++) {
      byte op = from.get();
      byte[] key = bytes(from, from.getShort() & 0xffff);
      if (op != PUT && op != REMOVE || key.length < 2) {
        return null;
      }
      edits.add(new Edit(TableKey.stored(key), op == PUT ? bytes(from, from.getInt()) : null));
    }
    return edits;
  }

  private static byte[] bytes(ByteBuffer from, int length) {
    if (length < 0 || length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }
}
