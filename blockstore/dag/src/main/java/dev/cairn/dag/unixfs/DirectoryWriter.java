package dev.cairn.dag.unixfs;

import dev.cairn.dag.Block;
import dev.cairn.dag.pb.Names;
import dev.cairn.dag.pb.PbLink;
import dev.cairn.multiformats.Varint;
import java.util.Collection;
import java.util.List;

/** Makes a directory of its entries: in one block, or sharded when it is too large for that. */
final class DirectoryWriter {
  private final ImportOptions options;
  private final BlockMaker maker;
  private final BlockOut out;

  DirectoryWriter(ImportOptions options, BlockMaker maker, BlockOut out) {
    this.options = options;
    this.maker = maker;
    this.out = out;
  }

  /** Puts out the blocks of a directory; the names differ from each other. */
  Child write(Collection<PbLink> entries, Attributes attributes) {
    if (isSharded(entries, attributes)) {
      return new ShardWriter(options.hamtFanout(), maker, out, entries).write(attributes);
    }
    UnixFsData data = UnixFsData.directory(attributes);
    Block block = maker.node(List.copyOf(entries), data);
    out.put(block, "let it be sharded, for example by a size estimation of \"links\" or \"block\"");
    long tsize = block.size();
    for (PbLink entry : entries) {
      tsize += entry.tsize();
    }
    return new Child(block.cid(), 0, tsize);
  }

  private boolean isSharded(Collection<PbLink> entries, Attributes attributes) {
    long threshold = options.hamtThresholdBytes();
    if (threshold == 0) {
      return false;
    }
    if (options.maxDirectoryLinks() > 0 && entries.size() > options.maxDirectoryLinks()) {
      return true;
    }
    // A directory of exactly the threshold stays flat.
    return switch (options.sizeEstimation()) {
      case LINKS -> entries.stream().mapToLong(DirectoryWriter::nameAndCid).sum() > threshold;
      case BLOCK -> blockSize(entries, attributes) > threshold;
      case DISABLED -> false;
    };
  }

  private static long nameAndCid(PbLink entry) {
    return Names.size(entry.name()) + (long) entry.cid().size();
  }

  /** The exact size of the block that a flat directory would be. */
  private static long blockSize(Collection<PbLink> entries, Attributes attributes) {
    int message = 2 + UnixFsDataWriter.size(attributes);
    long size = delimited(message);
    for (PbLink entry : entries) {
      size += delimited(
          delimited(entry.cid().size()) + delimited(Names.size(entry.name())) + 1
              + Varint.size(entry.tsize()));
    }
    return size;
  }

  private static long delimited(long length) {
    return 1 + Varint.size(length) + length;
  }
}
