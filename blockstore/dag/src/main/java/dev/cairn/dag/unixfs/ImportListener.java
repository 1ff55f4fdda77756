package dev.cairn.dag.unixfs;

/**
 * Is told how an import goes on. All calls come on the thread that uses the importer, from within its methods; an
 * exception thrown here ends the import and reaches its caller.
 */
public interface ImportListener {
  /**
   * More of a file has been read.
   *
   * @param bytes how much of it has been read so far
   */
  default void progress(String path, long bytes) {}

  /**
   * An entry has its CID. Files and symbolic links are told of in the order in which they were pushed, some time
   * later; the directories of a tree follow after all of its files, inner ones first.
   */
  default void added(Imported entry) {}

  /** A listener that does not care. */
  static ImportListener none() {
    return new ImportListener() {
    };
  }
}
