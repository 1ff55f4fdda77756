package dev.cairn.dag.unixfs;

import dev.cairn.dag.pb.Names;
import dev.cairn.multiformats.Cid;

/**
 * A symbolic link.
 *
 * @param cid its block
 * @param target where it points to, as written; anything somebody made up, so check it before following or creating
 *     it. Bytes that are not UTF-8 are escaped, see {@link Names}
 * @param stat the rest
 */
public record UnixFsSymlink(Cid cid, String target, UnixFsStat stat) implements UnixFsNode {
  static UnixFsSymlink of(NodeView view) {
    UnixFsData data = view.data();
    if (data.type() != UnixFsData.Type.SYMLINK) {
      throw view.wrongType("a symbolic link");
    }
    if (view.linkCount() > 0) {
      throw view.malformed("a symbolic link has no links to blocks, this one has " + view.linkCount());
    }
    String target = Names.text(data.holder(), data.dataOffset(), data.dataSize());
    return new UnixFsSymlink(
        view.cid(), target, UnixFsStat.of(view, UnixFsStat.Kind.SYMLINK, data.dataSize()));
  }

  @Override
  public Attributes attributes() {
    return stat.attributes();
  }
}
