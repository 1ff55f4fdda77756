package dev.cairn.dag;

import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.HashPolicy;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.Multihash;
import java.util.Optional;

/**
 * Bytes and the CID that they hash to. A block exists only if the two match, so nobody below checks again.
 *
 * <p>{@link #bytes()} is the array itself, not a copy: whoever makes a block hands the array over, and nobody
 * changes it afterwards.
 */
public final class Block {
  /** The largest block that is stored or exchanged, in bytes. */
  public static final int MAX_BYTES = 2 * 1024 * 1024;

  private final Cid cid;
  private final byte[] bytes;

  private Block(Cid cid, byte[] bytes) {
    this.cid = cid;
    this.bytes = bytes;
  }

  /**
   * Checks bytes from outside against the CID that they were asked by.
   *
   * @throws BlockMismatchException when they hash to something else, or the hash function is not allowed
   */
  public static Block verify(Cid cid, byte[] bytes) {
    Multihash wanted = cid.multihash();
    Optional<String> refusal = HashPolicy.refusal(wanted);
    if (refusal.isPresent()) {
      throw new BlockMismatchException(cid, refusal.get());
    }
    HashFunction function = wanted.function().orElseThrow();
    if (!function.matches(wanted, bytes, 0, bytes.length)) {
      throw new BlockMismatchException(cid, "the bytes do not hash to it");
    }
    return new Block(cid, bytes);
  }

  /** Makes a block of our own bytes: CIDv1 by this codec and hash function. */
  public static Block of(Multicodec codec, HashFunction function, byte[] bytes) {
    return new Block(Cid.v1(codec, function.hash(bytes)), bytes);
  }

  /** Makes a dag-pb block with a CIDv0. */
  public static Block v0(byte[] bytes) {
    return new Block(Cid.v0(HashFunction.SHA2_256.hash(bytes)), bytes);
  }

  /**
   * Puts a CID to bytes that a store verified when it took them in and has checked against damage since. Not for
   * bytes from a peer, a file or a client: those go through {@link #verify}.
   */
  public static Block trusted(Cid cid, byte[] bytes) {
    return new Block(cid, bytes);
  }

  public Cid cid() {
    return cid;
  }

  /** The bytes; the array itself, which nobody may change. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes. */
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Block block && cid.equals(block.cid);
  }

  @Override
  public int hashCode() {
    return cid.hashCode();
  }

  @Override
  public String toString() {
    return cid + " (" + bytes.length + " bytes)";
  }
}
