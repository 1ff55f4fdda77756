package dev.cairn.repo;

import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.dag.BlockSource;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multihash;
import dev.cairn.repo.PinException.Code;
import dev.cairn.store.Blockstore;
import dev.cairn.store.Tables;
import dev.cairn.store.Tables.Change;
import dev.cairn.store.Tables.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The pins of a repository. Safe for use by many threads.
 *
 * <p>A change that has returned is durable, together with every block that was put before it. A recursive pin is
 * written only after the whole DAG was found here, and collection cannot take a block of it in between.
 *
 * <p>A CID has one pin at most: pinning it again replaces the name, pinning a direct pin recursively turns it into
 * a recursive one. CIDv0 and CIDv1 of one block can both be pinned, and each keeps the block.
 */
public final class Pins {
  private static final byte[] EVERYTHING = new byte[0];

  private final Blockstore blocks;
  private final Tables tables;
  private final Leases leases;
  private final Links links;

  /** Held from looking at a pin until its change is written; never while walking or waiting for the disk. */
  private final ReentrantLock change = new ReentrantLock();

  Pins(Blockstore blocks, Tables tables, Leases leases, Links links) {
    this.blocks = blocks;
    this.tables = tables;
    this.leases = leases;
    this.links = links;
  }

  /**
   * Pins what is here. As {@link #add(Cid, Pin.Mode, String, BlockSource, LongConsumer)} with nowhere to fetch from.
   */
  public Pin add(Cid cid, Pin.Mode mode, String name) {
    return add(cid, mode, name, blocks, count -> {});
  }

  /**
   * Pins a CID. Reads the whole DAG if recursive; blocks that are not here are fetched from {@code source} and
   * stored.
   *
   * @param progress is told how many blocks have been reached, after each of them
   * @throws PinException with code {@code INCOMPLETE} when a block is not to be had or cannot be read, naming it;
   *     {@code CONFLICT} when a direct pin is asked for and there is a recursive one
   */
  public Pin add(Cid cid, Pin.Mode mode, String name, BlockSource source, LongConsumer progress) {
    Pin pin = new Pin(cid, mode, name);
    refuseDirectOverRecursive(pin);
    try (Lease lease = leases.open()) {
      if (mode == Pin.Mode.RECURSIVE) {
        bringWholeDag(cid, lease, source, progress);
      } else {
        bring(cid, cid, lease, source);
        progress.accept(1);
      }
      write(pin);
    }
    return pin;
  }

  /**
   * Pins recursively a DAG that was put whole under {@code lease}, and does not read it again: the import that made
   * it knows that it is complete.
   *
   * @throws PinException with code {@code INCOMPLETE} when not even the root is here
   */
  public Pin addComplete(Lease lease, Cid root, String name) {
    if (!lease.belongsTo(leases) || !lease.isOpen()) {
      throw new IllegalArgumentException("the lease is closed or belongs to another repository");
    }
    Pin pin = new Pin(root, Pin.Mode.RECURSIVE, name);
    lease.keep(root);
    if (!blocks.has(root)) {
      throw incomplete(root, root, "it is not here", new BlockNotFoundException(root));
    }
    write(pin);
    return pin;
  }

  private void refuseDirectOverRecursive(Pin pin) {
    if (pin.mode() == Pin.Mode.DIRECT && get(pin.cid()).filter(Pins::isRecursive).isPresent()) {
      throw new PinException(Code.CONFLICT, pin.cid() + " already pinned recursively");
    }
  }

  private void write(Pin pin) {
    change.lock();
    try {
      refuseDirectOverRecursive(pin);
      tables.write(List.of(put(pin)));
    } finally {
      change.unlock();
    }
    blocks.sync();
  }

  private void bringWholeDag(Cid root, Lease lease, BlockSource source, LongConsumer progress) {
    CidSet seen = new CidSet();
    BlockSource keeping = cid -> {
      var block = source.get(cid);
      block.filter(fetched -> !blocks.has(cid)).ifPresent(blocks::put);
      return block;
    };
    Predicate<Cid> leafIsHere = leaf -> blocks.has(leaf) || keeping.get(leaf).isPresent();
    walk(keeping, leafIsHere, seen, new CidSet(), new DagWalk.Observer() {
      @Override
      public boolean reached(Cid cid) {
        lease.keep(cid);
        progress.accept(seen.size());
        return true;
      }

      @Override
      public void bad(BadBlock bad) {
        throw incomplete(root, bad);
      }
    }).walk(root);
  }

  private void bring(Cid cid, Cid root, Lease lease, BlockSource source) {
    lease.keep(cid);
    if (!blocks.has(cid)) {
      blocks.put(source.get(cid)
          .orElseThrow(() -> incomplete(root, cid, "it is not here", new BlockNotFoundException(cid))));
    }
  }

