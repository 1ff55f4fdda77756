package dev.cairn.repo;

import org.jspecify.annotations.Nullable;

/** A pin cannot be changed as asked. Messages that Kubo's clients look for are in Kubo's words. */
public final class PinException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Code {
    /** There is no pin on this CID. */
    NOT_PINNED,
    /** The pin that is there does not allow it. */
    CONFLICT,
    /** A block of the DAG is missing, damaged or cannot be read. */
    INCOMPLETE,
    /** The name is too long. */
    BAD_NAME,
    /** The block cannot be removed, because a pin or work under way needs it. */
    IN_USE
  }

  private final Code code;

  PinException(Code code, String message) {
    this(code, message, null);
  }

  PinException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
