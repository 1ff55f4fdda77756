package dev.cairn.dag.unixfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** The bytes of a file from some offset on. */
final class FileInputStream extends InputStream {
  private final UnixFsFile file;
  private FileCursor cursor;
  /** Where in the file the next byte comes from. */
  private long position;
  /** How much of the current piece has been read. */
  private int taken;

  private boolean onPiece;

  FileInputStream(UnixFsFile file, long offset) {
    this.file = file;
    this.position = offset;
    this.cursor = file.cursor(offset, file.size() - offset);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int count = Math.min(length, cursor.length() - taken);
    System.arraycopy(cursor.bytes(), cursor.offset() + taken, into, offset, count);
    taken += count;
    position += count;
    return count;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.clamp(count, 0, file.size() - position);
    if (onPiece && skipped <= cursor.length() - taken) {
      taken += (int) skipped;
    } else if (skipped > 0) {
      cursor = file.cursor(position + skipped, file.size() - position - skipped);
      onPiece = false;
    }
    position += skipped;
    return skipped;
  }

  /** What can be read without fetching a block. */
  @Override
  public int available() {
    return onPiece ? cursor.length() - taken : 0;
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    long start = position;
    while (advance()) {
      int count = cursor.length() - taken;
      out.write(cursor.bytes(), cursor.offset() + taken, count);
      taken += count;
      position += count;
    }
    return position - start;
  }

  private boolean advance() {
    if (onPiece && taken < cursor.length()) {
      return true;
    }
    taken = 0;
    onPiece = cursor.next();
    return onPiece;
  }
}
