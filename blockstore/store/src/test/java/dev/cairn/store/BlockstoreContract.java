package dev.cairn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.Multihash;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Blockstore} does. Extend it, and open an empty store in {@link #open()}. */
public abstract class BlockstoreContract {
  private Blockstore store;

  /** Opens an empty store; the contract closes it. */
  protected abstract Blockstore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void whatWasNeverPut_isNotThere() {
    Cid cid = TestBlocks.block(1, 100).cid();

    assertThat(store.has(cid)).isFalse();
    assertThat(store.size(cid)).isEmpty();
    assertThat(store.get(cid)).isEmpty();
    assertThat(store.read(cid, ByteBuffer::remaining)).isEmpty();
    assertThat(store.delete(cid.multihash())).isFalse();
    assertThatThrownBy(() -> store.require(cid)).isInstanceOf(BlockNotFoundException.class)
        .hasMessageContaining(cid.toString());
  }

  @Test
  void get_afterPut_returnsTheSameBytes() {
    for (int size : new int[]{0, 1, 31, 511, 1023, 1024, 4095, 4096, 4097, 262_144, 262_158,
        Block.MAX_BYTES}) {
      Block block = TestBlocks.block(2, size);
      store.put(block);

      assertSame(block);
    }
    store.sync();
    for (int size : new int[]{0, 1, 31, 511, 1023, 1024, 4095, 4096, 4097, 262_144, 262_158,
        Block.MAX_BYTES}) {
      assertSame(TestBlocks.block(2, size));
    }
  }

  @Test
  void put_twice_isOneBlock() {
    Block block = TestBlocks.block(3, 1000);
    store.put(block);
    store.put(block);
    store.sync();
    store.put(TestBlocks.block(3, 1000));

    assertThat(store.usage().blocks()).isEqualTo(1);
    assertThat(store.usage().bytes()).isEqualTo(1000);
    assertThat(entries()).containsExactlyInAnyOrder(new Blockstore.Entry(block.cid().multihash(), 1000));
  }

  @Test
  void cidsOfTheSameMultihash_areOneBlock() {
    Block v0 = Block.v0("some bytes".getBytes(StandardCharsets.UTF_8));
    Cid raw = Cid.v1(Multicodec.RAW, v0.cid().multihash());
    store.put(v0);

    assertThat(store.has(raw)).isTrue();
    Optional<Block> found = store.get(raw);
    assertThat(found).isPresent();
    assertThat(found.get().cid()).isEqualTo(raw);
    assertThat(found.get().bytes()).isEqualTo(v0.bytes());
    store.put(Block.verify(raw, v0.bytes()));
    assertThat(store.usage().blocks()).isEqualTo(1);
  }

  @Test
  void identityCids_answerFromThemselves_andAreNeverStored() {
    byte[] inline = "inline".getBytes(StandardCharsets.UTF_8);
    Cid cid = Cid.v1(Multicodec.RAW, Multihash.of(HashFunction.IDENTITY, inline));

    assertThat(store.has(cid)).isTrue();
    assertThat(store.size(cid)).hasValue(6);
    assertThat(store.require(cid).bytes()).isEqualTo(inline);
    assertThat(store.read(cid, BlockstoreContract::copy)).hasValue(inline);
    store.put(Block.verify(cid, inline));
    assertThat(store.usage().blocks()).isZero();
    assertThat(entries()).isEmpty();
    assertThat(store.delete(cid.multihash())).isFalse();
    assertThat(store.has(cid)).isTrue();
  }

  @Test
  void read_showsAViewThatCannotBeChanged() {
    Block block = TestBlocks.block(4, 5000);
    store.put(block);

    for (int i = 0; i < 2; i++) {
      assertThat(store.read(block.cid(), ByteBuffer::isReadOnly)).hasValue(true);
      assertThat(store.read(block.cid(), ByteBuffer::remaining)).hasValue(5000);
      assertThatThrownBy(() -> store.read(block.cid(), view -> view.put(0, (byte) 1)))
          .isInstanceOf(ReadOnlyBufferException.class);
      assertSame(block);
      store.sync();
    }
  }

  @Test
  void read_passesTheReadersExceptionOn_andWorksAfterwards() {
    Block block = TestBlocks.block(5, 70_000);
    store.put(block);
    store.sync();
    IllegalStateException thrown = new IllegalStateException("reader");

    for (int i = 0; i < 200; i++) {
      assertThatThrownBy(() -> store.read(block.cid(), _ -> {
        throw thrown;
      })).isSameAs(thrown);
    }
    assertSame(block);
  }

  @Test
  void read_mayReadAgainInside() {
    Block outer = TestBlocks.block(6, 3000);
    Block inner = TestBlocks.block(7, 3000);
    store.putAll(List.of(outer, inner));
    store.sync();

    byte[] seen = store.read(outer.cid(), view -> {
      assertThat(store.read(inner.cid(), BlockstoreContract::copy)).hasValue(inner.bytes());
      return copy(view);
    }).orElseThrow();
    assertThat(seen).isEqualTo(outer.bytes());
  }

  @Test
  void delete_removes_andAPutBringsBack() {
    Block block = TestBlocks.block(8, 2000);
    Block other = TestBlocks.block(9, 10);
    store.putAll(List.of(block, other));
    store.sync();

    assertThat(store.delete(block.cid().multihash())).isTrue();
    assertThat(store.delete(block.cid().multihash())).isFalse();
    assertThat(store.has(block.cid())).isFalse();
    assertThat(store.size(block.cid())).isEmpty();
    assertThat(store.get(block.cid())).isEmpty();
    assertThat(store.usage().blocks()).isEqualTo(1);
    assertThat(store.usage().bytes()).isEqualTo(10);
    assertThat(entries()).containsExactly(new Blockstore.Entry(other.cid().multihash(), 10));
    store.put(block);
    assertSame(block);
    assertThat(store.usage().blocks()).isEqualTo(2);
  }

  @Test
  void forEach_visitsEveryBlockOnce_untilToldToStop() {
    List<Block> blocks = TestBlocks.blocks(10, 500, 64);
    store.putAll(blocks.subList(0, 250));
    store.sync();
    store.putAll(blocks.subList(250, 500));

    List<Blockstore.Entry> seen = entries();
    assertThat(seen).hasSize(500).doesNotHaveDuplicates();
    assertThat(seen).extracting(Blockstore.Entry::hash)
        .containsExactlyInAnyOrderElementsOf(blocks.stream().map(block -> block.cid().multihash()).toList());
    List<Blockstore.Entry> few = new ArrayList<>();
    store.forEach(entry -> {
      few.add(entry);
      return few.size() < 7;
    });
    assertThat(few).hasSize(7);
  }

  @Test
  void forEach_mayDeleteWhatItSees() {
    store.putAll(TestBlocks.blocks(11, 300, 32));
    store.sync();

    store.forEach(entry -> store.delete(entry.hash()));
    assertThat(entries()).isEmpty();
    assertThat(store.usage().blocks()).isZero();
  }

  @Test
  void manyThreads_seeOneStore() throws Exception {
    List<Block> blocks = TestBlocks.blocks(12, 400, 3000);
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        running.add(tasks.submit(() -> {
          int start = ThreadLocalRandom.current().nextInt(blocks.size());
          for (int j = 0; j < blocks.size(); j++) {
            Block block = blocks.get((start + j) % blocks.size());
            store.put(block);
            assertThat(store.require(block.cid()).bytes()).isEqualTo(block.bytes());
            if (j % 100 == 0) {
              store.sync();
            }
          }
        }));
      }
      for (Future<?> task : running) {
        task.get();
      }
    }
    assertThat(store.usage().blocks()).isEqualTo(400);
    assertThat(store.usage().bytes()).isEqualTo(400 * 3000L);
    assertThat(entries()).hasSize(400).doesNotHaveDuplicates();
  }

  @Test
  void behavesLikeAMap() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Block> pool = TestBlocks.blocks(13, 60, 200);
    Map<Multihash, Block> model = new HashMap<>();
    for (int step = 0; step < 2000; step++) {
      Block block = pool.get(random.nextInt(pool.size()));
      Multihash hash = block.cid().multihash();
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> {
          store.put(block);
          model.put(hash, block);
        }
        case 4, 5 -> assertThat(store.delete(hash)).as("seed %d step %d", seed, step)
            .isEqualTo(model.remove(hash) != null);
        case 6 -> {
          if (random.nextInt(20) == 0) {
            store.sync();
          }
        }
        default -> {
          byte[] expected = model.containsKey(hash) ? block.bytes() : null;
          assertThat(store.get(block.cid()).map(Block::bytes).orElse(null)).as("seed %d step %d", seed, step)
              .isEqualTo(expected);
        }
      }
    }
    Set<Multihash> seen = new HashSet<>();
    store.forEach(entry -> seen.add(entry.hash()));
    assertThat(seen).as("seed %d", seed).isEqualTo(model.keySet());
    assertThat(store.usage().blocks()).as("seed %d", seed).isEqualTo(model.size());
  }

  @Test
  void usage_countsBlocksAndBytes() {
    assertThat(store.usage().blocks()).isZero();
    assertThat(store.usage().bytes()).isZero();
    store.putAll(TestBlocks.blocks(14, 10, 1000));
    store.sync();

    assertThat(store.usage().blocks()).isEqualTo(10);
    assertThat(store.usage().bytes()).isEqualTo(10_000);
    assertThat(store.usage().diskBytes()).isGreaterThanOrEqualTo(10_000);
  }

  @Test
  void afterClose_everythingSaysClosed_andCloseAgainIsFine() {
    Block block = TestBlocks.block(15, 10);
    store.put(block);
    store.close();
    store.close();

    for (Runnable use : List.<Runnable>of(() -> store.put(block), () -> store.get(block.cid()),
        () -> store.has(block.cid()), () -> store.size(block.cid()),
        () -> store.delete(block.cid().multihash()),
        () -> store.read(block.cid(), ByteBuffer::remaining), () -> store.forEach(_ -> true), store::sync,
        store::usage)) {
      assertThatThrownBy(use::run).isInstanceOfSatisfying(BlockstoreException.class,
          e -> assertThat(e.code()).isEqualTo(BlockstoreException.Code.CLOSED));
    }
  }

  private List<Blockstore.Entry> entries() {
    List<Blockstore.Entry> entries = new ArrayList<>();
    store.forEach(entries::add);
    return entries;
  }

  private void assertSame(Block block) {
    assertThat(store.has(block.cid())).isTrue();
    assertThat(store.size(block.cid())).hasValue(block.size());
    assertThat(store.require(block.cid()).bytes()).isEqualTo(block.bytes());
    assertThat(store.read(block.cid(), BlockstoreContract::copy)).hasValue(block.bytes());
  }

  private static byte[] copy(ByteBuffer view) {
    byte[] bytes = new byte[view.remaining()];
    view.get(bytes);
    return bytes;
  }
}
