package dev.cairn.api.command;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * The answer of a command: exactly one of a single value ({@link #only}), a sequence of values ({@link #emit}, {@link
 * #progress}), or raw bytes ({@link #bytes}).
 *
 * <p>Every value has two forms, and the one that was asked for is written: JSON, made from the value by {@link Json},
 * and text, made by the {@link Text} that comes with it. Methods block while the reader is slow; an {@link
 * IOException} means that it is gone. Used by one thread at a time.
 */
public interface Output {
  /** The form in which values are written. */
  Encoding encoding();

  /** The next value of a sequence. */
  void emit(Object value, Text text) throws IOException;

  /** The one value that is the whole answer. */
  void only(Object value, Text text) throws IOException;

  /** How far the work is: a value of the sequence in JSON, nothing in text. */
  void progress(Progress value) throws IOException;

  /**
   * The answer as raw bytes.
   *
   * @param contentType a media type; empty for bytes of which nothing is known
   * @param lengthBytes how many will follow, where that is known
   * @return where they go; closing it is not needed
   */
  ByteOutput bytes(String contentType, OptionalLong lengthBytes) throws IOException;

  /** The forms in which values are written. */
  enum Encoding {
    /** One JSON document a line, with Kubo's field names. */
    JSON,
    /** What the command line prints. */
    TEXT
  }

  /** The text form of a value. */
  @FunctionalInterface
  interface Text {
    /** Appends the text, line ends included. */
    void appendTo(Appendable out) throws IOException;

    /** This text and a line end. */
    static Text line(String text) {
      return out -> out.append(text).append('\n');
    }

    /** No text. */
    static Text none() {
      return out -> {};
    }
  }

  /** A value that says how far the work is; a command line may draw it. */
  interface Progress {
    /** How much is done, in {@link #unit()}s. */
    long done();

    /** Of what {@link #done()} counts. */
    Unit unit();

    /** What progress counts. */
    enum Unit {
      BYTES,
      NODES
    }
  }
}
