package dev.cairn.dag.walk;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockSource;
import dev.cairn.dag.DecodeException;
import dev.cairn.dag.codec.Codecs;
import dev.cairn.dag.pb.PbReader;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks a DAG in depth-first pre-order, links in the order of their block.
 *
 * <p>Every CID but the roots is visited once for the life of the walker, so that several roots that share blocks
 * can be walked one after the other; {@link #repeating} changes that. A walk may be limited in depth; a block that
 * was met at the limit and is met again closer to the root is then followed from there, without being reported
 * again.
 *
 * <p>Takes no call stack for depth. Its memory is that of {@link CidSet} for the blocks seen (a hundred bytes a block
 * more when depth is limited), one small object for each block on the path to the current one, and the links of
 * these blocks, at most {@value #MAX_PENDING_LINKS} of them besides those of the current block: of DAGs that are
 * deep and wide beyond all use, blocks on the path are read again when the walk comes back to them.
 *
 * <p>Not for use by several threads.
 */
public final class DagWalker {
  /** No limit on the depth. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private static final int MAX_PENDING_LINKS = 1 << 18;

  private final BlockSource source;
  private final int maxDepth;
  private final boolean unique;
  private final int maxPendingLinks;
  private final CidSet seen = new CidSet();
  /** With limited depth, the least depth at which a CID was seen. */
  private final Map<Cid, Integer> seenAt = new HashMap<>();

  private DagWalker(BlockSource source, int maxDepth, boolean unique, int maxPendingLinks) {
    this.source = source;
    this.maxDepth = maxDepth;
    this.unique = unique;
    this.maxPendingLinks = maxPendingLinks;
  }

  /** A walker that visits every block once, to any depth. */
  public static DagWalker over(BlockSource source) {
    return new DagWalker(source, UNLIMITED, true, MAX_PENDING_LINKS);
  }

  /** A fresh walker that goes at most {@code depth} links away from the root, or {@link #UNLIMITED}. */
  public DagWalker limitedTo(int depth) {
    if (depth < 0) {
      throw new IllegalArgumentException("depth is negative: " + depth);
    }
    return new DagWalker(source, depth, unique, maxPendingLinks);
  }

  /**
   * A fresh walker that visits a block as often as a link leads to it. Such a walk can be exponentially longer than
   * the DAG has blocks, so it is for answers that are streamed to someone who can stop.
   */
  public DagWalker repeating() {
    return new DagWalker(source, maxDepth, false, maxPendingLinks);
  }

  /** A fresh walker that holds fewer links; for tests. */
  DagWalker holding(int links) {
    return new DagWalker(source, maxDepth, unique, links);
  }

  /**
   * Walks what hangs below a root, the root itself first.
   *
   * @throws DecodeException when a block is malformed or its codec is not known
   * @throws dev.cairn.dag.BlockNotFoundException when a block is missing and the visitor does not say otherwise
   */
  public <E extends Exception> void walk(Cid root, DagVisitor<E> visitor) throws E {
    Optional<Block> rootBlock = source.get(root);
    if (rootBlock.isEmpty()) {
      visitor.missing(root, 0);
      return;
    }
    visitor.block(rootBlock.get(), 0);
    if (maxDepth == 0) {
      return;
    }
    Path path = new Path();
    path.enter(rootBlock.get());
    while (!path.isEmpty()) {
      int depth = path.depth();
      Cid parent = path.parent();
      Link link = path.nextLink();
      if (link == null) {
        path.leave();
        continue;
      }
      boolean report = !unique || isNew(link.cid(), depth);
      boolean follow = depth < maxDepth && (report || isCloser(link.cid(), depth));
      if (!report && !follow) {
        continue;
      }
      Optional<Block> child = source.get(link.cid());
      if (child.isEmpty()) {
        visitor.missing(link.cid(), depth);
        continue;
      }
      if (report) {
        visitor.link(parent, link.cid(), link.name(), depth);
        visitor.block(child.get(), depth);
      }
      if (follow) {
        path.enter(child.get());
      }
    }
  }

  /** Notes that a CID has been met; whether that was the first time. */
  private boolean isNew(Cid cid, int depth) {
    return maxDepth == UNLIMITED ? seen.add(cid) : seenAt.putIfAbsent(cid, depth) == null;
  }

  /** Whether a CID that was met before is now met closer to the root, so that more of what is below counts. */
  private boolean isCloser(Cid cid, int depth) {
    Integer before = seenAt.get(cid);
    if (before == null || before <= depth) {
      return false;
    }
    seenAt.put(cid, depth);
    return true;
  }

  private record Link(Cid cid, String name) {}

  private static List<Link> links(Block block) {
    List<Link> links = new ArrayList<>();
    if (block.cid().is(Multicodec.DAG_PB)) {
      PbReader reader = new PbReader(block.bytes());
      while (reader.nextLink()) {
        links.add(new Link(reader.cid(), reader.name()));
      }
    } else {
      Codecs.links(block, cid -> links.add(new Link(cid, "")));
    }
    return links;
  }

  /** A block on the way from the root to where the walk is. */
  private static final class Step {
    final Cid cid;
    /** Null while they are not held. */
    @Nullable
    List<Link> links;
    int next;

    Step(Cid cid, List<Link> links) {
      this.cid = cid;
      this.links = links;
    }
  }

  /** The way from the root to where the walk is. */
  private final class Path {
    private final List<Step> steps = new ArrayList<>();
    /** The steps below this index do not hold their links. */
    private int firstHeld;
    private long held;

    boolean isEmpty() {
      return steps.isEmpty();
    }

    /** The depth of the children of the last step. */
    int depth() {
      return steps.size();
    }

    Cid parent() {
      return steps.getLast().cid;
    }

    void enter(Block block) {
      List<Link> links = links(block);
      if (links.isEmpty()) {
        return;
      }
      steps.add(new Step(block.cid(), links));
      held += links.size();
      while (held > maxPendingLinks && firstHeld < steps.size() - 1) {
        Step step = steps.get(firstHeld++);
        held -= sizeOf(step);
        step.links = null;
      }
    }

    /** The next link of the last step; null when there is none. */
    @Nullable
    Link nextLink() {
      Step step = steps.getLast();
      List<Link> links = step.links;
      if (links == null) {
        links = links(source.require(step.cid));
        step.links = links;
        firstHeld = steps.size() - 1;
        held += links.size();
      }
      return step.next < links.size() ? links.get(step.next++) : null;
    }

    void leave() {
      held -= sizeOf(steps.removeLast());
      firstHeld = Math.min(firstHeld, steps.size());
    }

    private static int sizeOf(Step step) {
      return step.links == null ? 0 : step.links.size();
    }
  }
}
