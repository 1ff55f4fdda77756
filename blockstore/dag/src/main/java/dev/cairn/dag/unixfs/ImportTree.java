package dev.cairn.dag.unixfs;

import dev.cairn.dag.pb.Names;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directories of an import. Those on the way to the entry that was pushed last are open; one that has been left
 * becomes blocks as soon as all of its entries have their CIDs.
 *
 * <p>A directory that was left may be entered again while its entries are still remembered, and becomes other blocks
 * then. Sealed directories remember {@value #MAX_RETAINED} entries between them, which takes some 20 MB.
 */
final class ImportTree {
  static final int MAX_RETAINED = 100_000;

  private final ImportOptions options;
  private final ImportListener listener;
  private final DirectoryWriter writer;
  private final Pipeline pipeline;
  private final List<Imported> roots = new ArrayList<>();
  private final Deque<Folder> retained = new ArrayDeque<>();
  private long retainedEntries;
  /** The innermost open folder; its parents are open too. */
  private @Nullable Folder current;

  ImportTree(ImportOptions options, ImportListener listener, DirectoryWriter writer, Pipeline pipeline) {
    this.options = options;
    this.listener = listener;
    this.writer = writer;
    this.pipeline = pipeline;
    if (options.wrap()) {
      current = new Folder(null, "");
    }
  }

  /** The place of a file or symbolic link: a folder, or null for one that is a root of its own. */
  @Nullable
  Folder place(List<String> names, String path) {
    Folder folder = enter(names.subList(0, Math.max(0, names.size() - 1)), path);
    if (folder != null && !names.isEmpty() && !folder.reserve(names.getLast())) {
      throw new ImportException(path, "there are two entries of this name");
    }
    return folder;
  }

  /** Opens a directory, and those around it. */
  void directory(List<String> names, String path, Attributes attributes) {
    if (names.size() == 1 && !options.wrap()) {
      // Names of several things to add may be equal; each is a tree of its own.
      leaveAll();
    }
    Folder folder = enter(names, path);
    if (folder != null) {
      folder.declare(attributes);
    }
  }

  /** Makes the folder of these names the innermost open one. */
  private @Nullable Folder enter(List<String> names, String path) {
    Deque<Folder> open = new ArrayDeque<>();
    for (Folder folder = current; folder != null; folder = folder.parent()) {
      open.push(folder);
    }
    if (options.wrap()) {
      open.removeFirst();
    }
    int common = 0;
    for (Folder folder : open) {
      if (common == names.size() || !folder.name().equals(names.get(common))) {
        break;
      }
      common++;
    }
    for (int i = open.size(); i > common; i--) {
      leave();
    }
    for (String name : names.subList(common, names.size())) {
      current = descend(name, path);
    }
    return current;
  }

  private Folder descend(String name, String path) {
    if (current == null) {
      return new Folder(null, name);
    }
    Folder folder = current.folder(name);
    if (folder == null) {
      throw new ImportException(path, "\"" + name + "\" in it is the name of a file already");
    }
    if (!folder.isHeld()) {
      throw new ImportException(
          path, "its directory was left long ago; push the entries of a directory one after another");
    }
    if (folder.visit() > 0) {
      folder.nextVisit();
      if (retained.remove(folder)) {
        retainedEntries -= folder.entries().size();
      }
    }
    return folder;
  }

  private void leave() {
    Folder folder = current;
    if (folder == null) {
      return;
    }
    current = folder.parent();
    int visit = folder.nextVisit();
    pipeline.submit(() -> seal(folder, visit), 0);
    if (current == null) {
      pipeline.submit(() -> complete(folder), 0);
    }
  }

  /** Leaves everything that is open. */
  void leaveAll() {
    while (current != null) {
      leave();
    }
  }

  private void seal(Folder folder, int visit) {
    if (folder.visit() != visit) {
      return;
    }
    Folder parent = folder.parent();
    if (parent != null && !folder.isUsed() && !options.emptyDirectories()) {
      parent.drop(folder.name());
      return;
    }
    Child made = writer.write(folder.entries(), folder.attributes());
    folder.seal(made);
    if (parent != null) {
      parent.put(folder.name(), made);
      retain(folder);
    }
  }

  private void retain(Folder folder) {
    retained.add(folder);
    retainedEntries += folder.entries().size();
    while (retainedEntries > MAX_RETAINED) {
      Folder oldest = retained.remove();
      retainedEntries -= oldest.entries().size();
      oldest.letGo();
    }
  }

  /** Tells of the directories of a tree that is complete. */
  private void complete(Folder top) {
    retained.clear();
    retainedEntries = 0;
    roots.add(report(top));
  }

  private Imported report(Folder folder) {
    folder.folders().forEach(this::report);
    Child made = folder.result();
    if (made == null) {
      throw new IllegalStateException("directory was not made: " + folder.path());
    }
    Imported entry = new Imported(
        folder.path(), made.cid(), made.tsize(), UnixFsStat.Kind.DIRECTORY, folder.attributes());
    listener.added(entry);
    return entry;
  }

  /** Puts a file or symbolic link where {@link #place} said. */
  void added(
      @Nullable Folder folder, List<String> names, Child made, UnixFsStat.Kind kind, Attributes attributes) {
    String name = names.isEmpty() ? "" : names.getLast();
    String path = String.join("/", names);
    if (folder != null) {
      if (names.isEmpty()) {
        // A directory needs a name for what has none.
        name = made.cid().toString();
        path = name;
      }
      folder.put(name, made);
    }
    Imported entry = new Imported(path, made.cid(), made.tsize(), kind, attributes);
    listener.added(entry);
    if (folder == null) {
      roots.add(entry);
    }
  }

  /** The trees that are complete, in the order in which they began. */
  List<Imported> roots() {
    return List.copyOf(roots);
  }

  /** The names of a path, each fit for a directory. */
  static List<String> names(String path) {
    if (path.isEmpty()) {
      return List.of();
    }
    List<String> names = List.of(path.split("/", -1));
    if (names.size() > TreeWalk.MAX_DEPTH) {
      throw new ImportException(
          path.substring(0, Math.min(path.length(), 100)) + "…",
          "it lies more than " + TreeWalk.MAX_DEPTH + " directories deep");
    }
    for (String name : names) {
      if (name.isEmpty()) {
        throw new ImportException(path,
            "a name in it is empty; paths are relative, with one slash between names");
      }
      if (name.equals(".") || name.equals("..")) {
        throw new ImportException(path, "\"" + name + "\" is no name for an entry");
      }
      if (!Names.isText(name)) {
        throw new ImportException(Names.printable(path), "its name is not UTF-8; rename it before adding it");
      }
    }
    return names;
  }
}
