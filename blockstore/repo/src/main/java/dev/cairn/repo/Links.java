package dev.cairn.repo;

import dev.cairn.dag.Block;
import dev.cairn.dag.codec.Codecs;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the links of a block. */
@FunctionalInterface
interface Links {
  /** The links of all codecs that we know; any other throws {@link dev.cairn.dag.DecodeException}. */
  Links STANDARD = Codecs::links;

  /** The codecs whose blocks never have links. */
  Set<Multicodec> WITHOUT = EnumSet.of(Multicodec.RAW, Multicodec.CBOR, Multicodec.JSON,
      Multicodec.LIBP2P_KEY);

  /** Shows every link of the block, in order and with repetitions, or throws what the codec throws. */
  void each(Block block, Consumer<Cid> visitor);

  /** Whether a block with this CID may have links; a codec that we do not know may. */
  static boolean mayHave(Cid cid) {
    return cid.codec().filter(WITHOUT::contains).isEmpty();
  }
}
