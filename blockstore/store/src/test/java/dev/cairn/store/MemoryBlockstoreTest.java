package dev.cairn.store;

import org.junit.jupiter.api.Nested;

final class MemoryBlockstoreTest {
  @Nested
  final class AsBlockstore extends BlockstoreContract {
    @Override
    protected Blockstore open() {
      return new MemoryBlockstore();
    }
  }

  @Nested
  final class AsTables extends TablesContract {
    @Override
    protected Tables open() {
      return new MemoryBlockstore();
    }
  }
}
