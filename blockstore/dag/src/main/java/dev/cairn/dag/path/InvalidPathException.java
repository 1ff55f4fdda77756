package dev.cairn.dag.path;

/** Text is no content path. The message begins as Kubo's does: {@code invalid path "<path>": }. */
public final class InvalidPathException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidPathException(String path, String problem) {
    super("invalid path " + Quoted.of(path) + ": " + problem);
  }
}
