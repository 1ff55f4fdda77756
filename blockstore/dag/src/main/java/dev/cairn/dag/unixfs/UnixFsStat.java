package dev.cairn.dag.unixfs;

import dev.cairn.multiformats.Cid;

/**
 * What the root block of a file, directory or symbolic link says.
 *
 * @param cid the root block
 * @param kind what it is
 * @param size bytes of a file, or of the target of a symbolic link; 0 for directories
 * @param cumulativeSize the size of all blocks from the root down, in bytes, blocks that occur twice counted twice;
 *     beyond the root it is what the links claim
 * @param blocks how many links the root block has; 0 when all is in it
 * @param sharded whether it is a directory spread over many blocks
 * @param attributes mode and modification time, as far as they are said
 */
public record UnixFsStat(
    Cid cid, Kind kind, long size, long cumulativeSize, int blocks, boolean sharded, Attributes attributes) {
  /** What an entry is to somebody who lists a directory. */
  public enum Kind {
    FILE,
    DIRECTORY,
    SYMLINK
  }

  static UnixFsStat of(NodeView view, Kind kind, long size) {
    return new UnixFsStat(
        view.cid(), kind, size, view.cumulativeSize(), view.linkCount(),
        view.data().type() == UnixFsData.Type.HAMT_SHARD, view.data().attributes());
  }
}