  private static PinException incomplete(Cid root, BadBlock bad) {
    return incomplete(root, bad.cid(), bad.reason(),
        bad.kind() == BadBlock.Kind.MISSING ? new BlockNotFoundException(bad.cid()) : null);
  }

  private static PinException incomplete(
      Cid root, Cid bad, String reason, @Nullable BlockNotFoundException missing) {
    String message = missing == null
        ? "cannot pin " + root + ": block " + bad + ": " + reason
        : "cannot pin " + root + ": " + missing.getMessage()
            + "; add or import it first, or pin while online";
    return new PinException(Code.INCOMPLETE, message, missing);
  }

  /**
   * Removes the pin of a CID; the blocks stay until they are collected.
   *
   * @param recursive must be true to remove a recursive pin
   * @throws PinException with code {@code NOT_PINNED} or {@code CONFLICT}
   */
  public void remove(Cid cid, boolean recursive) {
    change.lock();
    try {
      Pin pin = get(cid)
          .orElseThrow(() -> new PinException(Code.NOT_PINNED, "not pinned or pinned indirectly"));
      if (isRecursive(pin) && !recursive) {
        throw new PinException(Code.CONFLICT, cid + " is pinned recursively");
      }
      tables.write(List.of(remove(cid)));
    } finally {
      change.unlock();
    }
    blocks.sync();
  }

  /**
   * Pins {@code to} recursively in place of, or beside, {@code from}, and takes the name along.
   *
   * @param unpin whether the pin on {@code from} is removed, in the same step
   * @throws PinException with code {@code NOT_PINNED} when {@code from} has no recursive pin, {@code INCOMPLETE}
   *     when a block of {@code to} is not to be had
   */
  public Pin update(Cid from, Cid to, boolean unpin, BlockSource source) {
    requireRecursive(from);
    Pin updated;
    try (Lease lease = leases.open()) {
      bringWholeDag(to, lease, source, count -> {});
      change.lock();
      try {
        updated = new Pin(to, Pin.Mode.RECURSIVE, requireRecursive(from).name());
        List<Change> changes = new ArrayList<>();
        if (unpin && !from.equals(to)) {
          changes.add(remove(from));
        }
        changes.add(put(updated));
        tables.write(changes);
      } finally {
        change.unlock();
      }
      blocks.sync();
    }
    return updated;
  }

  private Pin requireRecursive(Cid from) {
    return get(from)
        .filter(Pins::isRecursive)
        .orElseThrow(
            () -> new PinException(Code.NOT_PINNED, "'from' cid was not recursively pinned already"));
  }

  /** The pin on this very CID. */
  public Optional<Pin> get(Cid cid) {
    byte[] key = PinRecord.key(cid);
    return tables.get(Table.PINS, key).map(value -> PinRecord.decode(key, value));
  }

  /** How many pins there are. */
  public long count() {
    return tables.count(Table.PINS);
  }

  /**
   * Visits the pins that the filter accepts until the visitor says false, ordered by multihash, then CID version and
   * codec. Reads no block; memory does not grow with the number of pins.
   */
  public void forEach(PinFilter filter, Predicate<Pin> visitor) {
    tables.scan(Table.PINS, EVERYTHING, (key, value) -> {
      Pin pin = PinRecord.decode(key, value);
      return !filter.accepts(pin) || visitor.test(pin);
    });
  }

  /**
   * Visits, once each, the CIDs that recursive pins keep and that have no pin of their own, until the visitor says
   * false. Reads every block that may have links.
   *
   * @throws PinException with code {@code INCOMPLETE} when a DAG cannot be read
   */
  public void forEachIndirect(Predicate<PinState.Indirect> visitor) {
    CidSet seen = new CidSet();
    Cid[] root = new Cid[1];
    DagWalk walk = walk(blocks, leaf -> true, seen, new CidSet(), new DagWalk.Observer() {
      @Override
      public boolean reached(Cid cid) {
        return get(cid).isPresent() || visitor.test(new PinState.Indirect(cid, root[0]));
      }

      @Override
      public void bad(BadBlock bad) {
        throw unreadable("cannot list what is pinned indirectly", bad);
      }
    });
    roots(Pin.Mode.RECURSIVE).forEach(cid -> {
      root[0] = cid;
      return walk.walk(cid);
    });
  }

  /** Whether anything keeps the block of this CID. See {@link #states}. */
  public boolean isPinned(Cid cid) {
    return state(cid).isPinned();
  }

  /** What keeps this CID. See {@link #states}. */
  public PinState state(Cid cid) {
    return states(List.of(cid)).getOrDefault(cid, new PinState.NotPinned(cid));
  }

