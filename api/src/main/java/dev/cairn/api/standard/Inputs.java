package dev.cairn.api.standard;

import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.FileInput;
import java.io.IOException;
import java.util.Optional;

/** Reading what a command was given. */
final class Inputs {
  private Inputs() {}

  /**
   * The next file of the input; directories before it are passed over.
   *
   * @return empty at the end
   */
  static Optional<FileInput.Entry.File> nextFile(FileInput files) throws IOException {
    for (Optional<FileInput.Entry> entry = files.next(); entry.isPresent(); entry = files.next()) {
      if (entry.get() instanceof FileInput.Entry.File file) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /**
   * The bytes of the first file.
   *
   * @throws CommandException when there is no file, or it is longer than {@code maxBytes}
   */
  static byte[] small(FileInput files, int maxBytes) throws IOException {
    FileInput.Entry.File file = nextFile(files)
        .orElseThrow(() -> CommandException.client("file argument is required"));
    return small(file, maxBytes);
  }

  /**
   * The bytes of a file.
   *
   * @throws CommandException when it is longer than {@code maxBytes}
   */
  static byte[] small(FileInput.Entry.File file, int maxBytes) throws IOException {
    byte[] bytes = file.content().readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      String name = file.path().isEmpty() ? "the input" : "'" + file.path() + "'";
      throw CommandException.client(name + " is longer than the limit of " + maxBytes + " bytes");
    }
    return bytes;
  }
}
