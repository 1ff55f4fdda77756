package dev.cairn.dag.unixfs;

import dev.cairn.dag.DecodeException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads one UnixFS message. Cost and memory are bounded by a small multiple of its length. */
final class UnixFsDataReader {
  private static final String CODEC = "unixfs";
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int start;
  private int at;
  private int limit;

  private UnixFsData.@Nullable Type type;
  private int dataOffset = -1;
  private int dataSize;
  private OptionalLong fileSize = OptionalLong.empty();
  private long[] blockSizes = {};
  private int blockSizeCount;
  private OptionalLong hashType = OptionalLong.empty();
  private OptionalLong fanout = OptionalLong.empty();
  private OptionalInt mode = OptionalInt.empty();
  private Optional<UnixTime> mtime = Optional.empty();

  UnixFsDataReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.start = offset;
    this.at = offset;
    this.limit = offset + length;
  }

  UnixFsData read() {
    while (at < limit) {
      int field = at;
      readField(field, tag());
    }
    if (type == null) {
      throw malformed(at, "message without a type");
    }
    return new UnixFsData(
        type,
        dataOffset < 0 ? null : bytes,
        Math.max(dataOffset, 0),
        dataSize,
        fileSize,
        Arrays.copyOf(blockSizes, blockSizeCount),
        hashType,
        fanout,
        new Attributes(mode, mtime));
  }

  private void readField(int field, int tag) {
    switch (tag) {
      case UnixFsDataWriter.TYPE -> type = type(field, varint());
      case UnixFsDataWriter.DATA -> {
        dataSize = length("Data");
        dataOffset = at;
        at += dataSize;
      }
      case UnixFsDataWriter.FILE_SIZE -> fileSize = OptionalLong.of(size(field, varint()));
      case UnixFsDataWriter.BLOCK_SIZES -> addBlockSize(size(field, varint()));
      case UnixFsDataWriter.BLOCK_SIZES | BYTES -> readPacked();
      case UnixFsDataWriter.HASH_TYPE -> hashType = OptionalLong.of(varint());
      case UnixFsDataWriter.FANOUT -> fanout = OptionalLong.of(varint());
      case UnixFsDataWriter.MODE -> mode = OptionalInt.of((int) varint());
      case UnixFsDataWriter.MTIME -> readTime();
      default -> skip(field, tag);
    }
  }

  private UnixFsData.Type type(int field, long number) {
    return UnixFsData.Type.of(number)
        .orElseThrow(() -> malformed(field, "type " + Long.toUnsignedString(number) + " is not known"));
  }

  private void readPacked() {
    int end = length("packed block sizes") + at;
    int outer = limit;
    limit = end;
    while (at < end) {
      int place = at;
      addBlockSize(size(place, varint()));
    }
    limit = outer;
  }

  private void addBlockSize(long size) {
    if (blockSizeCount == blockSizes.length) {
      blockSizes = Arrays.copyOf(blockSizes, Math.max(16, blockSizeCount * 2));
    }
    blockSizes[blockSizeCount++] = size;
  }

  /** A time that cannot be is as good as none: it does not keep anybody from reading the content. */
  private void readTime() {
    int end = length("mtime") + at;
    int outer = limit;
    limit = end;
    OptionalLong seconds = OptionalLong.empty();
    long nanos = 0;
    while (at < end) {
      int field = at;
      int tag = tag();
      if (tag == UnixFsDataWriter.SECONDS) {
        seconds = OptionalLong.of(varint());
      } else if (tag == UnixFsDataWriter.NANOS) {
        nanos = fixed32(field);
      } else {
        skip(field, tag);
      }
    }
    limit = outer;
    mtime = seconds.isPresent() && nanos < 1_000_000_000
        ? Optional.of(new UnixTime(seconds.getAsLong(), (int) nanos))
        : Optional.empty();
  }

  private long fixed32(int field) {
    if (limit - at < 4) {
      throw malformed(field, "a fixed number is cut short");
    }
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (bytes[at++] & 0xffL) << shift;
    }
    return value;
  }

  private void skip(int field, int tag) {
    if (tag >>> 3 == 0) {
      throw malformed(field, "field number 0");
    }
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> advance(field, 8);
      case BYTES -> advance(field, length("an unknown field"));
      case FIXED32 -> advance(field, 4);
      default -> throw malformed(field, "wire type " + (tag & 7) + " is not in use");
    }
  }

  private void advance(int field, int count) {
    if (limit - at < count) {
      throw malformed(field, "a field is cut short");
    }
    at += count;
  }

  private int tag() {
    int place = at;
    long tag = varint();
    if (tag < 0 || tag > Integer.MAX_VALUE) {
      throw malformed(place, "field number is out of range");
    }
    return (int) tag;
  }

  private int length(String what) {
    int place = at;
    long length = varint();
    if (length < 0 || length > limit - at) {
      throw malformed(
          place,
          what + " announces " + Long.toUnsignedString(length) + " bytes, but only " + (limit - at)
              + " follow");
    }
    return (int) length;
  }

  private long size(int place, long size) {
    if (size < 0) {
      throw malformed(place, "size of " + Long.toUnsignedString(size) + " bytes is 2^63 or more");
    }
    return size;
  }

  private long varint() {
    int place = at;
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == limit) {
        throw malformed(place, "number is cut short");
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        if (shift == 63 && b > 1) {
          break;
        }
        return value;
      }
    }
    throw malformed(place, "number does not fit 64 bits");
  }

  private DecodeException malformed(int place, String problem) {
    return new DecodeException(CODEC, (long) place - start, problem);
  }
}
