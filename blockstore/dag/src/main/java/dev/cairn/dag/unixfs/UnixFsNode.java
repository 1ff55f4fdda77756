package dev.cairn.dag.unixfs;

import dev.cairn.multiformats.Cid;

/** A file, directory or symbolic link; {@link UnixFs#open} reads one. */
public sealed interface UnixFsNode permits UnixFsFile, UnixFsDirectory, UnixFsSymlink {
  /** The root block. */
  Cid cid();

  /** Mode and modification time, as far as they are said. */
  Attributes attributes();

  /** What can be said without reading another block. */
  UnixFsStat stat();
}
