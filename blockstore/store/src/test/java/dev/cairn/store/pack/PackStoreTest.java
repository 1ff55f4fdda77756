package dev.cairn.store.pack;

import dev.cairn.store.Blockstore;
import dev.cairn.store.BlockstoreContract;
import dev.cairn.store.Tables;
import dev.cairn.store.TablesContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contracts, over each way that the store can work in. */
final class PackStoreTest {
  /** Everything happens soon: small segments, a checkpoint every few records. */
  static final PackOptions BUSY = PackOptions.defaults().withSegmentBytes(1 << 20)
      .withBuffers(70, 64 << 10).withCheckpoint(16, 1 << 20, Duration.ofMillis(20));

  @Nested
  final class AsBlockstore extends BlockstoreContract {
    @TempDir
    Path dir;

    @Override
    protected Blockstore open() {
      return PackStore.open(dir, PackOptions.defaults());
    }
  }

  @Nested
  final class AsBusyBlockstore extends BlockstoreContract {
    @TempDir
    Path dir;

    @Override
    protected Blockstore open() {
      return PackStore.open(dir, BUSY.withHashOnRead(true));
    }
  }

  @Nested
  final class AsBufferedBlockstore extends BlockstoreContract {
    @TempDir
    Path dir;

    @Override
    protected Blockstore open() {
      return PackStore.open(dir, PackOptions.defaults().withDirectIo(false));
    }
  }

  @Nested
  final class AsTables extends TablesContract {
    @TempDir
    Path dir;

    @Override
    protected Tables open() {
      return PackStore.open(dir, PackOptions.defaults());
    }

    @Override
    protected void settle(Tables tables) {
      ((PackStore) tables).checkpoint();
    }
  }

  @Nested
  final class AsBusyTables extends TablesContract {
    @TempDir
    Path dir;

    @Override
    protected Tables open() {
      return PackStore.open(dir, BUSY);
    }
  }
}
