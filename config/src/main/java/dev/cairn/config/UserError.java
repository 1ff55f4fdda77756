package dev.cairn.config;

/**
 * A mistake of whoever runs the program: a wrong option, a bad configuration, a directory without permission. Its
 * message alone is printed, without a stack trace, so it says what happened, to what, and what to do about it.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserError(String message) {
    super(message);
  }

  /** With what went wrong below, for the log; the message must be complete without it. */
  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
