package dev.cairn.repo;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Words for what an operator can mend. */
final class Problems {
  private Problems() {}

  /** A mistake or a state that the operator mends: one line, printed without a stack trace. */
  static RuntimeException operator(String message) {
    return new IllegalStateException(message);
  }

  /** The same, with what led to it. */
  static RuntimeException operator(String message, Throwable cause) {
    return new IllegalStateException(message, cause);
  }

  /** The operating system refused to do {@code what} (such as "read") with a file of the repository. */
  static RuntimeException io(String what, Path file, IOException e) {
    if (e instanceof AccessDeniedException) {
      return operator(
          "no permission to " + what + " " + file
              + "; run as the owner of the repository or change its permissions",
          e);
    }
    String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason()
        : e.getMessage();
    return operator(
        "cannot " + what + " " + file + ": " + (reason == null ? e.getClass().getSimpleName() : reason),
        e);
  }
}
