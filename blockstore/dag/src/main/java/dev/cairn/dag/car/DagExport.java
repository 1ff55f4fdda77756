package dev.cairn.dag.car;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.dag.BlockSource;
import dev.cairn.dag.walk.DagVisitor;
import dev.cairn.dag.walk.DagWalker;
import dev.cairn.multiformats.Cid;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Writes a whole DAG as a CAR: its root in the header, then its blocks in depth-first pre-order, each once (what
 * gateways call {@code order=dfs; dups=n}). A block that is linked to by several CIDs is there under each. A DAG
 * always gives the same bytes.
 */
public final class DagExport {
  private final BlockSource source;
  private final boolean identityBlocks;
  private final boolean partial;

  private DagExport(BlockSource source, boolean identityBlocks, boolean partial) {
    this.source = source;
    this.identityBlocks = identityBlocks;
    this.partial = partial;
  }

  /** An export that writes every block, also those that their identity CID already holds, as Kubo does. */
  public static DagExport from(BlockSource source) {
    return new DagExport(source, true, false);
  }

  /** The same without the blocks of identity CIDs, as gateways do. */
  public DagExport withoutIdentityBlocks() {
    return new DagExport(source, false, partial);
  }

  /** The same leaving out, with all below, what the source does not have. The root must be there. */
  public DagExport partial() {
    return new DagExport(source, identityBlocks, true);
  }

  /**
   * Writes the DAG below {@code root}. Nothing has been written if the root is missing.
   *
   * @param progress gets the number of blocks written so far, after each block
   * @throws BlockNotFoundException when a block is missing; what has been written is then cut short
   * @throws dev.cairn.dag.DecodeException when a block is malformed or its codec is not known
   */
  public void write(Cid root, OutputStream out, LongConsumer progress) throws IOException {
    source.require(root);
    CarWriter writer = new CarWriter(out, List.of(root));
    DagWalker.over(source).walk(root, new DagVisitor<IOException>() {
      private long written;

      @Override
      public void block(Block block, int depth) throws IOException {
        if (identityBlocks || !block.cid().multihash().isIdentity()) {
          writer.write(block);
          progress.accept(++written);
        }
      }

      @Override
      public void missing(Cid cid, int depth) {
        if (!partial || depth == 0) {
          throw new BlockNotFoundException(cid);
        }
      }
    });
  }
}
