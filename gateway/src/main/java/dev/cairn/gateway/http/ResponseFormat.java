package dev.cairn.gateway.http;

import java.util.Arrays;
import java.util.Optional;

/** The representations that can be asked for by {@code ?format=} or by {@code Accept}. */
public enum ResponseFormat {
  RAW("raw", "application/vnd.ipld.raw"),
  CAR("car", "application/vnd.ipld.car"),
  TAR("tar", "application/x-tar"),
  JSON("json", "application/json"),
  CBOR("cbor", "application/cbor"),
  DAG_JSON("dag-json", "application/vnd.ipld.dag-json"),
  DAG_CBOR("dag-cbor", "application/vnd.ipld.dag-cbor"),
  IPNS_RECORD("ipns-record", "application/vnd.ipfs.ipns-record");

  private final String parameter;
  private final String mediaType;

  ResponseFormat(String parameter, String mediaType) {
    this.parameter = parameter;
    this.mediaType = mediaType;
  }

  /** The value of {@code ?format=}; also the suffix of the entity tag. */
  public String parameter() {
    return parameter;
  }

  /** The media type. */
  public String mediaType() {
    return mediaType;
  }

  /** The format with this {@code ?format=} value. */
  public static Optional<ResponseFormat> ofParameter(String value) {
    return Arrays.stream(values()).filter(f -> f.parameter.equals(value)).findFirst();
  }

  /** The format with this media type, in lower case and without parameters. */
  public static Optional<ResponseFormat> ofMediaType(String type) {
    return Arrays.stream(values()).filter(f -> f.mediaType.equals(type)).findFirst();
  }
}
