package dev.cairn.store;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Small ordered key-value tables that share the log, the index and the durability of a {@link Blockstore}: pins,
 * MFS roots, leases. A write is visible at once and durable after the store's next {@link Blockstore#sync()};
 * because both go through one log, a root's blocks are durable no later than the pin written behind them.
 *
 * <p>Keys have 1 to 255 bytes, values up to 64 KiB. Safe for use by many threads.
 */
public interface Tables {
  /** The value under this key. */
  Optional<byte[]> get(Table table, byte[] key);

  /** Applies all changes as one: after a crash either all of them are there or none. */
  void write(List<Change> changes);

  /**
   * Visits the entries whose key starts with {@code prefix}, in unsigned key order, until the visitor says false.
   * Sees a consistent state of the moment it begins; memory does not grow with the table.
   */
  void scan(Table table, byte[] prefix, BiPredicate<byte[], byte[]> visitor);

  /** How many entries the table has, from a counter. */
  long count(Table table);

  /** The tables there are; the number is part of the file format. */
  enum Table {
    PINS(1),
    META(2);

    private final int id;

    Table(int id) {
      this.id = id;
    }

    /** The number in the file format. */
    public int id() {
      return id;
    }
  }

  /** One change of one entry. */
  sealed interface Change {
    Table table();

    byte[] key();

    /** Sets the value. */
    record Put(Table table, byte[] key, byte[] value) implements Change {}

    /** Removes the entry, if there is one. */
    record Remove(Table table, byte[] key) implements Change {}
  }
}
