package dev.cairn.store.pack;

import dev.cairn.store.pack.RecordFormat.Header;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one segment file in their order. Used by one thread; what {@link #payload()} shows is good
 * until the next call.
 */
final class SegmentScanner implements Closeable {
  private static final int WINDOW_BYTES = RecordFormat.MAX_RECORD_BYTES + 2 * Sectors.BYTES;
  private static final int READ_AHEAD_BYTES = 1 << 20;
  private static final int HEADERS_READ_BYTES = 2 * Sectors.BYTES;

  /** What stands at the next place. */
  enum Found {
    /** A whole record. */
    RECORD,
    /** Nothing but zeros up to the end of the file. */
    END,
    /** Bytes that are no valid record. */
    DAMAGE
  }

  private final Path file;
  private final FileChannel channel;
  private final int segment;
  private final long salt;
  private final long size;
  private final ByteBuffer window;
  private long windowStart;
  private int at;
  private int recordAt;
  private int badPayloadAt = -1;
  private @Nullable Header header;

  private SegmentScanner(Path file, FileChannel channel, int segment, long salt, int from, ByteBuffer window)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.segment = segment;
    this.salt = salt;
    this.size = Math.min(channel.size(), Integer.MAX_VALUE);
    this.at = Math.max(from, SegmentFormat.HEADER_BYTES);
    this.window = window;
    window.clear().limit(0);
  }

  /** The memory that a scanner works in, 4 MiB; one for many scanners, one after the other. */
  static ByteBuffer window() {
    return ByteBuffer.allocateDirect(WINDOW_BYTES);
  }

  static SegmentScanner open(FileLayer files, Path dir, int segment, long salt, int from, ByteBuffer window)
      throws IOException {
    Path file = SegmentFormat.file(dir, segment);
    FileChannel channel = files.openForReading(file);
    try {
      return new SegmentScanner(file, channel, segment, salt, from, window);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  Path file() {
    return file;
  }

  /** How long the file is, in bytes. */
  long size() {
    return size;
  }

  /** Where the next record begins, or the damage. */
  int offset() {
    return at;
  }

  /** The record that was found last. */
  Header header() {
    if (header == null) {
      throw new IllegalStateException("no record was found");
    }
    return header;
  }

  long recordPosition() {
    return Position.of(segment, recordAt);
  }

  /** The payload of the record that was found last. */
  ByteBuffer payload() throws IOException {
    Header of = header();
    int from = recordAt + RecordFormat.HEADER_BYTES + of.key().length;
    if (!fill(from, of.payloadBytes(), READ_AHEAD_BYTES)) {
      throw new IOException(file + " became shorter while it was read");
    }
    return window.slice((int) (from - windowStart), of.payloadBytes());
  }

  /** Moves behind the next record, whose payload is checked too. */
  Found next() throws IOException {
    return next(true);
  }

  /** Moves behind the next record without a look at its payload; a payload cut off by the end is damage. */
  Found nextHeader() throws IOException {
    return next(false);
  }

  private Found next(boolean checkPayload) throws IOException {
    int readAhead = checkPayload ? READ_AHEAD_BYTES : HEADERS_READ_BYTES;
    fill(at, RecordFormat.HEADER_BYTES + RecordFormat.MAX_KEY_BYTES, readAhead);
    Header found = RecordFormat.parse(window, (int) (at - windowStart), salt, Position.of(segment, at));
    if (found == null) {
      header = null;
      return isZeroFrom(at) ? Found.END : Found.DAMAGE;
    }
    badPayloadAt = -1;
    if (at + (long) found.recordBytes() > size) {
      return damagedPayload(found);
    }
    if (checkPayload) {
      int payloadAt = at + RecordFormat.HEADER_BYTES + found.key().length;
      if (!fill(payloadAt, found.payloadBytes(), readAhead)
          || RecordFormat.crc(window, (int) (payloadAt - windowStart), found.payloadBytes()) != found
              .payloadCrc()) {
        return damagedPayload(found);
      }
    }
    header = found;
    recordAt = at;
    at += found.recordBytes();
    return Found.RECORD;
  }

  private Found damagedPayload(Header found) {
    header = found;
    recordAt = at;
    badPayloadAt = at;
    return Found.DAMAGE;
  }

  /** Whether the damage at {@link #offset()} is in a payload, behind a {@link #header()} that is good. */
  boolean isOnlyPayloadDamaged() {
    return badPayloadAt == at;
  }

  /** Moves over the damage to the next place where a whole record begins; false when there is none. */
  boolean resync() throws IOException {
    if (isOnlyPayloadDamaged() && at + (long) header().recordBytes() <= size) {
      // The header says where the next record is.
      int behind = at + header().recordBytes();
      badPayloadAt = -1;
      at = behind;
      return true;
    }
    for (long candidate = at + 1L; candidate + RecordFormat.HEADER_BYTES <= size; candidate++) {
      fill((int) candidate, RecordFormat.HEADER_BYTES + RecordFormat.MAX_KEY_BYTES, READ_AHEAD_BYTES);
      int i = (int) (candidate - windowStart);
      if (window.get(i) == RecordFormat.MAGIC_0 && window.get(i + 1) == RecordFormat.MAGIC_1
          && RecordFormat.parse(window, i, salt, Position.of(segment, (int) candidate)) != null) {
        at = (int) candidate;
        return true;
      }
    }
    return false;
  }

  private boolean isZeroFrom(int from) throws IOException {
    for (long position = from; position < size;) {
      int length = (int) Math.min(READ_AHEAD_BYTES, size - position);
      fill((int) position, length, READ_AHEAD_BYTES);
      int start = (int) (position - windowStart);
      for (int i = start; i < start + length; i++) {
        if (window.get(i) != 0) {
          return false;
        }
      }
      position += length;
    }
    return true;
  }

  /**
   * Brings {@code length} bytes at {@code from} into the window, or as many as there are.
   *
   * @return whether all of them are there
   */
  private boolean fill(int from, int length, int readAhead) throws IOException {
    long end = windowStart + window.limit();
    if (from >= windowStart && from + (long) length <= end) {
      return true;
    }
    if (from >= windowStart && from < end) {
      window.position((int) (from - windowStart));
      window.compact();
    } else {
      window.clear();
    }
    windowStart = from;
    int wanted = Math.min(window.capacity(), Math.max(length, readAhead));
    window.limit(Math.max(window.position(), wanted));
    while (window.hasRemaining() && channel.read(window, windowStart + window.position()) > 0) {
      // Until the window has what is wanted, or the file ends.
    }
    window.flip();
    return window.limit() >= length;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
