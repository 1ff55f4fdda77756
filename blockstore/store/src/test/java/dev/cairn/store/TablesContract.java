package dev.cairn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.store.Tables.Change;
import dev.cairn.store.Tables.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Tables} does. Extend it, and open empty ones in {@link #open()}. */
public abstract class TablesContract {
  private Tables tables;

  /** Opens empty tables; the contract closes them when they can be closed. */
  protected abstract Tables open() throws Exception;

  /** Makes what was written so far as old as it gets, for stores with several layers. */
  protected void settle(Tables toSettle) throws Exception {
    if (toSettle instanceof Blockstore store) {
      store.sync();
    }
  }

  @BeforeEach
  void openTables() throws Exception {
    tables = open();
  }

  @AfterEach
  void closeTables() throws Exception {
    if (tables instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  @Test
  void whatWasWritten_isThereAtOnce() throws Exception {
    assertThat(tables.get(Table.PINS, bytes("a"))).isEmpty();
    tables.write(List.of(put(Table.PINS, "a", "1"), put(Table.PINS, "b", "")));

    for (int i = 0; i < 2; i++) {
      assertThat(tables.get(Table.PINS, bytes("a"))).hasValue(bytes("1"));
      assertThat(tables.get(Table.PINS, bytes("b"))).hasValue(new byte[0]);
      assertThat(tables.get(Table.META, bytes("a"))).isEmpty();
      assertThat(tables.get(Table.PINS, bytes("aa"))).isEmpty();
      settle(tables);
    }
  }

  @Test
  void laterChangesWin_alsoInsideOneBatch() throws Exception {
    tables.write(List.of(put(Table.PINS, "a", "1"), put(Table.PINS, "a", "2"), put(Table.PINS, "b", "1"),
        remove(Table.PINS, "b")));
    settle(tables);
    assertThat(all(Table.PINS)).isEqualTo(Map.of("a", "2"));
    tables.write(List.of(remove(Table.PINS, "a"), remove(Table.PINS, "never"), put(Table.PINS, "c", "3")));
    assertThat(all(Table.PINS)).isEqualTo(Map.of("c", "3"));
    assertThat(tables.count(Table.PINS)).isEqualTo(1);
    settle(tables);
    assertThat(all(Table.PINS)).isEqualTo(Map.of("c", "3"));
    assertThat(tables.count(Table.PINS)).isEqualTo(1);
  }

  @Test
  void scan_isInUnsignedKeyOrder_overOldAndNewEntries() throws Exception {
    TreeMap<byte[], Integer> model = new TreeMap<>(Arrays::compareUnsigned);
    Random random = new Random(7);
    for (int i = 0; i < 600; i++) {
      byte[] key = new byte[1 + random.nextInt(3)];
      random.nextBytes(key);
      if (random.nextInt(4) == 0) {
        model.remove(key);
        tables.write(List.of(new Change.Remove(Table.META, key)));
      } else {
        model.put(key, i);
        tables.write(List.of(new Change.Put(Table.META, key, bytes("" + i))));
      }
      if (i % 200 == 100) {
        settle(tables);
      }
    }
    List<byte[]> keys = new ArrayList<>();
    tables.scan(Table.META, new byte[0], (key, value) -> {
      assertThat(new String(value, StandardCharsets.UTF_8)).isEqualTo("" + model.get(key));
      return keys.add(key);
    });
    assertThat(keys).containsExactly(model.keySet().toArray(byte[][]::new));
    assertThat(tables.count(Table.META)).isEqualTo(model.size());
  }

  @Test
  void scan_keepsToItsTableAndPrefix_andStopsWhenTold() throws Exception {
    tables.write(List.of(put(Table.PINS, "a", "1"), put(Table.PINS, "ab", "2"), put(Table.PINS, "abc", "3"),
        put(Table.PINS, "b", "4"), put(Table.META, "ab", "other")));
    settle(tables);
    tables.write(
        List.of(put(Table.PINS, "abd", "5"), new Change.Put(Table.PINS, new byte[]{'a', -1}, bytes("6"))));

    List<String> values = new ArrayList<>();
    tables.scan(Table.PINS, bytes("ab"), (_, value) -> values.add(text(value)));
    assertThat(values).containsExactly("2", "3", "5");
    values.clear();
    tables.scan(Table.PINS, bytes("a"), (_, value) -> values.add(text(value)));
    assertThat(values).containsExactly("1", "2", "3", "5", "6");
    values.clear();
    tables.scan(Table.PINS, bytes("x"), (_, value) -> values.add(text(value)));
    assertThat(values).isEmpty();
    tables.scan(Table.PINS, new byte[0], (_, value) -> {
      values.add(text(value));
      return values.size() < 2;
    });
    assertThat(values).containsExactly("1", "2");
  }

  @Test
  void scan_seesTheStateOfItsBeginning_andMayWrite() throws Exception {
    for (int i = 0; i < 100; i++) {
      tables.write(List.of(put(Table.PINS, "k%03d".formatted(i), "old")));
      if (i == 50) {
        settle(tables);
      }
    }
    List<String> seen = new ArrayList<>();
    tables.scan(Table.PINS, bytes("k"), (key, value) -> {
      seen.add(text(value));
      tables.write(List.of(put(Table.PINS, text(key), "new"), put(Table.PINS, "k" + text(key), "new"),
          remove(Table.PINS, "k099")));
      return true;
    });
    assertThat(seen).hasSize(100).containsOnly("old");
    assertThat(tables.get(Table.PINS, bytes("k000"))).hasValue(bytes("new"));
  }

  @Test
  void count_countsEntriesPerTable() throws Exception {
    for (int i = 0; i < 50; i++) {
      tables.write(List.of(put(Table.PINS, "p" + i, "v"), put(Table.META, "m" + i / 2, "v")));
    }
    assertThat(tables.count(Table.PINS)).isEqualTo(50);
    assertThat(tables.count(Table.META)).isEqualTo(25);
    settle(tables);
    tables.write(List.of(remove(Table.PINS, "p1"), remove(Table.PINS, "p1"), put(Table.PINS, "p2", "w")));
    assertThat(tables.count(Table.PINS)).isEqualTo(49);
    assertThat(tables.count(Table.META)).isEqualTo(25);
  }

  @Test
  void keysAndValues_haveLimits_andABadBatchChangesNothing() {
    byte[] longest = new byte[255];
    Arrays.fill(longest, (byte) 0xff);
    byte[] largest = new byte[64 * 1024];
    tables.write(List.of(new Change.Put(Table.META, longest, largest)));
    assertThat(tables.get(Table.META, longest)).hasValue(largest);

    for (Change bad : List.of(new Change.Put(Table.META, new byte[0], new byte[1]),
        new Change.Put(Table.META, new byte[256], new byte[1]),
        new Change.Put(Table.META, new byte[1], new byte[64 * 1024 + 1]),
        new Change.Remove(Table.META, new byte[0]))) {
      assertThatThrownBy(() -> tables.write(List.of(put(Table.META, "good", "1"), bad)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(tables.get(Table.META, bytes("good"))).isEmpty();
    assertThat(tables.count(Table.META)).isEqualTo(1);
    tables.write(List.of());
    assertThat(tables.count(Table.META)).isEqualTo(1);
  }

  @Test
  void callersArrays_areTheirs() {
    byte[] key = bytes("key");
    byte[] value = bytes("value");
    tables.write(List.of(new Change.Put(Table.META, key, value)));
    key[0] = 'X';
    value[0] = 'X';
    assertThat(tables.get(Table.META, bytes("key"))).hasValue(bytes("value"));
    tables.get(Table.META, bytes("key")).orElseThrow()[0] = 'Y';
    tables.scan(Table.META, new byte[0], (seenKey, seenValue) -> {
      seenKey[0] = 'Z';
      seenValue[0] = 'Z';
      return true;
    });
    assertThat(all(Table.META)).isEqualTo(Map.of("key", "value"));
  }

  private Map<String, String> all(Table table) {
    Map<String, String> all = new TreeMap<>();
    tables.scan(table, new byte[0], (key, value) -> all.put(text(key), text(value)) == null);
    return all;
  }

  private static Change put(Table table, String key, String value) {
    return new Change.Put(table, bytes(key), bytes(value));
  }

  private static Change remove(Table table, String key) {
    return new Change.Remove(table, bytes(key));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
