package dev.cairn.cli;

import dev.cairn.api.command.FileInput;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The files of a walk, for a command that runs in this process. */
final class WalkInput implements FileInput {
  private final FileWalk walk;
  private final Progress progress;
  private @Nullable InputStream open;

  WalkInput(FileWalk walk, Progress progress) {
    this.walk = walk;
    this.progress = progress;
  }

  @Override
  public Optional<Entry> next() throws IOException {
    close();
    Optional<FileWalk.Entry> next = walk.next();
    if (next.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(switch (next.get()) {
      case FileWalk.Entry.Directory directory -> new Entry.Directory(directory.path(), directory.metadata());
      case FileWalk.Entry.Symlink link -> new Entry.Symlink(link.path(), link.target(), link.metadata());
      case FileWalk.Entry.File file -> new Entry.File(file.path(), content(file),
          file.sizeBytes() < 0 ? OptionalLong.empty() : OptionalLong.of(file.sizeBytes()), file.metadata());
    });
  }

  private InputStream content(FileWalk.Entry.File file) {
    try {
      InputStream raw = open(file);
      open = raw;
      return new Content(raw, file, progress);
    } catch (IOException e) {
      throw FileTrouble.at(file.source(), e);
    }
  }

  /** Files up to this size are read by one or two calls. */
  private static final int SMALL_BYTES = 64 * 1024;

  private static InputStream open(FileWalk.Entry.File file) throws IOException {
    if (file.sizeBytes() >= 0 && file.sizeBytes() <= SMALL_BYTES) {
      try {
        // It costs one system call less than a channel, which counts with small files; for large reads it allocates
        // native memory each time, where a channel keeps its buffer.
        return new FileInputStream(file.source().toFile());
      } catch (FileNotFoundException unclear) {
        // The other way's exceptions tell why it cannot be opened.
      }
    }
    return Files.newInputStream(file.source());
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  /** A file's bytes as many as it had when it was met, counted for the progress bar. */
  private static final class Content extends InputStream {
    private final InputStream raw;
    private final FileWalk.Entry.File file;
    private final Progress progress;
    private long read;

    Content(InputStream raw, FileWalk.Entry.File file, Progress progress) {
      this.raw = raw;
      this.file = file;
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      long size = file.sizeBytes();
      if (length == 0 || read == size) {
        return length == 0 ? 0 : -1;
      }
      int n;
      try {
        n = raw.read(into, offset, size < 0 ? length : (int) Math.min(length, size - read));
      } catch (IOException e) {
        throw new IOException(FileTrouble.at(file.source(), e).line(), e);
      }
      if (n < 0) {
        if (size < 0) {
          return -1;
        }
        throw new IOException(Sender.shrunk(file.source(), size, read));
      }
      read += n;
      progress.advance(n);
      return n;
    }

    @Override
    public int available() throws IOException {
      return raw.available();
    }
  }
}
