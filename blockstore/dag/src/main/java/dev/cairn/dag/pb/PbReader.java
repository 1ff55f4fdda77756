package dev.cairn.dag.pb;

import dev.cairn.dag.DecodeException;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.MultiformatException;

/**
 * Walks over the links of a dag-pb block without making an object for any of them: the accessors describe the
 * current link by its place in the block. Everything the codec demands is checked on the way.
 *
 * <pre>
 * PbReader reader = new PbReader(block.bytes());
 * while (reader.nextLink()) {
 *   visit(reader.cid());
 * }
 * </pre>
 *
 * <p>Not for use by several threads. One reader may read many blocks, see {@link #reset}.
 */
public final class PbReader {
  static final String CODEC = "dag-pb";
  static final int DATA = 1 << 3 | 2;
  static final int LINKS = 2 << 3 | 2;
  static final int HASH = 1 << 3 | 2;
  static final int NAME = 2 << 3 | 2;
  static final int TSIZE = 3 << 3;

  private byte[] bytes;
  private int start;
  private int at;
  private int limit;

  private int dataOffset;
  private int dataLength;
  private boolean sawLinks;
  private boolean linksEnded;

  private int hashOffset;
  private int hashLength;
  private int nameOffset;
  private int nameLength;
  private long tsize;

  /** A reader before the first link of a block. */
  public PbReader(byte[] block) {
    this.bytes = block;
    reset(block, 0, block.length);
  }

  /** Starts over, before the first link of the node that {@code length} bytes from {@code offset} hold. */
  public PbReader reset(byte[] block, int offset, int length) {
    bytes = block;
    start = offset;
    at = offset;
    limit = offset + length;
    dataOffset = -1;
    dataLength = 0;
    sawLinks = false;
    linksEnded = false;
    clearLink();
    return this;
  }

  /**
   * Goes to the next link; false when there is none, and then the whole block has been checked.
   *
   * @throws DecodeException when the bytes are no dag-pb
   */
  public boolean nextLink() {
    while (at < limit) {
      int field = at;
      int tag = tag();
      if (tag == LINKS) {
        if (linksEnded) {
          throw malformed(field, "links on both sides of Data");
        }
        sawLinks = true;
        int length = length("a link");
        readLink(length);
        return true;
      }
      if (tag != DATA) {
        throw malformed(field, "field " + (tag >>> 3) + " of wire type " + (tag & 7) + " in a node");
      }
      if (dataOffset >= 0) {
        throw malformed(field, "Data occurs twice");
      }
      linksEnded = sawLinks;
      dataLength = length("Data");
      dataOffset = at;
      at += dataLength;
    }
    clearLink();
    return false;
  }

  private void readLink(int length) {
    int outer = limit;
    limit = at + length;
    clearLink();
    int last = 0;
    while (at < limit) {
      int field = at;
      int tag = tag();
      if (tag != HASH && tag != NAME && tag != TSIZE) {
        throw malformed(field, "field " + (tag >>> 3) + " of wire type " + (tag & 7) + " in a link");
      }
      if (tag <= last) {
        throw malformed(field, "fields of a link are repeated or not in the order Hash, Name, Tsize");
      }
      last = tag;
      if (tag == HASH) {
        hashLength = length("Hash");
        hashOffset = at;
        checkCid();
        at += hashLength;
      } else if (tag == NAME) {
        nameLength = length("Name");
        nameOffset = at;
        at += nameLength;
      } else {
        tsize = varint();
        if (tsize < 0) {
          throw malformed(field, "Tsize of " + Long.toUnsignedString(tsize) + " is 2^63 or more");
        }
      }
    }
    if (hashOffset < 0) {
      throw malformed(at, "link without a Hash");
    }
    limit = outer;
  }

  private void clearLink() {
    hashOffset = -1;
    hashLength = 0;
    nameOffset = -1;
    nameLength = 0;
    tsize = PbLink.ABSENT;
  }

  /** The CID of the current link. */
  public Cid cid() {
    if (hashOffset < 0) {
      throw new IllegalStateException("the reader is not on a link");
    }
    return readCid();
  }

  /** The name of the current link, empty also when it is absent; see {@link Names}. */
  public String name() {
    return Names.text(bytes, Math.max(0, nameOffset), nameLength);
  }

  /** Whether the current link has a name, be it empty. */
  public boolean hasName() {
    return nameOffset >= 0;
  }

  /** Where the bytes of the name begin in the array; -1 when there is none. */
  public int nameOffset() {
    return nameOffset;
  }

  /** How many bytes the name has. */
  public int nameLength() {
    return nameLength;
  }

  /** Where the bytes of the CID begin in the array. */
  public int hashOffset() {
    return hashOffset;
  }

  /** How many bytes the CID has. */
  public int hashLength() {
    return hashLength;
  }

  /** Tsize of the current link in bytes; 0 also when it is absent. */
  public long tsize() {
    return tsize == PbLink.ABSENT ? 0 : tsize;
  }

  /** Whether the current link has a Tsize. */
  public boolean hasTsize() {
    return tsize != PbLink.ABSENT;
  }

  /** The current link as an object that may be kept. */
  public PbLink link() {
    return PbLink.read(cid(), hasName() ? name() : null, tsize);
  }

  /**
   * Where Data begins in the array; -1 when there is none. Known for sure only after {@link #nextLink} returned
   * false, because Data comes behind the links.
   */
  public int dataOffset() {
    return dataOffset;
  }

  /** How many bytes Data has; 0 when there is none. */
  public int dataLength() {
    return dataLength;
  }

  private void checkCid() {
    // The two forms that nearly all links have need no object to be checked.
    if (hashLength == 34 && bytes[at] == 0x12 && bytes[at + 1] == 0x20) {
      return;
    }
    if (hashLength == 36
        && bytes[at] == 1
        && bytes[at + 1] >= 0
        && bytes[at + 2] == 0x12
        && bytes[at + 3] == 0x20) {
      return;
    }
    readCid();
  }

  private Cid readCid() {
    try {
      return Cid.decode(bytes, hashOffset, hashLength);
    } catch (MultiformatException e) {
      throw malformed(hashOffset, "Hash of a link is no CID: " + e.getMessage());
    }
  }

  private int tag() {
    int first = bytes[at];
    if (first >= 0) {
      at++;
      return first;
    }
    long tag = varint();
    if (tag < 0 || tag > Integer.MAX_VALUE) {
      throw malformed(at, "field number is out of range");
    }
    return (int) tag;
  }

  private int length(String what) {
    int place = at;
    long length = varint();
    if (length < 0 || length > limit - at) {
      throw malformed(place,
          what + " announces " + Long.toUnsignedString(length) + " bytes, but only " + (limit - at)
              + " follow");
    }
    return (int) length;
  }

  private long varint() {
    int place = at;
    if (at < limit && bytes[at] >= 0) {
      return bytes[at++];
    }
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
