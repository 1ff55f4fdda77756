package dev.cairn.dag.car;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockMismatchException;
import dev.cairn.dag.DecodeException;
import dev.cairn.dag.car.CarException.Code;
import dev.cairn.dag.codec.Codecs;
import dev.cairn.dag.ipld.Node;
import dev.cairn.dag.ipld.Node.IntNode;
import dev.cairn.dag.ipld.Node.LinkNode;
import dev.cairn.dag.ipld.Node.ListNode;
import dev.cairn.dag.ipld.Node.MapNode;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.MultiformatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the blocks of a CAR, version 1 or 2, one after the other from a stream. Every block is checked against its
 * CID before it is handed out. The index of version 2 is not used and its bytes are left unread.
 *
 * <p>Takes memory for the header, one block and a buffer. Not for use by several threads.
 */
public final class CarReader implements AutoCloseable {
  /** The longest header, in bytes: room for about a hundred thousand roots. */
  private static final int MAX_HEADER_BYTES = 4 * 1024 * 1024;
  /** More than the longest CID: version, codec and a multihash of 128 bytes. */
  private static final int MAX_CID_BYTES = 160;
  /** Characteristics, data offset, data size and index offset. */
  private static final int V2_HEADER_BYTES = 40;

  private final InputStream stream;
  private final CarInput in;
  private final int maxBlockBytes;
  private final int version;
  private final List<Cid> roots;

  private CarReader(InputStream stream, int maxBlockBytes) throws IOException {
    this.stream = stream;
    this.in = new CarInput(stream);
    this.maxBlockBytes = maxBlockBytes;
    MapNode header = header();
    this.version = version(header);
    if (version == 2) {
      enterVersion2();
      MapNode inner = header();
      if (version(inner) != 1) {
        throw malformed(in.position(), "the data of a version 2 file are not of version 1");
      }
      this.roots = roots(inner);
    } else {
      this.roots = roots(header);
    }
  }

  /**
   * Opens a CAR whose blocks have at most {@link Block#MAX_BYTES} bytes, and reads its header. The reader owns the
   * stream from here on; when opening fails the caller still does.
   *
   * @throws CarException when it does not begin like a CAR
   */
  public static CarReader open(InputStream stream) throws IOException {
    return open(stream, Block.MAX_BYTES);
  }

  /**
   * Opens a CAR whose blocks have at most {@code maxBlockBytes} bytes each.
   *
   * @throws CarException when it does not begin like a CAR
   */
  public static CarReader open(InputStream stream, int maxBlockBytes) throws IOException {
    return new CarReader(stream, maxBlockBytes);
  }

  /** 1 or 2. */
  public int version() {
    return version;
  }

  /** The roots that the header names; may be empty, and their blocks need not be in the file. */
  public List<Cid> roots() {
    return roots;
  }

  /** How many bytes of the stream have been consumed. */
  public long position() {
    return in.position();
  }

  /**
   * The next block, verified; empty at the end. A block that occurs twice in the file comes twice.
   *
   * @throws CarException when the file is not as it should be here; nothing behind can be read
   */
  public Optional<Block> next() throws IOException {
    if (in.isAtEnd()) {
      in.requireWhole();
      return Optional.empty();
    }
    long start = in.position();
    long length = in.varint("the length of a section");
    if (length == 0) {
      throw malformed(start, "a section of length zero, as padding of other formats leaves them");
    }
    if (length > (long) maxBlockBytes + MAX_CID_BYTES) {
      throw malformed(start,
          "a section of " + length + " bytes, more than a block of at most " + maxBlockBytes);
    }
    long cidStart = in.position();
    Cid cid = cid((int) length);
    int size = (int) (length - (in.position() - cidStart));
    if (size > maxBlockBytes) {
      throw malformed(start, "block " + cid + " has " + size + " bytes, more than " + maxBlockBytes);
    }
    byte[] bytes = in.bytes(size, "block " + cid);
    try {
      return Optional.of(Block.verify(cid, bytes));
    } catch (BlockMismatchException e) {
      throw new CarException(Code.WRONG_BLOCK, start, String.valueOf(e.getMessage()), e);
    }
  }

  private Cid cid(int length) throws IOException {
    long start = in.position();
    ByteBuffer ahead = in.peek(Math.min(length, MAX_CID_BYTES));
    boolean cut = ahead.remaining() < Math.min(length, MAX_CID_BYTES);
    int before = ahead.position();
    try {
      Cid cid = Cid.read(ahead);
      in.consume(ahead.position() - before);
      return cid;
    } catch (MultiformatException e) {
      if (cut) {
        throw new CarException(Code.TRUNCATED, start, "the stream ends inside a CID", e);
      }
      throw new CarException(Code.MALFORMED, start, "a section does not begin with a CID: " + e.getMessage(),
          e);
    }
  }

  private MapNode header() throws IOException {
    long start = in.position();
    long length = in.varint("the length of the header");
    if (length > MAX_HEADER_BYTES) {
      throw malformed(start, "a header of " + length + " bytes, more than " + MAX_HEADER_BYTES);
    }
    byte[] bytes = in.bytes((int) length, "the header");
    try {
      if (Codecs.decodeLenient(Multicodec.DAG_CBOR, bytes) instanceof MapNode map) {
        return map;
      }
    } catch (DecodeException e) {
      throw new CarException(Code.MALFORMED, start,
          "the header is no dag-cbor, so this is no CAR: " + e.getMessage(),
          e);
    }
    throw malformed(start, "the header is no map, so this is no CAR");
  }

  private int version(MapNode header) {
    Node version = header.entries().get("version");
    if (IntNode.of(1).equals(version)) {
      return 1;
    }
    if (IntNode.of(2).equals(version)) {
      return 2;
    }
    throw malformed(0, "version " + (version instanceof IntNode number ? number.toString() : "is missing")
        + " is not known, only 1 and 2 are");
  }

  private List<Cid> roots(MapNode header) {
    if (!(header.entries().get("roots") instanceof ListNode list)) {
      throw malformed(0, "the header has no list of roots");
    }
    List<Cid> cids = new ArrayList<>();
    for (Node item : list.items()) {
      if (!(item instanceof LinkNode link)) {
        throw malformed(0, "a root in the header is no CID");
      }
      cids.add(link.cid());
    }
    return List.copyOf(cids);
  }

  private void enterVersion2() throws IOException {
    long start = in.position();
    ByteBuffer header = ByteBuffer.wrap(in.bytes(V2_HEADER_BYTES, "the version 2 header"))
        .order(ByteOrder.LITTLE_ENDIAN);
    long dataOffset = header.getLong(16);
    long dataSize = header.getLong(24);
    if (dataOffset < in.position()) {
      throw malformed(start, "data offset " + Long.toUnsignedString(dataOffset) + " lies inside the headers");
    }
    if (dataSize <= 0 || dataSize > Long.MAX_VALUE - dataOffset) {
      throw malformed(start, "data size " + Long.toUnsignedString(dataSize)
          + " cannot be; a file whose writing was not finished has size 0");
    }
    in.skipTo(dataOffset, "the padding before the data");
    in.endAt(dataOffset + dataSize);
  }

  private static CarException malformed(long position, String problem) {
    return new CarException(Code.MALFORMED, position, problem);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
