package dev.cairn.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Unpacks the archive that {@code get} receives. Its names come from whoever made the DAG, so nothing is written
 * outside of the target: names with {@code ..}, absolute ones and those that would pass through a symbolic link are
 * refused, links are made but never followed, and only files, directories and symbolic links are made at all.
 *
 * <p>All entries lie below one first name, the root. If the root is a directory, the target becomes it; if it is a
 * file and the target is a directory, the file goes into it.
 */
final class TarExtractor {
  private static final int MODE_BITS = 0777;
  private static final PosixFilePermission[] PERMISSIONS = {
      PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ,
      PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ,
      PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ};

  /** A directory whose mode and time are set when everything in it is written. */
  private record Finish(Path directory, TarArchiveEntry entry) {}

  private final Path target;
  private final Deque<Finish> finishes = new ArrayDeque<>();
  private final byte[] buffer = new byte[128 * 1024];
  private boolean posix;
  /** The first name of every entry, once the first entry has told it. */
  private String root = "";
  private boolean rootIsDirectory;

  private TarExtractor(Path target) {
    this.target = target;
  }

  /**
   * Unpacks a whole archive.
   *
   * @throws CliException when an entry is refused
   * @throws IOException when the archive is malformed or cut short
   */
  static void extract(InputStream archive, Path target) throws IOException {
    new TarExtractor(target).run(archive);
  }

  private void run(InputStream archive) throws IOException {
    posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
    try (TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        extract(tar, entry);
      }
    } catch (IllegalArgumentException malformed) {
      throw new IOException("the archive is malformed: " + malformed.getMessage(), malformed);
    }
    if (root.isEmpty()) {
      throw new EOFException("the daemon sent an archive without entries");
    }
    for (Finish finish = finishes.poll(); finish != null; finish = finishes.poll()) {
      setTimeAndMode(finish.directory, finish.entry);
    }
  }

  private void extract(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
    String[] names = names(entry);
    Path place = root.isEmpty() ? rootPlace(entry, names) : place(entry, names);
    try {
      if (entry.isDirectory()) {
        makeDirectory(place);
        finishes.push(new Finish(place, entry));
      } else if (entry.isSymbolicLink()) {
        Files.deleteIfExists(place);
        Files.createSymbolicLink(place, FileWalk.path(entry.getLinkName()));
      } else if (isFile(entry)) {
        write(tar, place, entry);
        setTimeAndMode(place, entry);
      } else {
        throw new CliException(entry.getName() + ": neither a file, a directory nor a symbolic link");
      }
    } catch (java.nio.file.FileSystemException e) {
      throw FileTrouble.at(place, e);
    }
  }

  /** Whether it is an ordinary file; the library's own question counts devices and pipes among these. */
  private static boolean isFile(TarArchiveEntry entry) {
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG -> true;
      default -> false;
    };
  }

  /** The parts of an entry's name, every one of them fit to be a file's name here. */
  private static String[] names(TarArchiveEntry entry) {
    String name = entry.getName();
    String[] names = (name.endsWith("/") ? name.substring(0, name.length() - 1) : name).split("/", -1);
    for (String part : names) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0
          || part.indexOf('\\') >= 0 && java.io.File.separatorChar == '\\') {
        throw new CliException("refused to write \"" + name + "\": the name would lead out of the target");
      }
    }
    return names;
  }

  private Path rootPlace(TarArchiveEntry entry, String[] names) {
    if (names.length > 1) {
      throw new CliException("refused to write \"" + entry.getName() + "\": the archive has no root entry");
    }
    root = names[0];
    rootIsDirectory = entry.isDirectory();
    return !entry.isDirectory() && Files.isDirectory(target) ? target.resolve(names[0]) : target;
  }

  /** Where an entry below the root goes, after a look at every directory on the way. */
  private Path place(TarArchiveEntry entry, String[] names) {
    if (!rootIsDirectory || names.length == 1 || !names[0].equals(root)) {
      throw new CliException(
          "refused to write \"" + entry.getName() + "\": it does not lie below the root entry");
    }
    Path place = target;
    for (int i = 1; i < names.length; i++) {
      if (!Files.isDirectory(place,
          i == 1 ? new LinkOption[0] : new LinkOption[]{LinkOption.NOFOLLOW_LINKS})) {
        throw new CliException("refused to write below " + place + ": it is not a directory of its own");
      }
      place = place.resolve(names[i]);
    }
    return place;
  }

  private void makeDirectory(Path place) throws IOException {
    boolean there = place.equals(target) ? Files.isDirectory(place)
        : Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
    if (!there) {
      Files.createDirectory(place);
    }
  }

  /** Writes a file; one that does not become whole is removed again. */
  private void write(InputStream content, Path place, TarArchiveEntry entry) throws IOException {
    Files.deleteIfExists(place); // whatever lies there, a link included, is replaced and not written through
    boolean whole = false;
    try {
      copy(content, place, entry);
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(place);
      }
    }
  }

  private void copy(InputStream content, Path place, TarArchiveEntry entry) throws IOException {
    try (FileChannel out = FileChannel.open(place, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      long left = entry.getSize();
      while (left > 0) {
        int n = content.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0) {
          throw new EOFException(place + ": the archive ended " + left + " bytes too early");
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        left -= n;
      }
    }
  }

  private void setTimeAndMode(Path place, TarArchiveEntry entry) throws IOException {
    if (posix) {
      Files.setPosixFilePermissions(place, permissions(entry.getMode() & MODE_BITS));
    }
    FileTime modified = entry.getLastModifiedTime();
    if (modified.toMillis() > 0) {
      Files.setLastModifiedTime(place, modified);
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < PERMISSIONS.length; bit++) {
      if ((mode >> bit & 1) != 0) {
        permissions.add(PERMISSIONS[bit]);
      }
    }
    return permissions;
  }
}
