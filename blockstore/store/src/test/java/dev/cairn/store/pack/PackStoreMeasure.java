package dev.cairn.store.pack;

import dev.cairn.dag.Block;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.Multihash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/**
 * Prints how fast the store is; asserts nothing, and no test runs it. Arguments: an empty folder, the number of
 * blocks, bytes each, then any of {@code buffered} and {@code hash} (hash each block on the caller's thread, as an
 * import does). Writes them, reads them warm, and leaves them for a cold run with {@code read}.
 */
final class PackStoreMeasure {
  private PackStoreMeasure() {}

  public static void main(String[] args) throws IOException {
    Path dir = Path.of(args[0]);
    int count = Integer.parseInt(args[1]);
    int size = Integer.parseInt(args[2]);
    String how = String.join(" ", args);
    PackOptions options = PackOptions.defaults().withDirectIo(!how.contains("buffered"));
    long opened = System.nanoTime();
    try (PackStore store = PackStore.open(dir, options)) {
      print("open", 1, 0, System.nanoTime() - opened);
      if (!how.contains("read")) {
        write(store, count, size, how.contains("hash"));
      }
      for (int round = 0; round < 3; round++) {
        read(store, Math.min(count, 200_000), count, size);
      }
      System.out.println(store.usage());
    }
    System.out.println(Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM") || line.startsWith("Rss")).toList());
  }

  private static void write(PackStore store, int count, int size, boolean hash) {
    byte[][] payloads = new byte[64][size];
    Random random = new Random(1);
    for (byte[] payload : payloads) {
      random.nextBytes(payload);
    }
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      byte[] payload = payloads[i % payloads.length];
      if (hash) {
        HashFunction.SHA2_256.hash(payload);
      }
      store.put(Block.trusted(cid(i), payload));
    }
    long put = System.nanoTime() - start;
    store.sync();
    long synced = System.nanoTime() - start;
    store.checkpoint();
    print("put", count, (long) count * size, put);
    print("put + sync", count, (long) count * size, synced);
    print("put + sync + index", count, (long) count * size, System.nanoTime() - start);
  }

  private static void read(PackStore store, int reads, int count, int size) {
    Random random = new Random(2);
    long start = System.nanoTime();
    long found = 0;
    for (int i = 0; i < reads; i++) {
      found += store.read(cid(random.nextInt(count)), ByteBuffer::remaining).orElse(0);
    }
    print("random read", reads, found, System.nanoTime() - start);
    start = System.nanoTime();
    for (int i = 0; i < reads; i++) {
      found += store.has(cid(count + random.nextInt(count))) ? 1 : 0;
    }
    print("has of absent", reads, 0, System.nanoTime() - start);
    if (found != (long) reads * size) {
      throw new IllegalStateException("blocks are missing");
    }
  }

  private static Cid cid(int i) {
    byte[] digest = new byte[32];
    new Random(i * 0x9E3779B97F4A7C15L).nextBytes(digest);
    return Cid.v1(Multicodec.RAW, Multihash.of(HashFunction.SHA2_256, digest));
  }

  private static void print(String what, long operations, long bytes, long nanos) {
    long cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    System.out.printf(Locale.ROOT, "%-20s %8.3f s  %10.0f/s  %8.1f MB/s  %8.2f us each; CPU so far %.2f s%n",
        what,
        nanos / 1e9, operations * 1e9 / nanos, bytes * 1e3 / nanos, nanos / 1e3 / operations, cpu / 1e3);
  }
}
