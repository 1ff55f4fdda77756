package dev.cairn.dag.unixfs;

/** Writes UnixFS messages: fields in the order of their numbers, block sizes one by one, nothing that is absent. */
final class UnixFsDataWriter {
  static final int TYPE = 1 << 3;
  static final int DATA = 2 << 3 | 2;
  static final int FILE_SIZE = 3 << 3;
  static final int BLOCK_SIZES = 4 << 3;
  static final int HASH_TYPE = 5 << 3;
  static final int FANOUT = 6 << 3;
  static final int MODE = 7 << 3;
  static final int MTIME = 8 << 3 | 2;
  static final int SECONDS = 1 << 3;
  static final int NANOS = 2 << 3 | 5;

  private UnixFsDataWriter() {}

  /** How many bytes the message takes. */
  static int size(UnixFsData data) {
    long size = 2;
    if (data.hasData()) {
      size += 1 + varintSize(data.dataSize()) + data.dataSize();
    }
    if (data.fileSize().isPresent()) {
      size += 1 + varintSize(data.fileSize().getAsLong());
    }
    for (long blockSize : data.sizes()) {
      size += 1 + varintSize(blockSize);
    }
    if (data.hashType().isPresent()) {
      size += 1 + varintSize(data.hashType().getAsLong());
    }
    if (data.fanout().isPresent()) {
      size += 1 + varintSize(data.fanout().getAsLong());
    }
    return Math.toIntExact(size + size(data.attributes()));
  }

  /** How many bytes the attributes take in a message. */
  static int size(Attributes attributes) {
    int size = 0;
    if (attributes.mode().isPresent()) {
      size += 1 + varintSize(Integer.toUnsignedLong(attributes.mode().getAsInt()));
    }
    if (attributes.mtime().isPresent()) {
      int time = size(attributes.mtime().get());
      size += 1 + varintSize(time) + time;
    }
    return size;
  }

  private static int size(UnixTime time) {
    return 1 + varintSize(time.seconds()) + (time.nanos() == 0 ? 0 : 5);
  }

  /**
   * Writes the message at {@code offset} and returns the offset behind it. Data that already lies in {@code into} at
   * its place stays there.
   */
  @SuppressWarnings("ReferenceEquality") // It is the array that matters.
  static int write(UnixFsData data, byte[] into, int offset) {
    int at = field(TYPE, data.type().number(), into, offset);
    if (data.hasData()) {
      at = field(DATA, data.dataSize(), into, at);
      if (data.holder() != into || data.dataOffset() != at) {
        System.arraycopy(data.holder(), data.dataOffset(), into, at, data.dataSize());
      }
      at += data.dataSize();
    }
    if (data.fileSize().isPresent()) {
      at = field(FILE_SIZE, data.fileSize().getAsLong(), into, at);
    }
    for (long blockSize : data.sizes()) {
      at = field(BLOCK_SIZES, blockSize, into, at);
    }
    if (data.hashType().isPresent()) {
      at = field(HASH_TYPE, data.hashType().getAsLong(), into, at);
    }
    if (data.fanout().isPresent()) {
      at = field(FANOUT, data.fanout().getAsLong(), into, at);
    }
    if (data.attributes().mode().isPresent()) {
      at = field(MODE, Integer.toUnsignedLong(data.attributes().mode().getAsInt()), into, at);
    }
    if (data.attributes().mtime().isPresent()) {
      at = write(data.attributes().mtime().get(), into, at);
    }
    return at;
  }

  private static int write(UnixTime time, byte[] into, int offset) {
    int at = field(MTIME, size(time), into, offset);
    at = field(SECONDS, time.seconds(), into, at);
    if (time.nanos() != 0) {
      into[at++] = NANOS;
      for (int shift = 0; shift < 32; shift += 8) {
        into[at++] = (byte) (time.nanos() >>> shift);
      }
    }
    return at;
  }

  private static int field(int tag, long value, byte[] into, int offset) {
    into[offset] = (byte) tag;
    return varint(value, into, offset + 1);
  }

  /** Protobuf's varint: negative numbers are allowed and take ten bytes. */
  static int varintSize(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  static int varint(long value, byte[] into, int offset) {
    long rest = value;
    int at = offset;
    while ((rest & ~0x7fL) != 0) {
      into[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    into[at++] = (byte) rest;
    return at;
  }
}
