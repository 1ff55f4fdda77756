package dev.cairn.dag.unixfs;

/**
 * An import cannot go on. The message names the entry and the reason. What has been handed to the sink until then is
 * whole blocks that nothing refers to yet.
 */
public final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String path;

  ImportException(String path, String problem) {
    super(message(path, problem));
    this.path = path;
  }

  ImportException(String path, String problem, Throwable cause) {
    super(message(path, problem), cause);
    this.path = path;
  }

  private static String message(String path, String problem) {
    return (path.isEmpty() ? "cannot import" : "cannot import \"" + path + "\"") + ": " + problem;
  }

  /** The entry that it happened at, as it was named to the importer; empty for the whole import. */
  public String path() {
    return path;
  }
}
