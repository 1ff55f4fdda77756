package dev.cairn.api.command;

import java.io.IOException;
import java.util.OptionalLong;

/** What {@link EncodedOutput} writes to: a terminal, or an HTTP response. Used by one thread at a time. */
public interface OutputChannel {
  /** What an answer consists of. */
  enum Shape {
    /** One value. */
    SINGLE,
    /** Values, one after the other. */
    SEQUENCE,
    /** Raw bytes. */
    BYTES
  }

  /**
   * Comes once, before the first byte.
   *
   * @param contentType the media type of raw bytes; empty when nothing is known, and for values
   */
  void begin(Shape shape, String contentType, OptionalLong lengthBytes) throws IOException;

  /** Takes a copy of these bytes; blocks while the reader is slow. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Takes bytes that nobody changes any more. */
  default void writeShared(byte[] bytes, int offset, int length) throws IOException {
    write(bytes, offset, length);
  }

  /** Shows progress, in the text form only; does nothing unless somebody draws it. */
  default void progress(Output.Progress value) throws IOException {}
}
