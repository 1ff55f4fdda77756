package dev.cairn.dag.codec;

import dev.cairn.dag.Block;
import dev.cairn.dag.DecodeException;
import dev.cairn.dag.EncodeException;
import dev.cairn.dag.ipld.Node;
import dev.cairn.dag.ipld.Node.BytesNode;
import dev.cairn.dag.pb.DagPb;
import dev.cairn.dag.pb.PbReader;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import java.util.function.Consumer;

/** Reads and writes blocks in the codecs that this node knows. */
public final class Codecs {
  /** How deep maps and lists of one block may nest. */
  public static final int MAX_DEPTH = 1024;

  private Codecs() {}

  /** Whether blocks of this CID can be read and their links followed. */
  public static boolean knows(Cid cid) {
    return cid.codec().filter(Codecs::knows).isPresent();
  }

  /** Whether blocks in this codec can be read and written. */
  public static boolean knows(Multicodec codec) {
    return switch (codec) {
      case RAW, DAG_PB, DAG_CBOR, DAG_JSON, CBOR, JSON, LIBP2P_KEY -> true;
      default -> false;
    };
  }

  /**
   * The value that a block holds, by the codec of its CID.
   *
   * @throws DecodeException when the codec is not known or the bytes break its rules
   */
  public static Node decode(Cid cid, byte[] block) {
    return decode(codec(cid), block);
  }

  /**
   * The value that a block holds.
   *
   * @throws DecodeException when the codec is not known or the bytes break its rules
   */
  public static Node decode(Multicodec codec, byte[] block) {
    return decode(codec, block, CborRules.STRICT);
  }

  /**
   * The value that a block of someone else holds. Other than {@link #decode}, takes the dag-cbor of older writers:
   * map keys in any order, numbers longer than needed, floats of 16 and 32 bits, {@code undefined} for null, text
   * that is not UTF-8 (escaped as {@link dev.cairn.dag.pb.Names} says). Encoding the value again gives another
   * block then.
   *
   * @throws DecodeException when the codec is not known or the bytes break its rules
   */
  public static Node decodeLenient(Cid cid, byte[] block) {
    return decodeLenient(codec(cid), block);
  }

  /** As {@link #decodeLenient(Cid, byte[])}. */
  public static Node decodeLenient(Multicodec codec, byte[] block) {
    return decode(codec, block, CborRules.LENIENT);
  }

  private static Node decode(Multicodec codec, byte[] block, CborRules dagCbor) {
    return switch (codec) {
      case RAW, LIBP2P_KEY -> new BytesNode(block);
      case DAG_PB -> PbModel.toNode(DagPb.decode(block));
      case DAG_CBOR -> CborReader.read(block, dagCbor);
      case CBOR -> CborReader.read(block, CborRules.PLAIN);
      case DAG_JSON -> JsonReader.read(block, true);
      case JSON -> JsonReader.read(block, false);
      default -> throw unknown(codec.label());
    };
  }

  /**
   * The block of a value.
   *
   * @throws EncodeException when the codec is not known or cannot hold the value
   */
  public static byte[] encode(Multicodec codec, Node node) {
    return switch (codec) {
      case RAW, LIBP2P_KEY -> {
        if (node instanceof BytesNode bytes) {
          yield bytes.value();
        }
        throw new EncodeException(codec.label(), "the value is not bytes");
      }
      case DAG_PB -> PbModel.encode(node);
      case DAG_CBOR -> CborWriter.write(node, true);
      case CBOR -> CborWriter.write(node, false);
      case DAG_JSON -> JsonWriter.write(node, true);
      case JSON -> JsonWriter.write(node, false);
      default -> throw new EncodeException(codec.label(), "this codec is not known here");
    };
  }

  /**
   * Hands the CID of every link in a block to {@code visitor}, in the order of the block, as often as it occurs,
   * those of identity CIDs too. As lenient as {@link #decodeLenient}, and faster, since no value is built: what it
   * need not look at is skipped.
   *
   * @throws DecodeException when the codec is not known or the bytes break its rules; some links may have been
   *     visited then
   */
  public static void links(Block block, Consumer<Cid> visitor) {
    byte[] bytes = block.bytes();
    switch (codec(block.cid())) {
      case RAW, LIBP2P_KEY, CBOR, JSON -> {
        // These have no links.
      }
      case DAG_PB -> {
        PbReader reader = new PbReader(bytes);
        while (reader.nextLink()) {
          visitor.accept(reader.cid());
        }
      }
      case DAG_CBOR -> CborLinks.scan(bytes, visitor);
      case DAG_JSON -> JsonReader.links(bytes, visitor);
      default -> throw unknown(block.cid().toString());
    }
  }

  private static Multicodec codec(Cid cid) {
    return cid.codec().orElseThrow(() -> unknown("0x" + Long.toHexString(cid.codecCode())));
  }

  private static DecodeException unknown(String what) {
    return new DecodeException(what, "this codec is not known here, so neither are the links of the block");
  }
}
