package dev.cairn.dag.unixfs;

import dev.cairn.dag.BlockSource;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;

/** The way into UnixFS for readers. All methods throw what {@link #open} throws. */
public final class UnixFs {
  private UnixFs() {}

  /**
   * Reads the root block of a file, directory or symbolic link.
   *
   * @throws UnixFsException when it is none of these, or breaks the rules
   * @throws dev.cairn.dag.BlockNotFoundException when it is not to be had
   */
  public static UnixFsNode open(BlockSource source, Cid cid) {
    NodeView view = NodeView.load(source, cid);
    return switch (view.data().type()) {
      case RAW, FILE -> UnixFsFile.of(source, view);
      case DIRECTORY, HAMT_SHARD -> UnixFsDirectory.of(source, view);
      case SYMLINK -> UnixFsSymlink.of(view);
      case METADATA -> throw view.wrongType("a file, directory or symbolic link");
    };
  }

  /** What the root block of a file, directory or symbolic link says; reads that block only. */
  public static UnixFsStat stat(BlockSource source, Cid cid) {
    return open(source, cid).stat();
  }

  /**
   * What an entry of a directory is. A raw block is not read: it is a file, and its size is what the directory
   * claims.
   */
  public static UnixFsStat stat(BlockSource source, UnixFsEntry entry) {
    if (entry.cid().is(Multicodec.RAW)) {
      return new UnixFsStat(
          entry.cid(), UnixFsStat.Kind.FILE, entry.tsize(), entry.tsize(), 0, false, Attributes.none());
    }
    return stat(source, entry.cid());
  }

  /**
   * Walks over a tree, a directory before its entries and these in the order of the directory, and tells of each
   * file, directory and symbolic link. Reads the blocks of directories and the roots of files; the visitor reads
   * what it wants of a file while it is told of it. Follows no symbolic link.
   *
   * @throws UnixFsException also when directories lie deeper in each other than {@link TreeWalk#MAX_DEPTH}
   */
  public static <E extends Exception> void walk(BlockSource source, Cid root, TreeVisitor<E> visitor)
      throws E {
    TreeWalk.walk(source, root, visitor);
  }
}
