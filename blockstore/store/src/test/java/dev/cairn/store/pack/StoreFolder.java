package dev.cairn.store.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dag.Block;
import dev.cairn.store.Blockstore;
import dev.cairn.store.Tables.Change;
import dev.cairn.store.Tables.Table;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What tests do to the files of a store. */
final class StoreFolder {
  private StoreFolder() {}

  /** Copies the files as they are: what a process would find that started after this one was killed. */
  static Path copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path segment(Path dir, int id) {
    return SegmentFormat.file(dir, id);
  }

  static Path index(Path dir) {
    return dir.resolve("index").resolve("data.mdb");
  }

  /** The ids of the segment files there are. */
  static List<Integer> segments(Path dir) {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(SegmentFormat::segment).filter(id -> id.isPresent()).map(id -> id.getAsInt()).sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void flipBit(Path file, long offset) {
    try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "rw")) {
      data.seek(offset);
      int value = data.read();
      data.seek(offset);
      data.write(value ^ 0x10);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void truncate(Path file, long size) {
    try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "rw")) {
      data.setLength(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the bytes of this block begin in the file; they are there once. */
  static int find(Path file, byte[] bytes) {
    try {
      byte[] all = Files.readAllBytes(file);
      for (int i = 0; i + bytes.length <= all.length; i++) {
        if (Arrays.equals(all, i, i + bytes.length, bytes, 0, bytes.length)) {
          return i;
        }
      }
      throw new AssertionError("the bytes are not in " + file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void assertHolds(Blockstore store, List<Block> blocks) {
    for (Block block : blocks) {
      assertThat(store.get(block.cid()).map(Block::bytes).orElse(null)).as("%s", block.cid())
          .isEqualTo(block.bytes());
    }
  }

  static Change pin(String key, String value) {
    return new Change.Put(Table.PINS, bytes(key), bytes(value));
  }

  static Change unpin(String key) {
    return new Change.Remove(Table.PINS, bytes(key));
  }

  static Map<String, String> pins(PackStore store) {
    Map<String, String> pins = new TreeMap<>();
    store.scan(Table.PINS, new byte[0], (key, value) -> {
      pins.put(new String(key, StandardCharsets.UTF_8), new String(value, StandardCharsets.UTF_8));
      return true;
    });
    assertThat(store.count(Table.PINS)).isEqualTo(pins.size());
    return pins;
  }

  static List<Blockstore.Entry> entries(PackStore store) {
    List<Blockstore.Entry> entries = new ArrayList<>();
    store.forEach(entries::add);
    assertThat(store.usage().blocks()).isEqualTo(entries.size());
    assertThat(store.usage().bytes()).isEqualTo(entries.stream().mapToLong(Blockstore.Entry::size).sum());
    return entries;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
