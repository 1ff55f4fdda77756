package dev.cairn.cli;

/** Ends a command with one line, {@code Error: <message>}, and exit code 1; never with a stack trace. */
final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CliException(String message) {
    super(message, null, false, false);
  }

  CliException(String message, Throwable cause) {
    super(message, cause, false, false);
  }

  /** The message, never absent. */
  String line() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
