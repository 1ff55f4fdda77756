package dev.cairn.store.pack;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes on their way to one place in one segment file, and the blocks among them. */
final class WriteBuffer {
  private final int bytes;
  private final List<BlockEntry> entries = new ArrayList<>();

  /** Comes with the first use: who only reads needs none. */
  private @Nullable ByteBuffer memory;

  private int segment;
  private int offset;

  WriteBuffer(int bytes) {
    this.bytes = bytes;
  }

  /** Begins anew; {@code atOffset} is on the grid of {@link Sectors}. */
  void begin(int atSegment, int atOffset) {
    segment = atSegment;
    offset = atOffset;
    data().clear();
    entries.clear();
  }

  /** What was put so far is in front of the position. */
  ByteBuffer data() {
    ByteBuffer data = memory;
    if (data == null) {
      data = Sectors.allocate(bytes);
      memory = data;
    }
    return data;
  }

  /** The last bytes that were put. */
  ByteBuffer last(int count) {
    return data().slice(data().position() - count, count);
  }

  /** All that was put, and zeros up to the next sector. */
  ByteBuffer padded() {
    ByteBuffer data = data();
    int padded = Sectors.ceil(data.position());
    for (int i = data.position(); i < padded; i++) {
      data.put(i, (byte) 0);
    }
    return data.slice(0, padded);
  }

  int segment() {
    return segment;
  }

  int offset() {
    return offset;
  }

  /** Behind what was put. */
  long end() {
    return Position.of(segment, offset + data().position());
  }

  /** A block whose record ends in this buffer. */
  void add(BlockEntry entry) {
    entries.add(entry);
  }

  /** All is in the file: the blocks need not be kept in memory any more. */
  void written() {
    entries.forEach(BlockEntry::written);
    entries.clear();
  }
}
