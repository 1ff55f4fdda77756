package dev.cairn.store;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The key of a table entry as it is ordered and stored everywhere: the number of the table in one byte, then the
 * key's own bytes; compared unsigned.
 *
 * <p>Public for the stores in the packages below; not for their users.
 */
public final class TableKey implements Comparable<TableKey> {
  /** The longest key of an entry, in bytes. */
  public static final int MAX_KEY_BYTES = 255;

  /** The longest value of an entry, in bytes. */
  public static final int MAX_VALUE_BYTES = 64 * 1024;

  private final byte[] encoded;

  private TableKey(byte[] encoded) {
    this.encoded = encoded;
  }

  /**
   * The key of an entry.
   *
   * @throws IllegalArgumentException when the key is empty or longer than 255 bytes
   */
  public static TableKey of(Tables.Table table, byte[] key) {
    if (key.length == 0 || key.length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "a table key has 1 to " + MAX_KEY_BYTES + " bytes, not " + key.length + " (table " + table + ")");
    }
    return prefix(table, key);
  }

  /** Where the keys that begin with {@code prefix} begin; the prefix may be empty. */
  public static TableKey prefix(Tables.Table table, byte[] prefix) {
    byte[] encoded = new byte[1 + prefix.length];
    encoded[0] = (byte) table.id();
    System.arraycopy(prefix, 0, encoded, 1, prefix.length);
    return new TableKey(encoded);
  }

  /** A key in its stored form; the array is taken over. */
  public static TableKey stored(byte[] encoded) {
    return new TableKey(encoded);
  }

  /**
   * Returns the change if key and value have a size that is allowed.
   *
   * @throws IllegalArgumentException when not
   */
  public static Tables.Change check(Tables.Change change) {
    of(change.table(), change.key());
    if (change instanceof Tables.Change.Put put && put.value().length > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "a table value has at most " + MAX_VALUE_BYTES + " bytes, not " + put.value().length + " (table "
              + put.table() + ")");
    }
    return change;
  }

  /** The entry's own key, without the table; a copy. */
  public byte[] key() {
    return Arrays.copyOfRange(encoded, 1, encoded.length);
  }

  /** Table and key as stored; the array itself, which nobody may change. */
  public byte[] encoded() {
    return encoded;
  }

  /** Whether the entry is in this table. */
  public boolean isIn(Tables.Table table) {
    return encoded[0] == (byte) table.id();
  }

  /** Whether table and key begin with those of {@code prefix}. */
  public boolean startsWith(TableKey prefix) {
    return encoded.length >= prefix.encoded.length
        && Arrays.equals(encoded, 0, prefix.encoded.length, prefix.encoded, 0, prefix.encoded.length);
  }

  @Override
  public int compareTo(TableKey other) {
    return Arrays.compareUnsigned(encoded, other.encoded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TableKey key && Arrays.equals(encoded, key.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(encoded);
  }
}
