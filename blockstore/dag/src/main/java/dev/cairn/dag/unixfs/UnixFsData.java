package dev.cairn.dag.unixfs;

import dev.cairn.dag.DecodeException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The UnixFS message in the Data of a dag-pb node, see the package comment for its bytes. Immutable.
 *
 * <p>{@link #decode(byte[])} takes what any implementation may have written: fields in any order, block sizes packed
 * or not, unknown fields. It only reads; whether the fields make sense together is for the readers of files and
 * directories to judge. {@link #encode} writes the one form that Kubo writes, so that equal messages give equal
 * CIDs.
 */
public final class UnixFsData {
  /** What a node is. */
  public enum Type {
    RAW(0),
    DIRECTORY(1),
    FILE(2),
    METADATA(3),
    SYMLINK(4),
    HAMT_SHARD(5);

    private static final List<Type> ALL = List.of(values());

    private final int number;

    Type(int number) {
      this.number = number;
    }

    /** The number in the message. */
    public int number() {
      return number;
    }

    /** The type with this number, if there is one. */
    public static Optional<Type> of(long number) {
      return ALL.stream().filter(type -> type.number == number).findFirst();
    }

    /** Whether a node of this type holds or links the bytes of a file. */
    public boolean isFile() {
      return this == RAW || this == FILE;
    }

    /** Whether a node of this type has entries. */
    public boolean isDirectory() {
      return this == DIRECTORY || this == HAMT_SHARD;
    }
  }

  /** The number of the only hash function that sharded directories use. */
  public static final long MURMUR3_X64_64 = 0x22;

  private static final long[] NO_SIZES = {};

  private final Type type;
  /** Holds the content at {@link #dataOffset}; possibly the whole block. Null when the field is absent. */
  private final byte @Nullable [] holder;

  private final int dataOffset;
  private final int dataSize;
  private final OptionalLong fileSize;
  private final long[] blockSizes;
  private final OptionalLong hashType;
  private final OptionalLong fanout;
  private final Attributes attributes;

  UnixFsData(
      Type type,
      byte @Nullable [] holder,
      int dataOffset,
      int dataSize,
      OptionalLong fileSize,
      long[] blockSizes,
      OptionalLong hashType,
      OptionalLong fanout,
      Attributes attributes) {
    this.type = type;
    this.holder = holder;
    this.dataOffset = dataOffset;
    this.dataSize = dataSize;
    this.fileSize = fileSize;
    this.blockSizes = blockSizes;
    this.hashType = hashType;
    this.fanout = fanout;
    this.attributes = attributes;
  }

  /** A flat directory; its entries are the links of the node. */
  public static UnixFsData directory(Attributes attributes) {
    return new UnixFsData(
        Type.DIRECTORY, null, 0, 0, OptionalLong.empty(), NO_SIZES, OptionalLong.empty(),
        OptionalLong.empty(),
        attributes);
  }

  /**
   * A file, or a part of one, that has all its bytes in the node.
   *
   * @param type {@link Type#FILE} or {@link Type#RAW}
   * @param content handed over; empty content is left out of the message
   */
  public static UnixFsData leaf(Type type, byte[] content, Attributes attributes) {
    return leaf(type, content, 0, content.length, attributes);
  }

  /** A leaf whose bytes are a part of the array, which is handed over. */
  static UnixFsData leaf(Type type, byte[] holder, int offset, int length, Attributes attributes) {
    return new UnixFsData(
        type, length == 0 ? null : holder, offset, length, OptionalLong.of(length), NO_SIZES,
        OptionalLong.empty(), OptionalLong.empty(), attributes);
  }

  /**
   * A file whose bytes lie below the links of the node.
   *
   * @param blockSizes for each link in order, the bytes of the file below it; handed over
   */
  public static UnixFsData file(long[] blockSizes, Attributes attributes) {
    return new UnixFsData(
        Type.FILE, null, 0, 0, OptionalLong.of(Arrays.stream(blockSizes).sum()), blockSizes,
        OptionalLong.empty(),
        OptionalLong.empty(), attributes);
  }

  /** A symbolic link to the path that these bytes spell. */
  public static UnixFsData symlink(byte[] target, Attributes attributes) {
    return new UnixFsData(
        Type.SYMLINK, target, 0, target.length, OptionalLong.empty(), NO_SIZES, OptionalLong.empty(),
        OptionalLong.empty(), attributes);
  }

  /**
   * A node of a sharded directory.
   *
   * @param bitfield which of the {@code fanout} places are taken: place i is bit i of the big-endian number that
   *     these bytes spell; handed over
   */
  public static UnixFsData shard(byte[] bitfield, int fanout, Attributes attributes) {
    return new UnixFsData(
        Type.HAMT_SHARD, bitfield, 0, bitfield.length, OptionalLong.empty(), NO_SIZES,
        OptionalLong.of(MURMUR3_X64_64), OptionalLong.of(fanout), attributes);
  }

  /**
   * Reads a message.
   *
   * @throws DecodeException when the bytes are no such message
   */
  public static UnixFsData decode(byte[] message) {
    return decode(message, 0, message.length);
  }

  /** Reads the message in {@code length} bytes from {@code offset}; the content is not copied out of them. */
  static UnixFsData decode(byte[] bytes, int offset, int length) {
    return new UnixFsDataReader(bytes, offset, length).read();
  }

  /** The bytes of the message. */
  public byte[] encode() {
    byte[] message = new byte[UnixFsDataWriter.size(this)];
    UnixFsDataWriter.write(this, message, 0);
    return message;
  }

  public Type type() {
    return type;
  }

  /** Whether the field with the content is there, be it empty. */
  public boolean hasData() {
    return holder != null;
  }

  /** The content; a copy, empty when there is none. */
  public byte[] data() {
    return holder == null ? new byte[0] : Arrays.copyOfRange(holder, dataOffset, dataOffset + dataSize);
  }

  /** How many bytes of content are in this node itself. */
  public int dataSize() {
    return dataSize;
  }

  /** The array that holds the content, from {@link #dataOffset} on; nobody may change it. */
  byte[] holder() {
    return holder == null ? new byte[0] : holder;
  }

  int dataOffset() {
    return dataOffset;
  }

  /** How many bytes of a file this node stands for, its own and those below it, as the message claims. */
  public OptionalLong fileSize() {
    return fileSize;
  }

  /** For each link of a file, how many bytes of the file lie below it, as the message claims; a copy. */
  public long[] blockSizes() {
    return blockSizes.clone();
  }

  /** The same, but the array itself. */
  long[] sizes() {
    return blockSizes;
  }

  /** The multihash number of the function that places the entries of a shard. */
  public OptionalLong hashType() {
    return hashType;
  }

  /** How many places each node of a sharded directory has. */
  public OptionalLong fanout() {
    return fanout;
  }

  public Attributes attributes() {
    return attributes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UnixFsData that
        && type == that.type
        && hasData() == that.hasData()
        && Arrays.equals(
            holder(), dataOffset, dataOffset + dataSize,
            that.holder(), that.dataOffset, that.dataOffset + that.dataSize)
        && fileSize.equals(that.fileSize)
        && Arrays.equals(blockSizes, that.blockSizes)
        && hashType.equals(that.hashType)
        && fanout.equals(that.fanout)
        && attributes.equals(that.attributes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * type.hashCode() + dataSize) + Arrays.hashCode(blockSizes))
        + attributes.hashCode();
  }

  @Override
  public String toString() {
    return "UnixFsData[" + type + ", " + dataSize + " bytes, " + blockSizes.length + " block sizes]";
  }
}
