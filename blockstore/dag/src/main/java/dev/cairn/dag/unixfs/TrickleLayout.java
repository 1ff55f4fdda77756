package dev.cairn.dag.unixfs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A tree whose first leaves hang right below the root. A node takes its share of leaves, then four subtrees of depth
 * 1, four of depth 2 and so on; a subtree of depth n is such a node whose own subtrees stay below depth n.
 */
final class TrickleLayout extends FileLayout {
  private static final int SUBTREES_PER_DEPTH = 4;

  /** A node that is still being filled. */
  private static final class Frame {
    private final List<Child> children = new ArrayList<>();
    private final int depth;
    private int nextDepth = 1;
    private int subtrees;

    Frame(int depth) {
      this.depth = depth;
    }

    void addSubtree(Child subtree) {
      children.add(subtree);
      if (++subtrees == SUBTREES_PER_DEPTH) {
        subtrees = 0;
        nextDepth++;
      }
    }

    boolean hasSubtrees() {
      return nextDepth > 1 || subtrees > 0;
    }
  }

  private final Deque<Frame> path = new ArrayDeque<>();

  TrickleLayout(ImportOptions options, BlockMaker maker, BlockOut out) {
    super(options, maker, out);
    path.push(new Frame(Integer.MAX_VALUE));
  }

  @Override
  void add(Child leaf) {
    while (true) {
      Frame frame = path.element();
      if (frame.children.size() < maxLinks && !frame.hasSubtrees()) {
        frame.children.add(leaf);
        return;
      }
      if (frame.nextDepth < frame.depth) {
        path.push(new Frame(frame.nextDepth));
      } else {
        closeSubtree();
      }
    }
  }

  private void closeSubtree() {
    Frame full = path.pop();
    path.element().addSubtree(node(full.children, Attributes.none()));
  }

  @Override
  Child finish(Attributes attributes) {
    while (path.size() > 1) {
      closeSubtree();
    }
    return node(path.element().children, attributes);
  }
}
