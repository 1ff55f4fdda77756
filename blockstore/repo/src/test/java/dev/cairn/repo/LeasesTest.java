package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dag.Block;
import dev.cairn.multiformats.Multihash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class LeasesTest {
  private final Leases leases = new Leases();

  private boolean holds(Multihash hash) {
    boolean[] answer = new boolean[1];
    leases.whileShut(held -> answer[0] = held.test(hash));
    return answer[0];
  }

  private static Multihash hash(int i) {
    return TestDag.leaf("leaf " + i).cid().multihash();
  }

  @Test
  void withoutALease_nothingIsHeld() {
    leases.touch(hash(1));
    assertThat(holds(hash(1))).isFalse();
    leases.open().close();
    assertThat(holds(hash(1))).isFalse();
  }

  @Test
  void close_twice_endsOneLeaseOnly() {
    Lease first = leases.open();
    Lease second = leases.open();
    leases.touchAll(List.of(TestDag.leaf("leaf 1"), TestDag.leaf("leaf 2")));
    first.close();
    first.close();

    assertThat(first.isOpen()).isFalse();
    assertThat(holds(hash(1)) && holds(hash(2))).isTrue();
    second.close();
    assertThat(holds(hash(1)) || holds(hash(2))).isFalse();
  }

  /** What each lease must hold, kept as plainly as can be. */
  private record Model(Lease lease, Set<Block> blocks) {}

  @Property(tries = 200)
  void aBlockIsHeld_exactlyWhileALeaseIsOpenThatSawItPut(@ForAll long seed) {
    Random random = new Random(seed);
    Leases tested = new Leases();
    List<Model> open = new ArrayList<>();
    for (int step = 0; step < 200; step++) {
      switch (random.nextInt(6)) {
        case 0 -> open.add(new Model(tested.open(), new HashSet<>()));
        case 1 -> {
          Set<Block> all = new HashSet<>();
          open.forEach(model -> all.addAll(model.blocks));
          open.add(new Model(tested.openOverAll(), all));
        }
        case 2 -> {
          if (!open.isEmpty()) {
            open.remove(random.nextInt(open.size())).lease.close();
          }
        }
        default -> {
          Block block = TestDag.leaf("leaf " + random.nextInt(40));
          tested.touch(block.cid().multihash());
          open.forEach(model -> model.blocks.add(block));
        }
      }
    }
    for (int i = 0; i < 40; i++) {
      Block block = TestDag.leaf("leaf " + i);
      boolean[] held = new boolean[1];
      tested.whileShut(test -> held[0] = test.test(block.cid().multihash()));
      assertThat(held[0]).isEqualTo(open.stream().anyMatch(model -> model.blocks.contains(block)));
    }
  }
}
