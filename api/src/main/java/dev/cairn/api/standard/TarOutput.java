package dev.cairn.api.standard;

import dev.cairn.api.command.CommandException;
import dev.cairn.dag.unixfs.Attributes;
import dev.cairn.dag.unixfs.TreeVisitor;
import dev.cairn.dag.unixfs.UnixFsDirectory;
import dev.cairn.dag.unixfs.UnixFsFile;
import dev.cairn.dag.unixfs.UnixFsSymlink;
import dev.cairn.dag.unixfs.UnixTime;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes a tree as a POSIX tar archive whose entries are all below one name. Entries that would be unpacked somewhere
 * else are refused.
 */
final class TarOutput implements TreeVisitor<IOException>, AutoCloseable {
  private static final int FILE_MODE = 0644;
  private static final int DIRECTORY_MODE = 0755;

  private final TarArchiveOutputStream tar;
  private final OutputStream raw;
  private final String top;
  // Whole seconds fit the plain header; more would need an extended one for each entry.
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  /** Writes to a stream that stays open. */
  TarOutput(OutputStream to, String top) {
    this.raw = to;
    this.top = top;
    this.tar = new TarArchiveOutputStream(new Unclosed(to), StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  @Override
  public void directory(String path, UnixFsDirectory directory) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name(path), TarConstants.LF_DIR);
    put(entry, directory.attributes(), DIRECTORY_MODE);
    tar.closeArchiveEntry();
  }

  @Override
  public void file(String path, UnixFsFile file) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name(path), TarConstants.LF_NORMAL);
    entry.setSize(file.size());
    put(entry, file.attributes(), FILE_MODE);
    file.writeTo(0, file.size(), tar);
    tar.closeArchiveEntry();
  }

  @Override
  public void symlink(String path, UnixFsSymlink link) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name(path), TarConstants.LF_SYMLINK);
    entry.setLinkName(link.target());
    put(entry, link.attributes(), 0777);
    tar.closeArchiveEntry();
  }

  private String name(String path) {
    if (path.isEmpty()) {
      return top;
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        throw new CommandException("the entry '" + Printable.name(path)
            + "' has a name that would lead out of its directory; it cannot be unpacked safely");
      }
    }
    return top + "/" + path;
  }

  private void put(TarArchiveEntry entry, Attributes attributes, int usualMode) throws IOException {
    entry.setMode(attributes.mode().orElse(usualMode) & Attributes.PERMISSIONS);
    entry.setLastModifiedTime(FileTime.from(attributes.mtime().map(UnixTime::toInstant).orElse(now)));
    tar.putArchiveEntry(entry);
  }

  /** Writes the end of the archive. */
  @Override
  public void close() throws IOException {
    tar.finish();
    tar.flush();
    raw.flush();
  }

  /** Keeps the stream below open, and passes whole arrays on at once. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
