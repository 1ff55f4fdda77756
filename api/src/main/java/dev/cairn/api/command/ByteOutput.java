package dev.cairn.api.command;

import java.io.IOException;
import java.io.OutputStream;

/** Where raw bytes go. A write blocks while the reader is slow; an {@link IOException} means that it is gone. */
public abstract class ByteOutput extends OutputStream {
  /** Writes a copy of these bytes; the array may be used again at once. */
  @Override
  public abstract void write(byte[] bytes, int offset, int length) throws IOException;

  /** Writes bytes that nobody changes any more, such as those of a block; they may be passed on without a copy. */
  public abstract void writeShared(byte[] bytes, int offset, int length) throws IOException;

  @Override
  public void write(int b) throws IOException {
    write(new byte[]{(byte) b}, 0, 1);
  }
}
