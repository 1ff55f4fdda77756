package dev.cairn.store.pack;

import dev.cairn.store.BlockstoreException;
import dev.cairn.store.BlockstoreException.Code;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the operating system said, in the words of the store. The JDK gives only its text. */
final class DiskErrors {
  private DiskErrors() {}

  static boolean isFull(Throwable error) {
    return says(error, "no space left", "quota exceeded", "enospc", "edquot");
  }

  /** Whether the file system does not do what we ask of it, as opposed to failing at it. */
  static boolean isRefusal(IOException error) {
    return says(error, "invalid argument", "not supported", "multiple of the block size", "not aligned");
  }

  static BlockstoreException writing(Path what, Exception error) {
    if (isFull(error)) {
      return new BlockstoreException(Code.FULL,
          "no space left for " + what
              + "; nothing that was acknowledged is lost. Free some space, or remove blocks"
              + " with `cairn repo gc`, and try again",
          error);
    }
    return new BlockstoreException(Code.IO,
        "cannot write " + what + " (" + reason(error)
            + "); what was not acknowledged may be lost. Check the disk"
            + " and its mount, then try again",
        error);
  }

  /** An fdatasync failed: the system may have dropped what it could not write, so a second try proves nothing. */
  static BlockstoreException syncing(Path what, Exception error) {
    return new BlockstoreException(isFull(error) ? Code.FULL : Code.IO,
        "fdatasync of " + what + " failed (" + reason(error)
            + "); the store takes no more until it is opened again. Check the disk, then restart",
        error);
  }

  static BlockstoreException reading(Path what, Exception error) {
    return new BlockstoreException(Code.IO,
        "cannot read " + what + " (" + reason(error) + "); check the disk and its mount",
        error);
  }

  /** The same trouble for another caller, with the caller's stack and the first as its cause. */
  static BlockstoreException again(BlockstoreException trouble) {
    return new BlockstoreException(trouble.code(), String.valueOf(trouble.getMessage()), trouble);
  }

  static String reason(Throwable error) {
    String message = error.getMessage();
    // The messages of java.nio.file are bare file names.
    return message == null || error instanceof FileSystemException
        ? error.getClass().getSimpleName() + (message == null ? "" : ": " + message)
        : message;
  }

  private static boolean says(@Nullable Throwable error, String... words) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      for (String word : words) {
        if (message.contains(word)) {
          return true;
        }
      }
    }
    return false;
  }
}
