package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.Multihash;
import dev.cairn.repo.Pin.Mode;
import dev.cairn.repo.PinException.Code;
import dev.cairn.store.BlockstoreException;
import dev.cairn.store.MemoryBlockstore;
import dev.cairn.store.Tables.Change;
import dev.cairn.store.Tables.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PinsTest {
  private final PinsFixture repo = new PinsFixture();
  private final Pins pins = repo.pins;
  private final Block a = TestDag.leaf("a");
  private final Block b = TestDag.leaf("b");
  private final Block inner = TestDag.node(a, b);
  private final Block root = TestDag.node(inner, a);

  @Test
  void add_ofAWholeDag_isListed() {
    repo.put(a, b, inner, root);

    Pin pin = pins.add(root.cid(), Mode.RECURSIVE, "holiday");

    assertThat(pins.get(root.cid())).contains(pin);
    assertThat(repo.list(PinFilter.ALL)).containsExactly(new Pin(root.cid(), Mode.RECURSIVE, "holiday"));
    assertThat(pins.count()).isOne();
  }

  @Test
  void add_tellsProgressInBlocks() {
    repo.put(a, b, inner, root);
    List<Long> seen = new ArrayList<>();

    pins.add(root.cid(), Mode.RECURSIVE, "", repo.blocks, seen::add);

    assertThat(seen).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void add_withAMissingLeaf_namesItAndPinsNothing() {
    repo.put(a, inner, root);

    assertThatThrownBy(() -> repo.pinRecursively(root.cid()))
        .isInstanceOfSatisfying(PinException.class, e -> assertThat(e.code()).isEqualTo(Code.INCOMPLETE))
        .hasMessageContaining("ipld: could not find " + b.cid())
        .hasMessageContaining(root.cid().toString())
        .hasCauseInstanceOf(BlockNotFoundException.class);
    assertThat(pins.count()).isZero();
  }

  @Test
  void add_withADamagedInnerBlock_namesIt() {
    repo.put(a, b, inner, root);
    repo.store.damage(inner);

    assertThatThrownBy(() -> repo.pinRecursively(root.cid()))
        .isInstanceOf(PinException.class)
        .hasMessageContaining(inner.cid() + " is damaged");
    assertThat(pins.count()).isZero();
  }

  @Test
  void add_ofABlockWhoseLinksCannotBeRead_isRefusedRecursivelyAndAllowedDirectly() {
    Block strange = Block.of(Multicodec.GIT_RAW, HashFunction.SHA2_256, new byte[]{1, 2});
    Block broken = Block.of(Multicodec.DAG_PB, HashFunction.SHA2_256, new byte[]{(byte) 0xff});
    repo.put(strange, broken);

    for (Block block : List.of(strange, broken)) {
      assertThatThrownBy(() -> repo.pinRecursively(block.cid()))
          .isInstanceOfSatisfying(PinException.class, e -> assertThat(e.code()).isEqualTo(Code.INCOMPLETE))
          .hasMessageContaining("links cannot be read");
      assertThat(pins.add(block.cid(), Mode.DIRECT, "").mode()).isEqualTo(Mode.DIRECT);
    }
  }

  @Test
  void add_fetchesWhatIsNotHereAndStoresIt() {
    MemoryBlockstore elsewhere = new MemoryBlockstore();
    elsewhere.putAll(List.of(b, inner));
    repo.put(a, root);

    pins.add(root.cid(), Mode.RECURSIVE, "", cid -> repo.blocks.get(cid).or(() -> elsewhere.get(cid)),
        n -> {});

    assertThat(List.of(a, b, inner, root)).allMatch(repo::has);
    assertThat(pins.get(root.cid())).isPresent();
  }

  @Test
  void addDirect_fetchesTheBlockAlone() {
    MemoryBlockstore elsewhere = new MemoryBlockstore();
    elsewhere.putAll(List.of(inner, a, b));

    pins.add(inner.cid(), Mode.DIRECT, "", elsewhere, n -> {});

    assertThat(repo.has(inner)).isTrue();
    assertThat(repo.has(a)).isFalse();
    assertThatThrownBy(() -> pins.add(root.cid(), Mode.DIRECT, "", elsewhere, n -> {}))
        .hasMessageContaining("ipld: could not find " + root.cid());
  }

  @Test
  void add_again_replacesTheName() {
    repo.put(a);
    pins.add(a.cid(), Mode.RECURSIVE, "old");
    pins.add(a.cid(), Mode.RECURSIVE, "new");

    assertThat(repo.list(PinFilter.ALL)).extracting(Pin::name).containsExactly("new");
  }

  @Test
  void add_directThenRecursive_isRecursive_andNotTheOtherWayRound() {
    repo.put(a);
    pins.add(a.cid(), Mode.DIRECT, "");
    repo.pinRecursively(a.cid());

    assertThat(pins.get(a.cid()).map(Pin::mode)).contains(Mode.RECURSIVE);
    assertThatThrownBy(() -> pins.add(a.cid(), Mode.DIRECT, ""))
        .isInstanceOfSatisfying(PinException.class, e -> assertThat(e.code()).isEqualTo(Code.CONFLICT))
        .hasMessage(a.cid() + " already pinned recursively");
  }

  @Test
  void add_ofBothVersionsOfACid_makesTwoPins() {
    Block v0 = Block.v0(new byte[]{0x0a, 0x02, 0x08, 0x01});
    repo.put(v0);
    repo.pinRecursively(v0.cid());
    repo.pinRecursively(v0.cid().toV1());

    pins.remove(v0.cid(), true);

    assertThat(repo.list(PinFilter.ALL)).extracting(Pin::cid).containsExactly(v0.cid().toV1());
    assertThat(pins.state(v0.cid())).isEqualTo(new PinState.Indirect(v0.cid(), v0.cid().toV1()));
  }

  @Test
  void name_ofMoreThan255Bytes_isRefused() {
    repo.put(a);
    String umlauts = "ü".repeat(127);

    assertThat(pins.add(a.cid(), Mode.RECURSIVE, umlauts + "x").name()).hasSize(128);
    assertThatThrownBy(() -> pins.add(a.cid(), Mode.RECURSIVE, umlauts + "xy"))
        .isInstanceOfSatisfying(PinException.class, e -> assertThat(e.code()).isEqualTo(Code.BAD_NAME))
        .hasMessageContaining("256 bytes");
  }

  @Test
  void addComplete_needsAnOpenLeaseOfThisRepository() {
    repo.put(a);
    Lease closed = repo.leases.open();
    closed.close();

    assertThatThrownBy(() -> pins.addComplete(closed, a.cid(), ""))
        .isInstanceOf(IllegalArgumentException.class);
    try (Lease other = new Leases().open()) {
      assertThatThrownBy(() -> pins.addComplete(other, a.cid(), ""))
          .isInstanceOf(IllegalArgumentException.class);
    }
    try (Lease lease = repo.leases.open()) {
      assertThat(pins.addComplete(lease, a.cid(), "n")).isEqualTo(new Pin(a.cid(), Mode.RECURSIVE, "n"));
      assertThatThrownBy(() -> pins.addComplete(lease, b.cid(), ""))
          .hasMessageContaining("ipld: could not find " + b.cid());
    }
  }

  @Test
  void remove_ofWhatIsNotPinned_usesTheWordsOfKubo() {
    repo.put(a, b, inner, root);
    repo.pinRecursively(root.cid());

    for (Cid cid : List.of(a.cid(), TestDag.leaf("none").cid())) {
      assertThatThrownBy(() -> pins.remove(cid, true))
          .isInstanceOfSatisfying(PinException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_PINNED))
          .hasMessage("not pinned or pinned indirectly");
    }
    assertThatThrownBy(() -> pins.remove(root.cid(), false))
        .isInstanceOfSatisfying(PinException.class, e -> assertThat(e.code()).isEqualTo(Code.CONFLICT))
        .hasMessage(root.cid() + " is pinned recursively");
    pins.remove(root.cid(), true);
    assertThat(pins.count()).isZero();
  }

  @Test
  void update_movesThePinWithItsName() {
    repo.put(a, b, inner, root);
    pins.add(inner.cid(), Mode.RECURSIVE, "site");

    assertThat(pins.update(inner.cid(), root.cid(), true, repo.blocks))
        .isEqualTo(new Pin(root.cid(), Mode.RECURSIVE, "site"));
    assertThat(repo.list(PinFilter.ALL)).extracting(Pin::cid).containsExactly(root.cid());

    pins.update(root.cid(), inner.cid(), false, repo.blocks);
    assertThat(repo.list(PinFilter.ALL)).extracting(Pin::cid).containsExactlyInAnyOrder(root.cid(),
        inner.cid());

    pins.update(root.cid(), root.cid(), true, repo.blocks);
    assertThat(pins.get(root.cid())).isPresent();
  }

  @Test
  void update_fromWhatIsNotPinned_orToWhatIsIncomplete_changesNothing() {
    repo.put(a, root);
    assertThatThrownBy(() -> pins.update(b.cid(), a.cid(), true, repo.blocks))
        .hasMessage("'from' cid was not recursively pinned already");

    repo.pinRecursively(a.cid());
    assertThatThrownBy(() -> pins.update(a.cid(), root.cid(), true, repo.blocks))
        .isInstanceOf(PinException.class);
    assertThat(repo.list(PinFilter.ALL)).extracting(Pin::cid).containsExactly(a.cid());
  }

  @Test
  void forEach_filtersAndKeepsAStableOrderAndStops() {
    List<Pin> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Block leaf = TestDag.leaf("leaf " + i);
      repo.put(leaf);
      all.add(pins.add(leaf.cid(), i % 2 == 0 ? Mode.DIRECT : Mode.RECURSIVE, "name " + i));
    }
    all.sort((x, y) -> x.cid().compareTo(y.cid()));

    assertThat(repo.list(PinFilter.ALL)).isEqualTo(all);
    assertThat(repo.list(PinFilter.of(Mode.DIRECT)))
        .isEqualTo(all.stream().filter(pin -> pin.mode() == Mode.DIRECT).toList());
    assertThat(repo.list(PinFilter.ALL.named("e 13"))).extracting(Pin::name).containsExactly("name 13");
    assertThat(repo.list(new PinFilter(Set.of(), ""))).isEmpty();
    List<Pin> first = new ArrayList<>();
    pins.forEach(PinFilter.ALL, pin -> {
      first.add(pin);
      return first.size() < 3;
    });
    assertThat(first).isEqualTo(all.subList(0, 3));
  }

  @Test
  void forEachIndirect_showsEachOnceAndNoPinOfItsOwn() {
    repo.put(a, b, inner, root);
    repo.pinRecursively(root.cid());
    pins.add(b.cid(), Mode.DIRECT, "");
    List<PinState.Indirect> found = new ArrayList<>();

    pins.forEachIndirect(found::add);

    assertThat(found).containsExactlyInAnyOrder(
        new PinState.Indirect(inner.cid(), root.cid()), new PinState.Indirect(a.cid(), root.cid()));
  }

  @Test
  void states_tellWhatKeepsABlock() {
    Block other = TestDag.leaf("other");
    repo.put(a, b, inner, root, other);
    repo.pinRecursively(root.cid());
    Cid dagPbNameOfA = a.cid().withCodec(Multicodec.DAG_CBOR);

    assertThat(pins.states(List.of(other.cid(), b.cid(), root.cid(), dagPbNameOfA)).values()).containsExactly(
        new PinState.NotPinned(other.cid()),
        new PinState.Indirect(b.cid(), root.cid()),
        new PinState.Pinned(new Pin(root.cid(), Mode.RECURSIVE, "")),
        new PinState.Indirect(dagPbNameOfA, root.cid()));
    assertThat(pins.isPinned(b.cid())).isTrue();
    assertThat(pins.isPinned(other.cid())).isFalse();
  }

  @Test
  void states_withADagThatCannotBeRead_areNotGuessed() {
    Block other = TestDag.leaf("other");
    repo.put(a, b, inner, root, other);
    repo.pinRecursively(root.cid());
    repo.drop(inner);

    assertThat(pins.isPinned(a.cid())).isTrue();
    assertThatThrownBy(() -> pins.isPinned(other.cid()))
        .isInstanceOf(PinException.class)
        .hasMessageContaining(inner.cid().toString())
        .hasMessageContaining("pin verify");
    assertThatThrownBy(() -> pins.forEachIndirect(indirect -> true)).isInstanceOf(PinException.class);
  }

  @Test
  void verify_findsWhatIsMissingDamagedOrHidden() {
    Block whole = TestDag.node(TestDag.leaf("x"), TestDag.leaf("y"));
    repo.put(TestDag.leaf("x"), TestDag.leaf("y"), whole, a, b, inner, root);
    repo.pinRecursively(root.cid());
    repo.pinRecursively(whole.cid());
    pins.add(b.cid(), Mode.DIRECT, "");
    List<PinCheck> checks = new ArrayList<>();
    pins.verify(checks::add);
    assertThat(checks).hasSize(3).allMatch(PinCheck::ok);

    checks.clear();
    repo.drop(a);
    repo.store.damage(b);
    pins.verify(checks::add);

    assertThat(checks).filteredOn(check -> check.pin().cid().equals(whole.cid())).allMatch(PinCheck::ok);
    assertThat(checks).filteredOn(check -> check.pin().cid().equals(root.cid()))
        .singleElement()
        .satisfies(check -> assertThat(check.badBlocks())
            .extracting(BadBlock::cid, BadBlock::kind)
            .containsExactlyInAnyOrder(
                tuple(a.cid(), BadBlock.Kind.MISSING),
                tuple(b.cid(), BadBlock.Kind.CORRUPT)));
    assertThat(checks).filteredOn(check -> check.pin().cid().equals(b.cid()))
        .singleElement()
        .satisfies(check -> assertThat(check.badCount()).isOne());
  }

  @Test
  void aDagThatShowsItselfInTwoCodecs_isWalkedInBoth() {
    // The same bytes as raw (no links) and as dag-pb (links): the second must not be taken for seen.
    Block asPb = TestDag.node(b);
    Cid asRaw = asPb.cid().withCodec(Multicodec.RAW);
    Block top = TestDag.node(asRaw, asPb.cid());
    repo.put(asPb, top);

    assertThatThrownBy(() -> repo.pinRecursively(top.cid())).hasMessageContaining(b.cid().toString());
  }

  @Test
  void identityLinks_areFollowed() {
    byte[] inline = TestDag.node(b).bytes();
    Cid identity = Cid.v1(Multicodec.DAG_PB, Multihash.of(HashFunction.IDENTITY, inline));
    Block top = TestDag.node(identity);
    repo.put(top);

    assertThatThrownBy(() -> repo.pinRecursively(top.cid())).hasMessageContaining(b.cid().toString());
    repo.put(b);
    repo.pinRecursively(top.cid());
    assertThat(pins.isPinned(b.cid())).isTrue();
  }

  @Test
  void aDamagedRecord_isReportedAndNotGuessed() {
    repo.put(a);
    for (byte[] value : new byte[][]{{}, {9, 1}, {1, 7}, {1, 1, 1, 50, 'x'}}) {
      repo.memory.write(List.of(new Change.Put(Table.PINS, PinRecord.key(a.cid()), value)));
      assertThatThrownBy(() -> pins.get(a.cid()))
          .isInstanceOfSatisfying(BlockstoreException.class,
              e -> assertThat(e.code()).isEqualTo(BlockstoreException.Code.CORRUPT))
          .hasMessageContaining("pin record");
    }
  }

  @Test
  void aRecordWithFieldsOfALaterVersion_isRead() {
    byte[] value = {1, 2, 9, 2, 0, 0, 1, 2, 'h', 'i', 7, 0};
    repo.memory.write(List.of(new Change.Put(Table.PINS, PinRecord.key(a.cid()), value)));

    assertThat(pins.get(a.cid())).contains(new Pin(a.cid(), Mode.DIRECT, "hi"));
  }
}
