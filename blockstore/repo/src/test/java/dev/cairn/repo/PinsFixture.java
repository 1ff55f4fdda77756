package dev.cairn.repo;

import dev.cairn.dag.Block;
import dev.cairn.multiformats.Cid;
import dev.cairn.store.Blockstore;
import dev.cairn.store.MemoryBlockstore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pins, leases and a collector over a store in memory that can be told to be damaged. */
final class PinsFixture {
  final MemoryBlockstore memory = new MemoryBlockstore();
  final DamagedBlockstore store = new DamagedBlockstore(memory);
  final Leases leases = new Leases();
  final Blockstore blocks = new LeasedBlockstore(store, leases);
  final Pins pins = new Pins(blocks, memory, leases, Links.STANDARD);
  final Collector collector = new Collector(store, pins, leases, Links.STANDARD);
  final Verifier verifier = new Verifier(events -> new StoreCheck.Checked(7, 70, 0, 0), pins);

  void put(Block... all) {
    Arrays.stream(all).forEach(blocks::put);
  }

  void drop(Block block) {
    memory.delete(block.cid().multihash());
  }

  boolean has(Block block) {
    return memory.has(block.cid());
  }

  List<Pin> list(PinFilter filter) {
    List<Pin> found = new ArrayList<>();
    pins.forEach(filter, found::add);
    return found;
  }

  Pin pinRecursively(Cid cid) {
    return pins.add(cid, Pin.Mode.RECURSIVE, "");
  }
}
