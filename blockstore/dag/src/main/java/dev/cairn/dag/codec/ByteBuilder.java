package dev.cairn.dag.codec;

import dev.cairn.dag.pb.Names;
import dev.cairn.multiformats.Cid;
import java.util.Arrays;

/** Bytes that grow at their end. */
final class ByteBuilder {
  private byte[] bytes = new byte[256];
  private int size;

  void add(int b) {
    reserve(1);
    bytes[size++] = (byte) b;
  }

  void add(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  /** Adds the binary form of a CID. */
  void add(Cid cid) {
    reserve(cid.size());
    size = cid.encodeTo(bytes, size);
  }

  /** Adds the low {@code count} bytes of a number, the highest first. */
  void addNumber(long number, int count) {
    reserve(count);
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (number >>> shift);
    }
  }

  /** Adds text as UTF-8. */
  void addText(String text) {
    int length = Names.size(text);
    reserve(length);
    size = Names.write(text, bytes, size);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), size + (size >> 1) + 64));
    }
  }
}
