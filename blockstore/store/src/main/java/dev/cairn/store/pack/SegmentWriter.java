package dev.cairn.store.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The segment file at the end of the log; used by the log thread only. */
final class SegmentWriter {
  private final FileLayer files;
  private final Path dir;
  private final boolean direct;
  private final long salt;
  private FileLayer.@Nullable LogFile file;
  private int segment;
  private boolean sealFailed;

  /** Goes on in {@code open}, the file of {@code segment}, if there is one. */
  SegmentWriter(FileLayer files, Path dir, boolean direct, long salt, int segment,
      FileLayer.@Nullable LogFile open) {
    this.files = files;
    this.dir = dir;
    this.direct = direct;
    this.salt = salt;
    this.segment = segment;
    this.file = open;
  }

  Path path() {
    return SegmentFormat.file(dir, segment);
  }

  /** Whether making a full segment durable failed, so that nothing may follow it. */
  boolean isSealFailed() {
    return sealFailed;
  }

  /** Writes a buffer to its place; when that is in the next segment, seals this one and begins the next. */
  void write(WriteBuffer buffer) throws IOException {
    FileLayer.LogFile open = file;
    if (open == null || segment != buffer.segment()) {
      seal();
      open = begin(buffer.segment());
    }
    open.write(buffer.padded(), buffer.offset());
  }

  private void seal() throws IOException {
    FileLayer.LogFile full = file;
    if (full != null) {
      sealFailed = true;
      full.force();
      sealFailed = false;
      file = null;
      full.close();
    }
  }

  /** A new file, whose name and header are durable before anything else is in it. */
  private FileLayer.LogFile begin(int next) throws IOException {
    Path path = SegmentFormat.file(dir, next);
    FileLayer.LogFile created = files.openLog(path, true, direct);
    try {
      ByteBuffer header = Sectors.allocate(Sectors.BYTES);
      header.put(0, SegmentFormat.header(next, salt));
      created.write(header, 0);
      created.force();
      files.syncDirectory(dir);
    } catch (IOException e) {
      undo(created, path, e);
      throw e;
    }
    file = created;
    segment = next;
    return created;
  }

  /** The next try must find no file of this name. */
  private void undo(FileLayer.LogFile created, Path path, IOException cause) {
    try {
      created.close();
      files.delete(path);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  void force() throws IOException {
    if (file != null) {
      file.force();
    }
  }

  /** Cuts off the zeros behind {@code end}: the next open sees at once that there is nothing to replay. */
  void trim(long end) throws IOException {
    if (file != null && segment == Position.segment(end)) {
      file.truncate(Integer.toUnsignedLong(Position.offset(end)));
    }
  }

  void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
