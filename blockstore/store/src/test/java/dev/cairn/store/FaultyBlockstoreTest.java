package dev.cairn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.Block;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class FaultyBlockstoreTest {
  @Nested
  final class WithoutAFault extends BlockstoreContract {
    @Override
    protected Blockstore open() {
      return FaultyBlockstore.failing(new MemoryBlockstore(), BlockstoreException.Code.IO, Long.MAX_VALUE);
    }
  }

  @Test
  void theNthCallFails_once() {
    FaultyBlockstore store = FaultyBlockstore.failing(new MemoryBlockstore(), BlockstoreException.Code.FULL,
        2);
    Block block = TestBlocks.block(1, 10);
    store.put(block);
    assertThat(store.failed()).isFalse();

    assertThatThrownBy(() -> store.get(block.cid())).isInstanceOfSatisfying(BlockstoreException.class,
        e -> assertThat(e.code()).isEqualTo(BlockstoreException.Code.FULL));
    assertThat(store.failed()).isTrue();
    assertThat(store.get(block.cid())).isPresent();
  }
}
