package dev.cairn.dag.unixfs;

import dev.cairn.dag.BlockSource;
import dev.cairn.dag.pb.PbLink;
import dev.cairn.multiformats.Cid;
import java.util.List;

/**
 * A node of a file, whose claims about itself agree with each other: as many block sizes as links, and a size that
 * is their sum with the bytes in the node.
 */
final class FileNode {
  private final NodeView view;
  private final List<PbLink> links;
  private final long size;

  private FileNode(NodeView view, List<PbLink> links, long size) {
    this.view = view;
    this.links = links;
    this.size = size;
  }

  static FileNode of(NodeView view) {
    UnixFsData data = view.data();
    if (!data.type().isFile()) {
      throw view.wrongType("a file");
    }
    long[] sizes = data.sizes();
    if (sizes.length != view.linkCount()) {
      throw view.malformed(
          "a file node with " + view.linkCount() + " links and " + sizes.length + " block sizes");
    }
    long sum = data.dataSize();
    for (long size : sizes) {
      sum += size;
      if (sum < 0) {
        throw view.malformed("block sizes that add up to more than 2^63 bytes");
      }
    }
    if (data.fileSize().isPresent() && data.fileSize().getAsLong() != sum) {
      throw view.malformed(
          "claims a file size of " + data.fileSize().getAsLong() + " bytes, but its parts add up to " + sum);
    }
    return new FileNode(view, view.isRaw() ? List.of() : view.links(), sum);
  }

  /** Fetches the child of a link and holds it to the size that was claimed for it. */
  FileNode child(BlockSource source, int index) {
    Cid cid = links.get(index).cid();
    FileNode child = of(NodeView.load(source, cid));
    long claimed = view.data().sizes()[index];
    if (child.size != claimed) {
      throw view.malformed(
          "claims " + claimed + " bytes below link " + index + " to " + cid + ", which has " + child.size);
    }
    return child;
  }

  NodeView view() {
    return view;
  }

  UnixFsData data() {
    return view.data();
  }

  int children() {
    return links.size();
  }

  long childSize(int index) {
    return view.data().sizes()[index];
  }

  /** Bytes of the file in this node and below it. */
  long size() {
    return size;
  }
}
