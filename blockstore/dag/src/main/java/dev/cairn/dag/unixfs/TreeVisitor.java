package dev.cairn.dag.unixfs;

/**
 * Is told of each entry of a tree by {@link UnixFs#walk}.
 *
 * <p>A path is the names from the root, joined by slashes; that of the root is empty. Names come from whoever made
 * the directory: {@code ..}, slashes and control characters are all possible, so check a path before a file system
 * sees it.
 *
 * @param <E> what the visitor may throw, which ends the walk
 */
public interface TreeVisitor<E extends Exception> {
  /** A directory; its entries follow. */
  void directory(String path, UnixFsDirectory directory) throws E;

  /** A file. */
  void file(String path, UnixFsFile file) throws E;

  /** A symbolic link. */
  void symlink(String path, UnixFsSymlink link) throws E;
}
