package dev.cairn.repo;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockSource;
import dev.cairn.dag.DecodeException;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.MultiformatException;
import dev.cairn.multiformats.Multihash;
import dev.cairn.repo.BadBlock.Kind;
import dev.cairn.store.Blockstore;
import dev.cairn.store.BlockstoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Walks the DAGs below some roots, each block once, parents before children. A block that cannot be had is told to
 * the observer, and the walk goes on beside it. Blocks whose codec has no links are not read.
 *
 * <p>Memory: 24 to 48 bytes a block in {@code seen}, and the blocks with links that are known and not yet read,
 * which are limited. Stops with {@link CancellationException} when its thread is interrupted.
 */
final class DagWalk {
  /** How many blocks may wait to be read; a DAG with links to more than this at once is refused. */
  static final int MAX_PENDING = 4_000_000;

  private static final List<Multicodec> READABLE = List.of(Multicodec.DAG_PB, Multicodec.DAG_CBOR,
      Multicodec.DAG_JSON);
  private static final long UNREADABLE = -1;

  /** What a walk tells. */
  interface Observer {
    /**
     * A block was reached for the first time; it has not been looked for yet.
     *
     * @return false to end the walk
     */
    boolean reached(Cid cid);

    /** A block that was reached cannot be had. */
    void bad(BadBlock block);
  }

  private final BlockSource source;
  private final Predicate<Cid> leafIsHere;
  private final Links links;
  private final Observer observer;
  private final CidSet seen;
  private final CidSet skipped;
  private final int maxPending;

  /**
   * @param source where blocks with links are read
   * @param leafIsHere asked for blocks without links; true for all when the walk need not know
   * @param seen takes what is walked, by multihash and {@link #kind}
   * @param skipped what is known from elsewhere and need not be walked
   */
  DagWalk(
      BlockSource source,
      Predicate<Cid> leafIsHere,
      Links links,
      CidSet seen,
      CidSet skipped,
      int maxPending,
      Observer observer) {
    this.source = source;
    this.leafIsHere = leafIsHere;
    this.links = links;
    this.seen = seen;
    this.skipped = skipped;
    this.maxPending = maxPending;
    this.observer = observer;
  }

  /**
   * What keeps two entries of one multihash apart: the codec, where it decides which links a block has. All codecs
   * that cannot be read count as one.
   */
  static long kind(Cid cid) {
    if (!Links.mayHave(cid)) {
      return 0;
    }
    return READABLE.stream().anyMatch(cid::is) ? cid.codecCode() : UNREADABLE;
  }

  /** Whether {@code seen} has this block, by whatever CID it was reached. */
  static boolean isIn(CidSet seen, Multihash hash) {
    return seen.contains(hash, 0)
        || READABLE.stream().anyMatch(codec -> seen.contains(hash, codec.code()))
        || seen.contains(hash, UNREADABLE);
  }

  /**
   * Walks the DAG below {@code root}, without what was walked before.
   *
   * @return false when the observer ended it
   */
  boolean walk(Cid root) {
    Deque<Cid> pending = new ArrayDeque<>();
    Step step = new Step(root, pending);
    step.reach(root);
    while (step.going && !pending.isEmpty()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while walking the DAG " + root);
      }
      Cid cid = pending.removeLast();
      Block block = fetch(cid, root);
      if (block == null) {
        continue;
      }
      try {
        links.each(block, step::reach);
      } catch (DecodeException | MultiformatException e) {
        observer.bad(new BadBlock(cid, root, Kind.UNREADABLE, "its links cannot be read: " + e.getMessage()));
      }
    }
    return step.going;
  }

  private @Nullable Block fetch(Cid cid, Cid root) {
    try {
      Optional<Block> block = source.get(cid);
      if (block.isEmpty()) {
        observer.bad(new BadBlock(cid, root, Kind.MISSING, "it is not here"));
      }
      return block.orElse(null);
    } catch (BlockstoreException e) {
      observer.bad(corrupt(cid, root, e));
      return null;
    }
  }

  /** Reads one block to see whether it is here and whole. */
  static Optional<BadBlock> check(Blockstore store, Cid cid, Cid root) {
    try {
      return store.read(cid, view -> true).isPresent()
          ? Optional.empty()
          : Optional.of(new BadBlock(cid, root, Kind.MISSING, "it is not here"));
    } catch (BlockstoreException e) {
      return Optional.of(corrupt(cid, root, e));
    }
  }

  /** What to report of a damaged block; any other trouble of the store is thrown on. */
  private static BadBlock corrupt(Cid cid, Cid root, BlockstoreException e) {
    if (e.code() != BlockstoreException.Code.CORRUPT) {
      throw e;
    }
    String message = e.getMessage();
    return new BadBlock(cid, root, Kind.CORRUPT, message == null ? "it is damaged" : message);
  }

  /** The walk below one root. */
  private final class Step {
    private final Cid root;
    private final Deque<Cid> pending;
    private boolean going = true;

    Step(Cid root, Deque<Cid> pending) {
      this.root = root;
      this.pending = pending;
    }

    void reach(Cid cid) {
      long kind = kind(cid);
      if (!going || skipped.contains(cid.multihash(), kind) || !seen.add(cid.multihash(), kind)) {
        return;
      }
      going = observer.reached(cid);
      if (!going) {
        return;
      }
      if (Links.mayHave(cid)) {
        if (pending.size() >= maxPending) {
          observer.bad(new BadBlock(cid, root, Kind.UNREADABLE,
              "more than " + maxPending
                  + " blocks wait to be read before it; the DAG is too wide to be walked"));
          return;
        }
        pending.addLast(cid);
      } else if (!leafIsHere.test(cid)) {
        observer.bad(new BadBlock(cid, root, Kind.MISSING, "it is not here"));
      }
    }
  }
}
