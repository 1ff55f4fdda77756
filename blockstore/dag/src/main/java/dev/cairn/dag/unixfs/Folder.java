package dev.cairn.dag.unixfs;

import dev.cairn.dag.pb.Names;
import dev.cairn.dag.pb.PbLink;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A directory of an import, from its first mention until its tree is complete. */
final class Folder {
  /** Stands in for an entry whose CID is still being made. */
  private static final PbLink PENDING = PbLink
      .bare(Cid.v1(Multicodec.RAW, HashFunction.IDENTITY.hash(new byte[0])));

  private final @Nullable Folder parent;
  private final String name;
  private final String path;
  private final Map<String, Folder> folders = new TreeMap<>(Names::compare);
  private Attributes attributes = Attributes.none();
  private @Nullable Map<String, PbLink> entries = new HashMap<>();
  private @Nullable Child result;
  private boolean used;
  private int visit;

  Folder(@Nullable Folder parent, String name) {
    this.parent = parent;
    this.name = name;
    this.path = parent == null || parent.path.isEmpty() ? name : parent.path + "/" + name;
  }

  @Nullable
  Folder parent() {
    return parent;
  }

  String name() {
    return name;
  }

  /** The names from the top, joined by slashes. */
  String path() {
    return path;
  }

  Attributes attributes() {
    return attributes;
  }

  /** Gives the folder its attributes; those given first stay. */
  void declare(Attributes given) {
    if (attributes.isEmpty()) {
      attributes = given;
    }
  }

  /** Whether anything was ever to be put into the folder. */
  boolean isUsed() {
    return used;
  }

  /** Keeps the place of an entry; false when there is one of this name. */
  boolean reserve(String entry) {
    used = true;
    return held().putIfAbsent(entry, PENDING) == null;
  }

  void put(String entry, Child child) {
    used = true;
    held().put(entry, PbLink.of(child.cid(), entry, child.tsize()));
  }

  /** Takes back what was reserved. */
  void drop(String entry) {
    held().remove(entry);
    folders.remove(entry);
  }

  /** The folder of this name, made when there is none; null when the name belongs to a file. */
  @Nullable
  Folder folder(String entry) {
    Folder folder = folders.get(entry);
    if (folder == null && reserve(entry)) {
      folder = new Folder(this, entry);
      folders.put(entry, folder);
    }
    return folder;
  }

  /** The folders inside, ordered by the bytes of their names. */
  Collection<Folder> folders() {
    return folders.values();
  }

  /** Ends or resumes the filling of the folder; the number tells one time from another. */
  int nextVisit() {
    return ++visit;
  }

  int visit() {
    return visit;
  }

  Collection<PbLink> entries() {
    return held().values();
  }

  private Map<String, PbLink> held() {
    if (entries == null) {
      throw new IllegalStateException("folder has been let go: " + path);
    }
    return entries;
  }

  boolean isHeld() {
    return entries != null;
  }

  /** Forgets the entries, after which none can be added. */
  void letGo() {
    entries = null;
  }

  /** What became of the folder; null until then. */
  @Nullable
  Child result() {
    return result;
  }

  void seal(Child made) {
    result = made;
  }
}
