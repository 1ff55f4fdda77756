package dev.cairn.multiformats;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A content identifier: which codec the block is in, and the multihash of its bytes.
 *
 * <p>Version 0 is a bare sha2-256 multihash of a dag-pb block; version 1 is {@code varint(1) varint(codec)
 * multihash}. Two CIDs are equal only if version, codec and multihash are; blocks are stored by {@link
 * #multihash()}. Follows the <a href="https://github.com/multiformats/cid">CID specification</a>.
 */
public final class Cid implements Comparable<Cid> {
  /** The longest text that is parsed as a CID, in characters. */
  private static final int MAX_TEXT = 2048;
  /** How long every CIDv0 is as text. */
  private static final int V0_TEXT = 46;

  /** How many bytes the binary form of version 0 has: function, length and a digest of sha2-256. */
  static final int V0_BYTES = 34;

  private static final int SHA2_256 = 0x12;
  private static final int SHA2_256_BYTES = 0x20;

  private final int version;
  private final long codec;
  private final Multihash multihash;

  private Cid(int version, long codec, Multihash multihash) {
    this.version = version;
    this.codec = codec;
    this.multihash = multihash;
  }

  /**
   * A version 0 CID.
   *
   * @throws MultiformatException unless the multihash is sha2-256 with 32 bytes
   */
  public static Cid v0(Multihash multihash) {
    if (!fitsV0(multihash)) {
      throw new MultiformatException("CIDv0 holds only a sha2-256 digest of 32 bytes");
    }
    return new Cid(0, Multicodec.DAG_PB.code(), multihash);
  }

  private static boolean fitsV0(Multihash multihash) {
    return multihash.code() == HashFunction.SHA2_256.code() && multihash.digestSize() == 32;
  }

  /** A version 1 CID with any codec number. */
  public static Cid v1(long codec, Multihash multihash) {
    Varint.size(codec);
    return new Cid(1, codec, multihash);
  }

  /** A version 1 CID. */
  public static Cid v1(Multicodec codec, Multihash multihash) {
    return new Cid(1, codec.code(), multihash);
  }

  /**
   * Reads a CID from text: CIDv0 in base58btc, or CIDv1 in any multibase.
   *
   * @throws MultiformatException when it is none
   */
  public static Cid parse(String text) {
    if (text.length() < 2) {
      throw new MultiformatException(
          text.isEmpty() ? "cid is empty" : "cid too short: " + Shown.quoted(text));
    }
    try {
      return parseBare(text);
    } catch (MultiformatException e) {
      throw new MultiformatException(Shown.quoted(text) + " is no CID: " + e.getMessage() + hint(text), e);
    }
  }

  /** As {@link #parse}, with the bare reason in the exception. */
  static Cid parseBare(String text) {
    if (text.length() > MAX_TEXT) {
      throw new MultiformatException("text of " + text.length() + " characters is too long");
    }
    if (text.length() == V0_TEXT && text.startsWith("Qm")) {
      return v0(Multihash.decode(Multibase.BASE58_BTC.decodeUnprefixed(text)));
    }
    Cid cid = decode(Multibase.decode(text));
    if (cid.version == 0) {
      throw new MultiformatException("CIDv0 takes no multibase prefix; write " + cid);
    }
    return cid;
  }

  /** What somebody who wrote this probably meant instead. */
  private static String hint(String text) {
    if (text.startsWith("/")) {
      return "; it is a path or an address, and a CID is wanted";
    }
    if (text.startsWith("Qm") && text.length() != V0_TEXT) {
      return "; a CIDv0 has " + V0_TEXT + " characters, this has " + text.length();
    }
    if (text.length() == V0_TEXT && text.regionMatches(true, 0, "qm", 0, 2) && !text.startsWith("Qm")) {
      return "; it looks like a CIDv0 whose letters were changed to one case, which destroys it";
    }
    if (text.startsWith("12D3KooW") || text.startsWith("16Uiu2")) {
      return "; it looks like a peer id, whose CID form begins with k51 or bafz";
    }
    return "";
  }

  /**
   * Decodes exactly one CID.
   *
   * @throws MultiformatException when the bytes are no CID, or more than one
   */
  public static Cid decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /**
   * Decodes exactly one CID from {@code length} bytes at {@code offset}.
   *
   * @throws MultiformatException when the bytes are no CID, or more than one
   */
  public static Cid decode(byte[] bytes, int offset, int length) {
    // The two forms that nearly all links have; reading a directory is mostly this.
    if (length == V0_BYTES && bytes[offset] == SHA2_256 && bytes[offset + 1] == SHA2_256_BYTES) {
      return new Cid(0, Multicodec.DAG_PB.code(), Multihash.sha256At(bytes, offset));
    }
    if (length == V0_BYTES + 2
        && bytes[offset] == 1
        && bytes[offset + 1] >= 0
        && bytes[offset + 2] == SHA2_256
        && bytes[offset + 3] == SHA2_256_BYTES) {
      return new Cid(1, bytes[offset + 1], Multihash.sha256At(bytes, offset + 2));
    }
    ByteBuffer from = ByteBuffer.wrap(bytes, offset, length);
    Cid cid = read(from);
    if (from.hasRemaining()) {
      throw new MultiformatException(from.remaining() + " bytes too many behind the CID");
    }
    return cid;
  }

  /**
   * Reads one CID at the position of {@code from} and moves the position behind it.
   *
   * @throws MultiformatException when there is none
   */
  public static Cid read(ByteBuffer from) {
    int start = from.position();
    if (from.remaining() >= 34 && from.get(start) == 0x12 && from.get(start + 1) == 0x20) {
      return v0(Multihash.read(from));
    }
    if (from.remaining() >= 2 && from.get(start) == 0x12 && from.get(start + 1) == 0x20) {
      throw new MultiformatException("CIDv0 is cut short: " + from.remaining() + " bytes instead of 34");
    }
    long version = Varint.read(from);
    if (version != 1) {
      throw new MultiformatException("CID version " + version + " is not known, only 0 and 1 are");
    }
    long codec = Varint.read(from);
    return new Cid(1, codec, Multihash.read(from));
  }

  /** 0 or 1. */
  public int version() {
    return version;
  }

  /** The number of the codec in the multicodec table. */
  public long codecCode() {
    return codec;
  }

  /** The codec, if it is one of ours. */
  public Optional<Multicodec> codec() {
    return Multicodec.of(codec);
  }

  /** Whether the block is in this codec. */
  public boolean is(Multicodec other) {
    return codec == other.code();
  }

  public Multihash multihash() {
    return multihash;
  }

  /** The same content as a version 1 CID. */
  public Cid toV1() {
    return version == 1 ? this : new Cid(1, codec, multihash);
  }

  /** The same content as a version 0 CID, where that can be said. */
  public Optional<Cid> toV0() {
    return is(Multicodec.DAG_PB) && fitsV0(multihash) ? Optional.of(version == 0 ? this : v0(multihash))
        : Optional.empty();
  }

  /** The same multihash under another codec, as version 1. */
  public Cid withCodec(Multicodec other) {
    return v1(other, multihash);
  }

  /** How long the binary form is, in bytes. */
  public int size() {
    return version == 0 ? multihash.size() : 1 + Varint.size(codec) + multihash.size();
  }

  /** The binary form. */
  public byte[] bytes() {
    byte[] bytes = new byte[size()];
    encodeTo(bytes, 0);
    return bytes;
  }

  /** Writes the binary form to {@code into} at {@code offset} and returns the offset behind it. */
  public int encodeTo(byte[] into, int offset) {
    int at = offset;
    if (version == 1) {
      into[at++] = 1;
      at = Varint.write(codec, into, at);
    }
    return multihash.encodeTo(into, at);
  }

  /**
   * The text in this base.
   *
   * @throws MultiformatException for a version 0 CID in any base but base58btc
   */
  public String toString(Multibase base) {
    if (version == 1) {
      return base.encode(bytes());
    }
    if (base != Multibase.BASE58_BTC) {
      throw new MultiformatException(
          "CIDv0 is written in base58btc only, not in " + base.label() + "; make it a CIDv1 first");
    }
    return multihash.toString();
  }

  @Override
  public int compareTo(Cid other) {
    int byHash = multihash.compareTo(other.multihash);
    if (byHash != 0) {
      return byHash;
    }
    int byCodec = Long.compare(codec, other.codec);
    return byCodec != 0 ? byCodec : Integer.compare(version, other.version);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cid cid
        && version == cid.version
        && codec == cid.codec
        && multihash.equals(cid.multihash);
  }

  @Override
  public int hashCode() {
    return 31 * multihash.hashCode() + (int) codec + version;
  }

  /** Base58btc for version 0, base32 for version 1. */
  @Override
  public String toString() {
    return version == 0 ? multihash.toString() : Multibase.BASE32.encode(bytes());
  }
}
