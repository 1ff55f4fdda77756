package dev.cairn.api.command;

import org.jspecify.annotations.Nullable;

/** A command cannot do what it was asked. The message is for the person or client that asked. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble; the number travels as {@code Code} in error answers. */
  public enum Code {
    /** It did not work. */
    NORMAL(0),
    /** It was asked wrongly. */
    CLIENT(1),
    /** A fault of the program. */
    IMPLEMENTATION(2),
    /** Too much was asked in a short time. */
    RATE_LIMITED(3),
    /** It is not allowed. */
    FORBIDDEN(4);

    private final int number;

    Code(int number) {
      this.number = number;
    }

    /** The number in error answers. */
    public int number() {
      return number;
    }
  }

  private final Code code;

  public CommandException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** It did not work. */
  public CommandException(String message) {
    this(Code.NORMAL, message, null);
  }

  /** It did not work, for this reason. */
  public CommandException(String message, Throwable cause) {
    this(Code.NORMAL, message, cause);
  }

  /** It was asked wrongly. */
  public static CommandException client(String message) {
    return new CommandException(Code.CLIENT, message, null);
  }

  public Code code() {
    return code;
  }
}
