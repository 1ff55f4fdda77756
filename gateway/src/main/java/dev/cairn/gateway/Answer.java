package dev.cairn.gateway;

import dev.cairn.gateway.http.EntityTag;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A finished decision about a request: status, headers, and a body that may still have to be read from blocks.
 *
 * <p>Holds no socket. Headers that every response carries ({@link StandardHeaders}) are not in here.
 */
final class Answer {
  private static final Set<String> RENEWED = Set.of("Etag", "Cache-Control", "Content-Location",
      "X-Ipfs-Path", "X-Ipfs-Roots");

  private final int status;
  private final Map<String, String> headers;
  private final Body body;
  private final Optional<EntityTag> lasting;

  private Answer(int status, Map<String, String> headers, Body body, Optional<EntityTag> lasting) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.lasting = lasting;
  }

  /** The HTTP status code. */
  int status() {
    return status;
  }

  /** The headers, in the order in which they are sent. */
  Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }

  /** The body. */
  Body body() {
    return body;
  }

  /**
   * The entity tag, if this is the answer to every plain GET of the same target for as long as the blocks are here:
   * such an answer may be kept and sent again.
   */
  Optional<EntityTag> lasting() {
    return lasting;
  }

  /** The same answer, marked as {@link #lasting}. */
  Answer lasting(EntityTag tag) {
    return new Answer(status, headers, body, Optional.of(tag));
  }

  /** What a client gets that has the body of this answer already: 304, and the headers that it may have to renew. */
  Answer notModified() {
    Builder bare = status(304);
    headers.forEach((name, value) -> {
      if (RENEWED.contains(name)) {
        bare.header(name, value);
      }
    });
    return bare.empty();
  }

  /** Begins an answer. */
  static Builder status(int status) {
    return new Builder(status);
  }

  /** What follows the headers. */
  sealed interface Body {
    /** Nothing; the length that a HEAD announces stands in the headers. */
    record None() implements Body {}

    /** Bytes that are at hand; nobody changes the array. */
    record Bytes(byte[] array, int offset, int length) implements Body {}

    /** Bytes that are read while they are sent, this many if that is known beforehand. */
    record Stream(OptionalLong length, Writer writer) implements Body {}
  }

  /** Produces a body; what it throws before the first byte is out may still become an error page. */
  @FunctionalInterface
  interface Writer {
    void writeTo(Sink sink);
  }

  /** Where a body goes. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes bytes over; nobody changes them afterwards. Blocks while too many are under way.
     *
     * @throws GoneException when there is nobody left to send them to
     */
    void write(byte[] bytes, int offset, int length);
  }

  /** Nobody waits for the answer any more. */
  static final class GoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GoneException(String reason) {
      super(reason, null, false, false);
    }
  }

  /** Collects an answer. */
  static final class Builder {
    private static final Body NONE = new Body.None();

    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Builder(int status) {
      this.status = status;
    }

    Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    Builder headers(Map<String, String> more) {
      headers.putAll(more);
      return this;
    }

    /** An answer without a body. */
    Answer empty() {
      return new Answer(status, headers, NONE, Optional.empty());
    }

    /** An answer to a HEAD, whose GET would have a body of this length. */
    Answer head(long length) {
      headers.put("Content-Length", Long.toString(length));
      return empty();
    }

    /** An answer with these bytes. */
    Answer bytes(byte[] array, int offset, int length) {
      headers.put("Content-Length", Long.toString(length));
      return new Answer(status, headers, new Body.Bytes(array, offset, length), Optional.empty());
    }

    /** An answer with a body of this length that is written later. */
    Answer stream(long length, Writer writer) {
      headers.put("Content-Length", Long.toString(length));
      return new Answer(status, headers, new Body.Stream(OptionalLong.of(length), writer), Optional.empty());
    }

    /** An answer with a body of unknown length that is written later. */
    Answer stream(Writer writer) {
      return new Answer(status, headers, new Body.Stream(OptionalLong.empty(), writer), Optional.empty());
    }
  }

}
