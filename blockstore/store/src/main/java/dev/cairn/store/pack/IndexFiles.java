package dev.cairn.store.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The files of the index, looked at before LMDB maps them: LMDB trusts them, and a map that reaches behind the end
 * of a file that became shorter kills the process at the first touch.
 *
 * <p>Reads the two meta pages at the beginning of {@code data.mdb} (LMDB 0.9, little-endian, 64 bits): page header
 * of 16 bytes, then magic u32, version u32, address u64, map size u64, two databases of 48 bytes (the page size in
 * the first four bytes of the first), last page u64, transaction u64.
 */
final class IndexFiles {
  private static final int PAGE_HEADER = 16;
  private static final int META_BYTES = 136;
  private static final int MAGIC = 0xBEEFC0DE;
  private static final int VERSION = 1;

  private IndexFiles() {}

  private static Path folder(Path dir) {
    return dir.resolve("index");
  }

  /** Opens the index of this store; a fresh one in place of what is there when {@code anew}. */
  static Index open(Path dir, boolean anew) throws IOException {
    Path folder = folder(dir);
    Files.createDirectories(folder);
    if (anew) {
      Files.deleteIfExists(Index.dataFile(folder));
      Files.deleteIfExists(folder.resolve("lock.mdb"));
    }
    return Index.open(folder);
  }

  /** Why the index cannot be used, if it cannot. */
  static Optional<String> problem(Path dir) throws IOException {
    Path file = Index.dataFile(folder(dir));
    if (!Files.exists(file)) {
      return Optional.of(file + " is missing");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      Meta first = meta(channel, 0);
      Meta second = meta(channel, first.valid ? first.pageBytes : 4096);
      if (!first.valid || !second.valid || first.pageBytes != second.pageBytes) {
        return Optional.of(file + " has no valid head");
      }
      Meta newest = first.transaction > second.transaction ? first : second;
      long needed = (newest.lastPage + 1) * newest.pageBytes;
      return size < needed
          ? Optional.of(file + " has " + size + " bytes and should have " + needed)
          : Optional.empty();
    }
  }

  private record Meta(boolean valid, int pageBytes, long lastPage, long transaction) {}

  private static Meta meta(FileChannel channel, long at) throws IOException {
    ByteBuffer page = ByteBuffer.allocate(PAGE_HEADER + META_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (page.hasRemaining() && channel.read(page, at + page.position()) > 0) {
      // Until it is full or the file ends.
    }
    int meta = PAGE_HEADER;
    int pageBytes = page.getInt(meta + 24);
    boolean valid = !page.hasRemaining()
        && page.getInt(meta) == MAGIC
        && page.getInt(meta + 4) == VERSION
        && Integer.bitCount(pageBytes) == 1
        && pageBytes >= 512
        && pageBytes <= 65536;
    long lastPage = page.getLong(meta + 120);
    return new Meta(valid && lastPage >= 1 && lastPage < 1L << 40, pageBytes, lastPage,
        page.getLong(meta + 128));
  }
}
