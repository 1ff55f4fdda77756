package dev.cairn.store;

import org.jspecify.annotations.Nullable;

/** The store cannot do what it was asked; the code says what kind of trouble, the message what to do. */
public final class BlockstoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble. */
  public enum Code {
    /** Stored bytes are damaged; {@code cairn repo verify} tells which. */
    CORRUPT,
    /** No space left on the device or under the configured limit. */
    FULL,
    /** The store is closed, or closed itself after a failed write. */
    CLOSED,
    /** The operating system refused a read or write. */
    IO
  }

  private final Code code;

  public BlockstoreException(Code code, String message) {
    this(code, message, null);
  }

  public BlockstoreException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
