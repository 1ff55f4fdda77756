package dev.cairn.multiformats;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A digest that names the function it comes from: {@code varint(code) varint(length) digest}.
 *
 * <p>Immutable. {@link #bytes()} hands out copies; {@link #encodeTo} does not.
 */
public final class Multihash implements Comparable<Multihash> {
  /** The longest digest that is accepted, in bytes. */
  public static final int MAX_DIGEST_BYTES = 128;

  private final long code;
  private final int digestOffset;
  private final byte[] encoded;

  private Multihash(long code, int digestOffset, byte[] encoded) {
    this.code = code;
    this.digestOffset = digestOffset;
    this.encoded = encoded;
  }

  /**
   * The multihash of a digest made by the function with this code.
   *
   * @throws MultiformatException when the digest is longer than 128 bytes
   */
  public static Multihash of(long code, byte[] digest) {
    if (digest.length > MAX_DIGEST_BYTES) {
      throw new MultiformatException(
          "digest of " + digest.length + " bytes is longer than the limit of " + MAX_DIGEST_BYTES);
    }
    byte[] encoded = new byte[Varint.size(code) + Varint.size(digest.length) + digest.length];
    int at = Varint.write(code, encoded, 0);
    at = Varint.write(digest.length, encoded, at);
    System.arraycopy(digest, 0, encoded, at, digest.length);
    return new Multihash(code, at, encoded);
  }

  /** The multihash of a digest made by {@code function}. */
  public static Multihash of(HashFunction function, byte[] digest) {
    return of(function.code(), digest);
  }

  /**
   * Decodes exactly one multihash.
   *
   * @throws MultiformatException when the bytes are no multihash, or more than one
   */
  public static Multihash decode(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    Multihash hash = read(from);
    if (from.hasRemaining()) {
      throw new MultiformatException(from.remaining() + " bytes too many behind the multihash");
    }
    return hash;
  }

  /**
   * Reads one multihash at the position of {@code from} and moves the position behind it.
   *
   * @throws MultiformatException when there is none
   */
  public static Multihash read(ByteBuffer from) {
    int start = from.position();
    long code = Varint.read(from);
    long length = Varint.read(from);
    if (length > MAX_DIGEST_BYTES) {
      throw new MultiformatException(
          "digest of " + length + " bytes is longer than the limit of " + MAX_DIGEST_BYTES);
    }
    if (length > from.remaining()) {
      throw new MultiformatException(
          "multihash announces a digest of " + length + " bytes, but " + from.remaining() + " follow");
    }
    int digestOffset = from.position() - start;
    byte[] encoded = new byte[digestOffset + (int) length];
    from.get(start, encoded);
    from.position(start + encoded.length);
    return new Multihash(code, digestOffset, encoded);
  }

  /** The sha2-256 multihash that stands at {@code offset}; the caller has seen its two first bytes and its length. */
  static Multihash sha256At(byte[] bytes, int offset) {
    return new Multihash(
        HashFunction.SHA2_256.code(), 2, Arrays.copyOfRange(bytes, offset, offset + Cid.V0_BYTES));
  }

  /** The number of the hash function in the multicodec table. */
  public long code() {
    return code;
  }

  /** The hash function, if it is one of ours. */
  public Optional<HashFunction> function() {
    return HashFunction.of(code);
  }

  /** The bytes of the digest; a copy. */
  public byte[] digest() {
    return Arrays.copyOfRange(encoded, digestOffset, encoded.length);
  }

  /** Whether {@code digest} begins with the digest of this multihash; it may be longer. */
  boolean digestStarts(byte[] digest) {
    int size = encoded.length - digestOffset;
    return size <= digest.length && Arrays.equals(encoded, digestOffset, encoded.length, digest, 0, size);
  }

  /** How long the digest is, in bytes. */
  public int digestSize() {
    return encoded.length - digestOffset;
  }

  /** Whether the digest is the data itself (function {@code identity}). */
  public boolean isIdentity() {
    return code == HashFunction.IDENTITY.code();
  }

  /** The encoded form; a copy. */
  public byte[] bytes() {
    return encoded.clone();
  }

  /** How long the encoded form is, in bytes. */
  public int size() {
    return encoded.length;
  }

  /** Copies the encoded form to {@code into} at {@code offset} and returns the offset behind it. */
  public int encodeTo(byte[] into, int offset) {
    System.arraycopy(encoded, 0, into, offset, encoded.length);
    return offset + encoded.length;
  }

  /** Puts the encoded form at the position of {@code into}. */
  public void encodeTo(ByteBuffer into) {
    into.put(encoded);
  }

  /** Orders by encoded bytes, unsigned. */
  @Override
  public int compareTo(Multihash other) {
    return Arrays.compareUnsigned(encoded, other.encoded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Multihash hash && Arrays.equals(encoded, hash.encoded);
  }

  @Override
  public int hashCode() {
    // The tail of a digest is as random as any hash of it.
    int n = encoded.length;
    return n < 4
        ? Arrays.hashCode(encoded)
        : (encoded[n - 1] & 0xff)
            | (encoded[n - 2] & 0xff) << 8
            | (encoded[n - 3] & 0xff) << 16
            | encoded[n - 4] << 24;
  }

  /** Base58btc without a multibase prefix, the form of CIDv0 and of peer ids. */
  @Override
  public String toString() {
    return Multibase.BASE58_BTC.encodeUnprefixed(encoded);
  }
}
