package dev.cairn.store.pack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of segment files, and the header that each begins with; the package comment draws it. */
final class SegmentFormat {
  /** The version of segments that this code writes, and the newest that it reads. */
  static final int VERSION = 1;

  static final int HEADER_BYTES = 64;

  private static final long MAGIC = ByteBuffer.wrap("CairnSeg".getBytes(StandardCharsets.US_ASCII)).getLong();
  private static final int CHECKED_BYTES = 60;
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{8})\\.seg");

  private SegmentFormat() {}

  /** What the first bytes of a segment file say. */
  sealed interface Header {
    /** A good one. */
    record Valid(int segment, long salt) implements Header {}

    /** Written by a version of Cairn that is newer than this one. */
    record Newer(int version) implements Header {}

    /** Nothing but zeros, or nothing at all: the file was created and never written. */
    record Blank() implements Header {}

    /** Anything else. */
    record Damaged() implements Header {}
  }

  static Path file(Path dir, int segment) {
    return dir.resolve("%08x.seg".formatted(segment));
  }

  /** The id of the segment in a file of this name. */
  static OptionalInt segment(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return OptionalInt.empty();
    }
    long id = Long.parseLong(name.group(1), 16);
    return id > 0 && id <= Integer.MAX_VALUE ? OptionalInt.of((int) id) : OptionalInt.empty();
  }

  static byte[] header(int segment, long salt) {
    byte[] bytes = new byte[HEADER_BYTES];
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.putLong(MAGIC).putInt(VERSION).putInt(segment).putLong(salt);
    header.putInt(CHECKED_BYTES, RecordFormat.crc(header, 0, CHECKED_BYTES));
    return bytes;
  }

  /** Judges the first bytes of a file; fewer than a header when the file is shorter. */
  static Header parse(ByteBuffer from) {
    if (isZero(from)) {
      return new Header.Blank();
    }
    if (from.remaining() < HEADER_BYTES || from.getLong(from.position()) != MAGIC) {
      return new Header.Damaged();
    }
    int at = from.position();
    if (RecordFormat.crc(from, at, CHECKED_BYTES) != from.getInt(at + CHECKED_BYTES)) {
      return new Header.Damaged();
    }
    int version = from.getInt(at + 8);
    return version > VERSION
        ? new Header.Newer(version)
        : new Header.Valid(from.getInt(at + 12), from.getLong(at + 16));
  }

  private static boolean isZero(ByteBuffer from) {
    for (int i = from.position(); i < from.limit(); i++) {
      if (from.get(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
