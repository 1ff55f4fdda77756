package dev.cairn.repo;

import dev.cairn.config.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Words for what the operating system refuses. */
final class Problems {
  private Problems() {}

  /** The operating system refused to do {@code what} (such as "read") with a file of the repository. */
  static UserError io(String what, Path file, IOException e) {
    if (e instanceof AccessDeniedException) {
      return new UserError(
          "no permission to " + what + " " + file
              + "; run as the owner of the repository or change its permissions",
          e);
    }
    String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason()
        : e.getMessage();
    return new UserError(
        "cannot " + what + " " + file + ": " + (reason == null ? e.getClass().getSimpleName() : reason),
        e);
  }
}
