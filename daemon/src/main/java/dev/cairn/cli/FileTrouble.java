package dev.cairn.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What to say when the file system refuses. */
final class FileTrouble {
  private FileTrouble() {}

  /** The reason alone, without the file's name. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "no such file or directory";
      case AccessDeniedException denied -> "permission denied";
      case NotDirectoryException file -> "not a directory";
      case FileSystemLoopException loop -> "a loop of symbolic links";
      case FileAlreadyExistsException there -> "it exists already, as something else";
      case DirectoryNotEmptyException full -> "it is a directory that is not empty";
      case FileSystemException other -> other.getReason() != null ? other.getReason() : "the system refused";
      case CharacterCodingException other -> "it is not text in UTF-8";
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }

  /** One line that names the file and the reason. */
  static CliException at(Path file, IOException e) {
    return new CliException(file + ": " + reason(e), e);
  }
}
