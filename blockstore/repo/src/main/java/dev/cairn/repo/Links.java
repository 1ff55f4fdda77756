package dev.cairn.repo;

import dev.cairn.dag.Block;
import dev.cairn.dag.DecodeException;
import dev.cairn.dag.pb.PbReader;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the links of a block. */
@FunctionalInterface
interface Links {
  /** The codecs whose blocks never have links. */
  Set<Multicodec> WITHOUT = EnumSet.of(Multicodec.RAW, Multicodec.CBOR, Multicodec.JSON,
      Multicodec.LIBP2P_KEY);

  /** The links of all codecs that we have; any other throws {@link DecodeException}. */
  Links STANDARD = (block, visitor) -> {
    if (!block.cid().is(Multicodec.DAG_PB)) {
      throw new DecodeException("codec 0x" + Long.toHexString(block.cid().codecCode()), "it is not known");
    }
    PbReader reader = new PbReader(block.bytes());
    while (reader.nextLink()) {
      visitor.accept(reader.link().cid());
    }
  };

  /** Shows every link of the block, in order and with repetitions, or throws what the codec throws. */
  void each(Block block, Consumer<Cid> visitor);

  /** Whether a block with this CID may have links; a codec that we do not know may. */
  static boolean mayHave(Cid cid) {
    return cid.codec().filter(WITHOUT::contains).isEmpty();
  }
}
