package dev.cairn.cli;

import dev.cairn.api.command.FileInput.Metadata;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the files and directories that were named on a command line: depth first, names of a directory in the
 * order of their characters, one directory's listing in memory for each level. What cannot be taken along ends the
 * walk with a {@link CliException} of one line. For one thread.
 */
final class FileWalk {
  private static final LinkOption[] FOLLOW = {};
  private static final LinkOption[] AS_LINK = {LinkOption.NOFOLLOW_LINKS};

  /** Something that was met. */
  sealed interface Entry {
    /** Names from the top, joined by slashes. */
    String path();

    /** What is known besides the bytes. */
    Metadata metadata();

    /** A directory; what it holds comes next. */
    record Directory(String path, Metadata metadata) implements Entry {}

    /**
     * A file.
     *
     * @param source where it lies
     * @param sizeBytes how long it is; negative when only reading to the end tells
     */
    record File(String path, Path source, long sizeBytes, Metadata metadata) implements Entry {}

    /** A symbolic link. */
    record Symlink(String path, String target, Metadata metadata) implements Entry {}
  }

  /** A name still to be visited. */
  private record Pending(Path file, String path, String belowTop) {}

  /** A directory that is being walked; {@code key} is what the file system knows it by, if it tells. */
  private record Level(Iterator<Pending> names, @Nullable Object key) {}

  private final WalkOptions options;
  private final Deque<Level> levels = new ArrayDeque<>();

  private FileWalk(WalkOptions options, List<Pending> named) {
    this.options = options;
    levels.push(new Level(named.iterator(), null));
  }

  /** A walk over what these words name. */
  static FileWalk over(List<String> named, WalkOptions options) {
    List<Pending> pending = new ArrayList<>();
    for (String word : named) {
      pending.add(new Pending(path(word), "", ""));
    }
    return new FileWalk(options, pending);
  }

  /** The path that a word names; a word that is no UTF-8 cannot name any. */
  static Path path(String word) {
    if (word.indexOf('\uFFFD') >= 0 || word.indexOf('\0') >= 0) {
      throw new CliException(word + ": the name is not valid UTF-8; rename the file");
    }
    return Path.of(word);
  }

  /** The next entry; empty at the end. */
  Optional<Entry> next() {
    while (true) {
      Level level = levels.peek();
      if (level == null) {
        return Optional.empty();
      }
      if (!level.names.hasNext()) {
        levels.pop();
        continue;
      }
      Pending pending = level.names.next();
      boolean top = levels.size() == 1;
      try {
        Optional<Entry> entry = top ? named(pending.file) : below(pending);
        if (entry.isPresent()) {
          return entry;
        }
      } catch (DirectoryIteratorException e) {
        throw FileTrouble.at(pending.file, Objects.requireNonNull(e.getCause()));
      } catch (IOException e) {
        throw FileTrouble.at(pending.file, e);
      }
    }
  }

  private Optional<Entry> named(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class,
        options.followNamed() ? FOLLOW : AS_LINK);
    String name = baseName(file);
    if (attributes.isDirectory() && !options.recursive()) {
      throw new CliException("'" + file + "' is a directory, use the '-r' flag to specify directories");
    }
    if (attributes.isOther()) {
      // A pipe or a device that somebody names is meant to be read.
      return Optional.of(new Entry.File(name, file, -1, metadata(file, attributes, options.followNamed())));
    }
    return Optional.of(entry(new Pending(file, name, ""), attributes, options.followNamed()));
  }

  private Optional<Entry> below(Pending pending) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(pending.file, BasicFileAttributes.class,
        options.followAll() ? FOLLOW : AS_LINK);
    if (options.ignored().ignores(pending.belowTop, attributes.isDirectory())) {
      return Optional.empty();
    }
    return Optional.of(entry(pending, attributes, options.followAll()));
  }

  private Entry entry(Pending pending, BasicFileAttributes attributes, boolean followed) throws IOException {
    Metadata metadata = metadata(pending.file, attributes, followed);
    if (attributes.isSymbolicLink()) {
      return new Entry.Symlink(pending.path, utf8(Files.readSymbolicLink(pending.file), pending.file),
          metadata);
    }
    if (attributes.isDirectory()) {
      descend(pending, attributes.fileKey());
      return new Entry.Directory(pending.path, metadata);
    }
    if (attributes.isRegularFile()) {
      // Files that claim to be empty and are not, as below /proc, are read to their end.
      long size = attributes.size() == 0 ? -1 : attributes.size();
      return new Entry.File(pending.path, pending.file, size, metadata);
    }
    throw new CliException(pending.file
        + ": neither a file, a directory nor a symbolic link; leave it out with --ignore or move it away");
  }

  private void descend(Pending directory, @Nullable Object key) throws IOException {
    if (options.followAll() && key != null && levels.stream().anyMatch(level -> key.equals(level.key))) {
      throw new FileSystemLoopException(directory.file.toString());
    }
    levels.push(new Level(list(directory).iterator(), key));
  }

  private List<Pending> list(Pending directory) throws IOException {
    List<Pending> inside = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory.file)) {
      for (Path file : stream) {
        String name = utf8(file.getFileName(), file);
        if (options.hidden() || !name.startsWith(".")) {
          String belowTop = directory.belowTop.isEmpty() ? name : directory.belowTop + "/" + name;
          inside.add(new Pending(file, directory.path + "/" + name, belowTop));
        }
      }
    }
    inside.sort((a, b) -> a.path.compareTo(b.path));
    return inside;
  }

  /**
   * The text of a name. One that is not UTF-8 cannot be an entry of a UnixFS directory: Java shows it with replacement
   * characters, and then the text does not lead back to the same name.
   */
  private static String utf8(Path name, Path file) {
    String text = name.toString();
    if (text.indexOf('\uFFFD') >= 0 && !Path.of(text).equals(name)) {
      throw new CliException(file + ": the name is not valid UTF-8; rename the file");
    }
    return text;
  }

  private Metadata metadata(Path file, BasicFileAttributes attributes, boolean followed) throws IOException {
    if (!options.mode() && !options.modified()) {
      return Metadata.NONE;
    }
    OptionalInt mode = OptionalInt.empty();
    if (options.mode()) {
      Map<String, Object> unix = Files.readAttributes(file, "unix:mode", followed ? FOLLOW : AS_LINK);
      mode = unix.get("mode") instanceof Integer bits ? OptionalInt.of(bits & 0xfff) : OptionalInt.empty();
    }
    return new Metadata(mode,
        options.modified() ? Optional.of(attributes.lastModifiedTime().toInstant()) : Optional.empty(),
        Optional.empty());
  }

  /** The last name of a path; of {@code .} and {@code ..} that of the directory they mean. */
  private static String baseName(Path file) {
    Path name = file.getFileName();
    if (name == null || name.toString().isEmpty() || name.toString().equals(".")
        || name.toString().equals("..")) {
      name = file.toAbsolutePath().normalize().getFileName();
    }
    return name == null ? "root" : name.toString();
  }
}
