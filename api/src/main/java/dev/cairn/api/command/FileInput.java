package dev.cairn.api.command;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The files a command was given: a sequence, read once from begin to end, of directories, files and symbolic links.
 *
 * <p>Depth first: an entry comes after the directory that holds it, and everything below a directory comes before
 * the next entry beside it; directories in between may be left out, they are implied by the paths below them. It may
 * be a walk over the file system or a request body that is still arriving, so it is used by one thread at a time.
 */
public interface FileInput extends AutoCloseable {
  /**
   * The next entry; empty at the end. Ends the one before: what is left of its content is skipped.
   *
   * @throws IOException when the input is malformed, broken off or unreadable
   */
  Optional<Entry> next() throws IOException;

  /** Frees what it holds; an unfinished input stays unread. */
  @Override
  void close() throws IOException;

  /** One entry. */
  sealed interface Entry {
    /**
     * Names from the top, joined by {@code /}, without a leading or trailing slash and without {@code .} or {@code ..};
     * empty for a nameless single file, such as standard input.
     */
    String path();

    /** What else is known. */
    Metadata metadata();

    /** A directory. */
    record Directory(String path, Metadata metadata) implements Entry {}

    /**
     * A regular file.
     *
     * @param content the bytes, valid until the next call of {@link FileInput#next}; need not be closed
     * @param sizeBytes how long it is, where that is known beforehand; a hint, the content decides
     */
    record File(String path, InputStream content, OptionalLong sizeBytes,
        Metadata metadata) implements Entry {}

    /** A symbolic link. */
    record Symlink(String path, String target, Metadata metadata) implements Entry {}
  }

  /**
   * What is known of an entry besides its bytes.
   *
   * @param mode Unix permission bits, such as 0644
   * @param modified when it was last changed
   * @param absolutePath where it lies on the machine of the client
   */
  record Metadata(OptionalInt mode, Optional<Instant> modified, Optional<String> absolutePath) {
    /** Nothing is known. */
    public static final Metadata NONE = new Metadata(OptionalInt.empty(), Optional.empty(), Optional.empty());
  }

  /** These entries, in this order. */
  static FileInput of(List<Entry> entries) {
    Iterator<Entry> left = List.copyOf(entries).iterator();
    return new FileInput() {
      @Override
      public Optional<Entry> next() {
        return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
      }

      @Override
      public void close() {
        // Holds nothing but memory.
      }
    };
  }

  /** A single nameless file. */
  static FileInput of(InputStream content, OptionalLong sizeBytes) {
    return of(List.of(new Entry.File("", content, sizeBytes, Metadata.NONE)));
  }
}
