package dev.cairn.store.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real file system. */
final class DiskFileLayer implements FileLayer {
  private static final Logger LOG = LoggerFactory.getLogger(DiskFileLayer.class);
  private static final Optional<OpenOption> DIRECT = directOption();

  /**
   * {@code ExtendedOpenOption.DIRECT} of the module jdk.unsupported. By name, because javac warns of every mention
   * and the warning cannot be switched off for one line.
   */
  private static Optional<OpenOption> directOption() {
    try {
      Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
      for (Object option : options.getEnumConstants()) {
        if (option instanceof OpenOption open && option.toString().equals("DIRECT")) {
          return Optional.of(open);
        }
      }
      return Optional.empty();
    } catch (ClassNotFoundException e) {
      LOG.debug("this JDK has no direct I/O", e);
      return Optional.empty();
    }
  }

  @Override
  public LogFile openLog(Path file, boolean create, boolean direct) throws IOException {
    Set<OpenOption> options = new HashSet<>();
    options.add(StandardOpenOption.WRITE);
    if (create) {
      options.add(StandardOpenOption.CREATE_NEW);
    }
    FileChannel buffered = FileChannel.open(file, options);
    FileChannel past = direct ? openDirect(file) : null;
    return new DiskLogFile(file, buffered, past);
  }

  private static @Nullable FileChannel openDirect(Path file) {
    if (DIRECT.isEmpty()) {
      return null;
    }
    try {
      FileStore store = Files.getFileStore(file);
      if (store.getBlockSize() > Sectors.BYTES) {
        return null;
      }
      return FileChannel.open(file, StandardOpenOption.WRITE, DIRECT.get());
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("no direct I/O for {}", file, e);
      return null;
    }
  }

  @Override
  public FileChannel openForReading(Path file) throws IOException {
    return FileChannel.open(file, EnumSet.of(StandardOpenOption.READ));
  }

  @Override
  public void syncDirectory(Path dir) throws IOException {
    try (FileChannel channel = FileChannel.open(dir, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Writes through {@code direct} until the file system refuses it once, and through {@code buffered} then. */
  private static final class DiskLogFile implements LogFile {
    private final Path file;
    private final FileChannel buffered;
    private @Nullable FileChannel direct;

    DiskLogFile(Path file, FileChannel buffered, @Nullable FileChannel direct) {
      this.file = file;
      this.buffered = buffered;
      this.direct = direct;
    }

    @Override
    public void write(ByteBuffer data, long offset) throws IOException {
      FileChannel past = direct;
      if (past != null) {
        try {
          writeAll(past, data.duplicate(), offset);
          return;
        } catch (IOException e) {
          if (DiskErrors.isFull(e) || !DiskErrors.isRefusal(e)) {
            throw e;
          }
          LOG.info("{} takes no direct I/O ({}); writing through the page cache", file, e.getMessage());
          past.close();
          direct = null;
        }
      }
      writeAll(buffered, data.duplicate(), offset);
    }

    private static void writeAll(FileChannel channel, ByteBuffer data, long offset) throws IOException {
      long at = offset;
      while (data.hasRemaining()) {
        at += channel.write(data, at);
      }
    }

    @Override
    public void force() throws IOException {
      // One file, one inode: fdatasync through either descriptor covers both.
      buffered.force(false);
    }

    @Override
    public void truncate(long bytes) throws IOException {
      buffered.truncate(bytes);
    }

    @Override
    public void close() throws IOException {
      FileChannel past = direct;
      try {
        if (past != null) {
          past.close();
        }
      } finally {
        buffered.close();
      }
    }
  }
}
