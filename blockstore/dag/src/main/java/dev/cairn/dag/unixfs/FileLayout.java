package dev.cairn.dag.unixfs;

import dev.cairn.dag.Block;
import dev.cairn.dag.pb.PbLink;
import java.util.ArrayList;
import java.util.List;

/** Builds the tree of a file above its leaves, which arrive one by one. Keeps one path of open nodes. */
abstract class FileLayout {
  private final BlockMaker maker;
  private final BlockOut out;
  final int maxLinks;

  FileLayout(ImportOptions options, BlockMaker maker, BlockOut out) {
    this.maker = maker;
    this.out = out;
    this.maxLinks = options.maxFileLinks();
  }

  static FileLayout of(ImportOptions options, BlockMaker maker, BlockOut out) {
    return switch (options.layout()) {
      case BALANCED -> new BalancedLayout(options, maker, out);
      case TRICKLE -> new TrickleLayout(options, maker, out);
    };
  }

  /** Takes the next leaf; its block has been put out already. */
  abstract void add(Child leaf);

  /** Ends the file, which has at least one leaf in a balanced layout, and returns its root. */
  abstract Child finish(Attributes attributes);

  /** Puts out a node over these children. */
  final Child node(List<Child> children, Attributes attributes) {
    List<PbLink> links = new ArrayList<>(children.size());
    long[] sizes = new long[children.size()];
    long fileSize = 0;
    long tsize = 0;
    for (int i = 0; i < sizes.length; i++) {
      Child child = children.get(i);
      links.add(PbLink.of(child.cid(), "", child.tsize()));
      sizes[i] = child.fileSize();
      fileSize += child.fileSize();
      tsize += child.tsize();
    }
    Block block = maker.node(links, UnixFsData.file(sizes, attributes));
    out.put(block, "lower --max-file-links, which is " + maxLinks);
    return new Child(block.cid(), fileSize, tsize + block.size());
  }
}
