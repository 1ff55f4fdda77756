package dev.cairn.dag.car;

import org.jspecify.annotations.Nullable;

/** A CAR is not what it should be. The message says where. */
public final class CarException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Code {
    /** It breaks the rules of the format, or a limit. */
    MALFORMED,
    /** It ends too early. */
    TRUNCATED,
    /** The bytes of a block do not hash to its CID, or the hash function is not known. */
    WRONG_BLOCK
  }

  private final Code code;
  private final long position;

  CarException(Code code, long position, String problem) {
    this(code, position, problem, null);
  }

  CarException(Code code, long position, String problem, @Nullable Throwable cause) {
    super("malformed CAR at byte " + position + ": " + problem, cause);
    this.code = code;
    this.position = position;
  }

  /** What is wrong. */
  public Code code() {
    return code;
  }

  /** Where the fault is, in bytes from the start of the stream. */
  public long position() {
    return position;
  }
}
