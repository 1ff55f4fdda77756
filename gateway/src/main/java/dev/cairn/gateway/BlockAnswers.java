package dev.cairn.gateway;

import dev.cairn.dag.Block;
import dev.cairn.gateway.ErrorAnswers.Refusal;
import dev.cairn.gateway.http.ContentDisposition;
import dev.cairn.gateway.http.EntityTag;
import dev.cairn.gateway.http.ResponseFormat;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import java.util.Map;
import java.util.Optional;

/** Blocks as they are: raw for those who check hashes, and those whose codec the web can read by itself. */
final class BlockAnswers {
  private BlockAnswers() {}

  /** The block itself ({@code application/vnd.ipld.raw}), to be saved and never to be guessed at. */
  static Answer raw(Reading reading, Block block) {
    String name = reading.filenameParameter().orElse(block.cid() + ".bin");
    return serve(reading, block, ResponseFormat.RAW, ContentDisposition.of(true, Optional.of(name)));
  }

  /** The format that blocks of this codec are in, for codecs that are documents. */
  static Optional<ResponseFormat> codecOf(Cid cid) {
    return cid.codec().flatMap(codec -> switch (codec) {
      case JSON -> Optional.of(ResponseFormat.JSON);
      case CBOR -> Optional.of(ResponseFormat.CBOR);
      case DAG_JSON -> Optional.of(ResponseFormat.DAG_JSON);
      case DAG_CBOR -> Optional.of(ResponseFormat.DAG_CBOR);
      default -> Optional.empty();
    });
  }

  /**
   * A document, byte for byte as it is stored. The plain form of a DAG codec is the same bytes under another name;
   * nothing else is converted.
   *
   * @param stored what the block is in
   * @throws Refusal (406) when another format is asked for
   */
  static Answer codec(Reading reading, ResponseFormat stored, Block block) {
    ResponseFormat served = reading.format().orElse(stored);
    boolean plainName = served == ResponseFormat.JSON && stored == ResponseFormat.DAG_JSON
        || served == ResponseFormat.CBOR && stored == ResponseFormat.DAG_CBOR;
    if (served != stored && !plainName) {
      throw noConversion(served, block.cid());
    }
    boolean json = stored == ResponseFormat.JSON || stored == ResponseFormat.DAG_JSON;
    String name = reading.filenameParameter().orElse(block.cid() + (json ? ".json" : ".cbor"));
    boolean attachment = !json || reading.download();
    return serve(reading, block, served, ContentDisposition.of(attachment, Optional.of(name)));
  }

  /** 406: the block would have to be converted. */
  static Refusal noConversion(ResponseFormat wanted, Cid cid) {
    String codec = cid.codec().map(Multicodec::label).orElse("0x" + Long.toHexString(cid.codecCode()));
    return new Refusal(406, "Not in this format",
        "format \"" + wanted.parameter() + "\" requested but block has codec \"" + codec
            + "\": codec conversion is not supported",
        "Fetch the raw block with ?format=raw and convert it yourself.",
        "Leave the format out to get the content as it is.");
  }

  private static Answer serve(Reading reading, Block block, ResponseFormat format, String disposition) {
    return reading.serve(new Representation(
        EntityTag.strong(block.cid() + "." + format.parameter()),
        Optional.empty(),
        block.size(),
        // Another Accept may get another representation of the same target.
        reading.request().target().parameter("format").isPresent(),
        part -> Map.of("Content-Type", format.mediaType(), "Content-Disposition", disposition,
            "X-Content-Type-Options", "nosniff"),
        Representation.inMemory(block.bytes())));
  }
}
