package dev.cairn.store.pack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The file system as the pack store uses it; tests put a faulty one in its place. */
interface FileLayer {
  /** A new file for the log, or the one there is when {@code create} is false. */
  LogFile openLog(Path file, boolean create, boolean direct) throws IOException;

  /** A file for reading at positions. */
  FileChannel openForReading(Path file) throws IOException;

  /** Makes created and deleted names of a directory durable. */
  void syncDirectory(Path dir) throws IOException;

  void delete(Path file) throws IOException;

  /** A segment file that is written; used by one thread. */
  interface LogFile extends Closeable {
    /**
     * Writes all that remains in {@code data} at {@code offset}; memory, offset and length are on the grid of
     * {@link Sectors}.
     */
    void write(ByteBuffer data, long offset) throws IOException;

    /** Returns when all that was written is durable. */
    void force() throws IOException;

    void truncate(long bytes) throws IOException;
  }
}
