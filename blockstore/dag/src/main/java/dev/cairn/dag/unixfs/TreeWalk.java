package dev.cairn.dag.unixfs;

import dev.cairn.dag.BlockSource;
import dev.cairn.multiformats.Cid;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** A walk over a tree; keeps the directories from the root to the current one. */
final class TreeWalk {
  /** How many directories may lie in each other; file systems end well before. */
  static final int MAX_DEPTH = 1024;

  private record Level(String path, Iterator<UnixFsEntry> entries) {}

  private TreeWalk() {}

  static <E extends Exception> void walk(BlockSource source, Cid root, TreeVisitor<E> visitor) throws E {
    Deque<Level> levels = new ArrayDeque<>();
    visit(source, "", root, visitor, levels);
    while (!levels.isEmpty()) {
      Level level = levels.element();
      if (level.entries().hasNext()) {
        UnixFsEntry entry = level.entries().next();
        String path = level.path().isEmpty() ? entry.name() : level.path() + "/" + entry.name();
        visit(source, path, entry.cid(), visitor, levels);
      } else {
        levels.pop();
      }
    }
  }

  private static <E extends Exception> void visit(
      BlockSource source, String path, Cid cid, TreeVisitor<E> visitor, Deque<Level> levels) throws E {
    switch (UnixFs.open(source, cid)) {
      case UnixFsFile file -> visitor.file(path, file);
      case UnixFsSymlink link -> visitor.symlink(path, link);
      case UnixFsDirectory directory -> {
        if (levels.size() == MAX_DEPTH) {
          throw new UnixFsException(
              UnixFsException.Code.MALFORMED, cid, "lies more than " + MAX_DEPTH + " directories deep");
        }
        visitor.directory(path, directory);
        levels.push(new Level(path, directory.iterator()));
      }
    }
  }
}
