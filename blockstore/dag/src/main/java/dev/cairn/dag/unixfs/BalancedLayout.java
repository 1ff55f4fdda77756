package dev.cairn.dag.unixfs;

import java.util.ArrayList;
import java.util.List;

/**
 * All leaves at the same depth, nodes filled from the left. Level 0 holds leaves, level n+1 the nodes over full
 * groups of level n. A group becomes a node only when one more child needs its place, so at the end every level
 * below the top has something left that has to be joined in, if need be as the only child of a node.
 *
 * <p>A file of a single leaf has that leaf for its root; whoever makes the leaf has given it the attributes.
 */
final class BalancedLayout extends FileLayout {
  private final List<List<Child>> levels = new ArrayList<>();

  BalancedLayout(ImportOptions options, BlockMaker maker, BlockOut out) {
    super(options, maker, out);
  }

  @Override
  void add(Child leaf) {
    add(leaf, 0);
  }

  private void add(Child child, int level) {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<Child> group = levels.get(level);
    if (group.size() == maxLinks) {
      add(take(group), level + 1);
    }
    group.add(child);
  }

  private Child take(List<Child> group) {
    Child node = node(group, Attributes.none());
    group.clear();
    return node;
  }

  @Override
  Child finish(Attributes attributes) {
    for (int level = 0; level < levels.size() - 1; level++) {
      add(take(levels.get(level)), level + 1);
    }
    List<Child> top = levels.getLast();
    return top.size() == 1 ? top.getFirst() : node(top, attributes);
  }
}
