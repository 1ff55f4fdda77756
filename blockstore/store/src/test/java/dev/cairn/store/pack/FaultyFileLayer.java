package dev.cairn.store.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The real file system, which fails when it is told to. */
final class FaultyFileLayer implements FileLayer {
  private final FileLayer real = new DiskFileLayer();

  /** How many bytes of log there is still space for. */
  volatile long space = Long.MAX_VALUE;

  /** Whether fdatasync fails. */
  volatile boolean syncFails;

  /** Whether a direct write is refused, as some file systems do only when it comes. */
  volatile boolean refusesDirect;

  /** How often something was made durable. */
  volatile int syncs;

  @Override
  public LogFile openLog(Path file, boolean create, boolean direct) throws IOException {
    return new FaultyLogFile(real.openLog(file, create, direct && !refusesDirect));
  }

  @Override
  public FileChannel openForReading(Path file) throws IOException {
    return real.openForReading(file);
  }

  @Override
  public void syncDirectory(Path dir) throws IOException {
    real.syncDirectory(dir);
  }

  @Override
  public void delete(Path file) throws IOException {
    real.delete(file);
  }

  private final class FaultyLogFile implements LogFile {
    private final LogFile file;

    FaultyLogFile(LogFile file) {
      this.file = file;
    }

    @Override
    public void write(ByteBuffer data, long offset) throws IOException {
      if (data.remaining() > space) {
        // As a full disk does it: the first part arrives.
        int fits = Sectors.floor((int) space);
        if (fits > 0) {
          file.write(data.slice(data.position(), fits), offset);
        }
        space = 0;
        throw new IOException("No space left on device");
      }
      file.write(data, offset);
      space -= data.remaining();
    }

    @Override
    public void force() throws IOException {
      if (syncFails) {
        throw new IOException("Input/output error");
      }
      file.force();
      syncs = syncs + 1;
    }

    @Override
    public void truncate(long bytes) throws IOException {
      file.truncate(bytes);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