  /**
   * What keeps each of these CIDs, in their order. A CID without a pin of its own is looked for below all recursive
   * pins, by its multihash: one walk for all of them, which ends when the last is found.
   *
   * @throws PinException with code {@code INCOMPLETE} when one was not found and a DAG where it might be cannot be
   *     read
   */
  public Map<Cid, PinState> states(Collection<Cid> cids) {
    Map<Cid, PinState> states = new LinkedHashMap<>();
    Map<Multihash, List<Cid>> wanted = new HashMap<>();
    for (Cid cid : cids) {
      PinState state = ownState(cid);
      states.put(cid, state);
      if (!state.isPinned()) {
        wanted.computeIfAbsent(cid.multihash(), hash -> new ArrayList<>()).add(cid);
      }
    }
    if (!wanted.isEmpty()) {
      findBelow(wanted, states);
    }
    return states;
  }

  private PinState ownState(Cid cid) {
    Optional<Pin> own = get(cid);
    if (own.isPresent()) {
      return new PinState.Pinned(own.get());
    }
    PinState[] state = {new PinState.NotPinned(cid)};
    tables.scan(Table.PINS, cid.multihash().bytes(), (key, value) -> {
      state[0] = new PinState.Indirect(cid, PinRecord.decode(key, value).cid());
      return false;
    });
    return state[0];
  }

  private void findBelow(Map<Multihash, List<Cid>> wanted, Map<Cid, PinState> states) {
    Cid[] root = new Cid[1];
    List<BadBlock> hidden = new ArrayList<>();
    DagWalk walk = walk(blocks, leaf -> true, new CidSet(), new CidSet(), new DagWalk.Observer() {
      @Override
      public boolean reached(Cid cid) {
        List<Cid> found = wanted.remove(cid.multihash());
        if (found != null) {
          found.forEach(asked -> states.put(asked, new PinState.Indirect(asked, root[0])));
        }
        return !wanted.isEmpty();
      }

      @Override
      public void bad(BadBlock bad) {
        if (hidden.isEmpty()) {
          hidden.add(bad);
        }
      }
    });
    roots(Pin.Mode.RECURSIVE).forEach(cid -> {
      root[0] = cid;
      return walk.walk(cid);
    });
    if (!wanted.isEmpty() && !hidden.isEmpty()) {
      Cid open = wanted.values().iterator().next().getFirst();
      throw unreadable("cannot tell whether " + open + " is pinned", hidden.getFirst());
    }
  }

  private static PinException unreadable(String what, BadBlock bad) {
    return new PinException(Code.INCOMPLETE,
        what + ": block " + bad.cid() + " of the pin " + bad.root() + ": "
            + bad.reason() + "; 'cairn pin verify' lists all of them");
  }

  /**
   * Looks through all blocks of all recursive pins and for the block of every direct one, and tells how each pin
   * fares. What a whole pin was found to keep is not read again for the next.
   */
  public void verify(Consumer<PinCheck> checked) {
    CidSet whole = new CidSet();
    for (Pin.Mode mode : Pin.Mode.values()) {
      roots(mode).forEach(cid -> {
        get(cid).ifPresent(pin -> checked.accept(check(pin, whole)));
        return true;
      });
    }
  }

  private PinCheck check(Pin pin, CidSet whole) {
    CidSet seen = new CidSet();
    List<BadBlock> bad = new ArrayList<>();
    long[] count = new long[1];
    DagWalk walk = walk(blocks, leaf -> true, seen, whole, new DagWalk.Observer() {
      @Override
      public boolean reached(Cid cid) {
        if (!Links.mayHave(cid)) {
          DagWalk.check(blocks, cid, pin.cid()).ifPresent(this::bad);
        }
        return true;
      }

      @Override
      public void bad(BadBlock block) {
        count[0]++;
        if (bad.size() < PinCheck.MAX_LISTED) {
          bad.add(block);
        }
      }
    });
    if (isRecursive(pin)) {
      walk.walk(pin.cid());
      if (count[0] == 0) {
        whole.addAll(seen);
      }
    } else {
      DagWalk.check(blocks, pin.cid(), pin.cid()).ifPresent(block -> {
        count[0]++;
        bad.add(block);
      });
    }
    return new PinCheck(pin, bad, count[0]);
  }

  /**
   * The CIDs with a pin of this mode at this moment. Copied, 36 bytes each, so that a walk below them holds no
   * snapshot of the table open.
   */
  CidList roots(Pin.Mode mode) {
    CidList roots = new CidList();
    forEach(PinFilter.of(mode), pin -> {
      roots.add(pin.cid());
      return true;
    });
    return roots;
  }

  private DagWalk walk(
      BlockSource source, Predicate<Cid> leafIsHere, CidSet seen, CidSet skipped, DagWalk.Observer observer) {
    return new DagWalk(source, leafIsHere, links, seen, skipped, DagWalk.MAX_PENDING, observer);
  }

  private static boolean isRecursive(Pin pin) {
    return pin.mode() == Pin.Mode.RECURSIVE;
  }

  private static Change put(Pin pin) {
    return new Change.Put(Table.PINS, PinRecord.key(pin.cid()), PinRecord.value(pin));
  }

  private static Change remove(Cid cid) {
    return new Change.Remove(Table.PINS, PinRecord.key(cid));
  }
}
