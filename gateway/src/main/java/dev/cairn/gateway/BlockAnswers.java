package dev.cairn.gateway;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockSource;
import dev.cairn.dag.codec.Codecs;
import dev.cairn.gateway.ErrorAnswers.Refusal;
import dev.cairn.gateway.http.ContentDisposition;
import dev.cairn.gateway.http.EntityTag;
import dev.cairn.gateway.http.ResponseFormat;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import java.util.Map;
import java.util.Optional;

/** Blocks as they are: raw for those who check hashes, and documents whose codec the web can read by itself. */
final class BlockAnswers {
  private BlockAnswers() {}

  /** The block itself ({@code application/vnd.ipld.raw}), to be saved and never to be guessed at. */
  static Answer raw(Reading reading, Block block) {
    String name = reading.filenameParameter().orElse(block.cid() + ".bin");
    return serve(
        reading, block.bytes(), ResponseFormat.RAW, ContentDisposition.of(true, Optional.of(name)));
  }

  /** The format that blocks of this codec are in, for codecs that are documents. */
  static Optional<ResponseFormat> documentFormat(Cid cid) {
    return cid.codec().flatMap(codec -> switch (codec) {
      case JSON -> Optional.of(ResponseFormat.JSON);
      case CBOR -> Optional.of(ResponseFormat.CBOR);
      case DAG_JSON -> Optional.of(ResponseFormat.DAG_JSON);
      case DAG_CBOR -> Optional.of(ResponseFormat.DAG_CBOR);
      default -> Optional.empty();
    });
  }

  /**
   * A document, byte for byte as it is stored, where that is in the format. The plain form of a DAG codec is the same
   * bytes under another name.
   *
   * @param convert whether a block in another codec is converted to dag-json or dag-cbor
   * @throws Refusal (406) when it would have to be converted and may not
   */
  static Answer document(Reading reading, ResponseFormat format, BlockSource blocks, boolean convert) {
    Cid cid = reading.cid();
    Optional<ResponseFormat> stored = documentFormat(cid);
    boolean same = stored.isPresent() && isBytesOf(stored.get(), format);
    Optional<Multicodec> target = switch (format) {
      case DAG_JSON -> Optional.of(Multicodec.DAG_JSON);
      case DAG_CBOR -> Optional.of(Multicodec.DAG_CBOR);
      default -> Optional.empty();
    };
    if (!same && (!convert || target.isEmpty())) {
      throw noConversion(format, cid);
    }
    byte[] stands = blocks.require(cid).bytes();
    byte[] bytes = same ? stands : Codecs.encode(target.orElseThrow(), Codecs.decode(cid, stands));
    boolean json = format == ResponseFormat.JSON || format == ResponseFormat.DAG_JSON;
    String name = reading.filenameParameter().orElse(cid + (json ? ".json" : ".cbor"));
    return serve(
        reading, bytes, format, ContentDisposition.of(!json || reading.download(), Optional.of(name)));
  }

  private static boolean isBytesOf(ResponseFormat stored, ResponseFormat format) {
    return stored == format
        || stored == ResponseFormat.DAG_JSON && format == ResponseFormat.JSON
        || stored == ResponseFormat.DAG_CBOR && format == ResponseFormat.CBOR;
  }

  private static Refusal noConversion(ResponseFormat wanted, Cid cid) {
    String codec = cid.codec().map(Multicodec::label).orElse("0x" + Long.toHexString(cid.codecCode()));
    return new Refusal(406, "Not in this format",
        "format \"" + wanted.parameter() + "\" requested but block has codec \"" + codec
            + "\": codec conversion is not supported",
        "Fetch the raw block with ?format=raw and convert it yourself.",
        "Leave the format out to get the content as it is.");
  }

  private static Answer serve(Reading reading, byte[] bytes, ResponseFormat format, String disposition) {
    return reading.serve(new Representation(
        EntityTag.strong(reading.cid() + "." + format.parameter()),
        Optional.empty(),
        bytes.length,
        // Without ?format= another Accept may get another representation of the same target.
        reading.request().target().parameter("format").isPresent(),
        part -> Map.of("Content-Type", format.mediaType(), "Content-Disposition", disposition,
            "X-Content-Type-Options", "nosniff"),
        Representation.inMemory(bytes)));
  }
}
