package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.Block;
import dev.cairn.dag.codec.Codecs;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multihash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random histories of a small repository beside a model of plain collections. */
final class CollectorModelTest {
  private static final int STEPS = 120;

  /** What must be here, said as plainly as can be. */
  private static final class Model {
    final Map<Multihash, Block> blocks = new HashMap<>();
    final Map<Cid, Pin.Mode> pins = new HashMap<>();
    final Map<Lease, Set<Multihash>> leases = new HashMap<>();

    void put(Block block) {
      blocks.put(block.cid().multihash(), block);
      leases.values().forEach(noted -> noted.add(block.cid().multihash()));
    }

    /** Everything below a root; false when some of it is not here. */
    boolean reach(Cid cid, Set<Multihash> reached) {
      Block block = blocks.get(cid.multihash());
      if (block == null) {
        return false;
      }
      if (!reached.add(cid.multihash())) {
        return true;
      }
      List<Cid> links = new ArrayList<>();
      Codecs.links(Block.trusted(cid, block.bytes()), links::add);
      boolean whole = true;
      for (Cid link : links) {
        whole &= reach(link, reached);
      }
      return whole;
    }

    void collect() {
      Set<Multihash> kept = new HashSet<>();
      leases.values().forEach(kept::addAll);
      pins.forEach((cid, mode) -> {
        if (mode == Pin.Mode.DIRECT) {
          kept.add(cid.multihash());
        } else {
          Set<Multihash> reached = new HashSet<>();
          reach(cid, reached);
          kept.addAll(reached);
        }
      });
      blocks.keySet().retainAll(kept);
    }
  }

  @Property(tries = 150)
  void collectionKeepsWhatTheModelKeeps_andNothingElse(@ForAll long seed) {
    Random random = new Random(seed);
    PinsFixture repo = new PinsFixture();
    Model model = new Model();
    List<Block> known = new ArrayList<>();
    List<Lease> leases = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> put(random, repo, model, known);
        case 3, 4 -> pin(random, repo, model, known);
        case 5 -> unpin(random, repo, model);
        case 6 -> {
          Lease lease = repo.leases.open();
          leases.add(lease);
          model.leases.put(lease, new HashSet<>());
        }
        case 7 -> {
          if (!leases.isEmpty()) {
            Lease lease = leases.remove(random.nextInt(leases.size()));
            lease.close();
            model.leases.remove(lease);
          }
        }
        default -> {
          repo.collector.collect(false, event -> {});
          model.collect();
        }
      }
      assertThat(stored(repo)).as("step %d of seed %d", step, seed).isEqualTo(model.blocks.keySet());
    }
  }

  private static void put(Random random, PinsFixture repo, Model model, List<Block> known) {
    int links = known.isEmpty() ? 0 : random.nextInt(4);
    Cid[] children = new Cid[links];
    for (int i = 0; i < links; i++) {
      children[i] = known.get(random.nextInt(known.size())).cid();
    }
    Block block = links == 0 ? TestDag.leaf("leaf " + random.nextInt(20)) : TestDag.node(children);
    known.add(block);
    repo.put(block);
    model.put(block);
  }

  private static void pin(Random random, PinsFixture repo, Model model, List<Block> known) {
    if (known.isEmpty()) {
      return;
    }
    Cid cid = known.get(random.nextInt(known.size())).cid();
    Pin.Mode mode = random.nextInt(3) == 0 ? Pin.Mode.DIRECT : Pin.Mode.RECURSIVE;
    Set<Multihash> reached = new HashSet<>();
    boolean whole = mode == Pin.Mode.DIRECT ? model.blocks.containsKey(cid.multihash())
        : model.reach(cid, reached);
    reached.add(cid.multihash());
    boolean conflict = mode == Pin.Mode.DIRECT && model.pins.get(cid) == Pin.Mode.RECURSIVE;
    if (!whole && !model.leases.isEmpty()) {
      // How much a walk notes before it meets the block that is missing is nobody's business.
      return;
    }
    if (whole && !conflict) {
      repo.pins.add(cid, mode, "");
      model.pins.put(cid, mode);
      // What is looked through is noted for whoever has a lease.
      model.leases.values().forEach(noted -> noted.addAll(reached));
    } else {
      PinException.Code code = conflict ? PinException.Code.CONFLICT : PinException.Code.INCOMPLETE;
      assertThatThrownBy(() -> repo.pins.add(cid, mode, ""))
          .isInstanceOfSatisfying(PinException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }

  private static void unpin(Random random, PinsFixture repo, Model model) {
    if (model.pins.isEmpty()) {
      return;
    }
    List<Cid> pinned = model.pins.keySet().stream().sorted().toList();
    Cid cid = pinned.get(random.nextInt(pinned.size()));
    repo.pins.remove(cid, true);
    model.pins.remove(cid);
  }

  private static Set<Multihash> stored(PinsFixture repo) {
    Set<Multihash> stored = new HashSet<>();
    repo.memory.forEach(entry -> stored.add(entry.hash()));
    return stored;
  }
}
