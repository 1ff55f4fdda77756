package dev.cairn.multiformats;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** The hash functions that a CID may name. */
public enum HashFunction {
  IDENTITY("identity", 0x00),
  SHA2_256("sha2-256", 0x12);

  private final String label;
  private final long code;

  HashFunction(String label, long code) {
    this.label = label;
    this.code = code;
  }

  /** The name in the multicodec table. */
  public String label() {
    return label;
  }

  /** The number in the multicodec table. */
  public long code() {
    return code;
  }

  /** The multihash of {@code length} bytes at {@code offset}, with the function's default digest length. */
  public Multihash hash(byte[] data, int offset, int length) {
    return Multihash.of(code, digest(data, offset, length));
  }

  /** The multihash of all of {@code data}. */
  public Multihash hash(byte[] data) {
    return hash(data, 0, data.length);
  }

  /** Whether these bytes have this multihash; a truncated digest is compared as far as it goes. */
  public boolean matches(Multihash wanted, byte[] data, int offset, int length) {
    byte[] digest = digest(data, offset, length);
    byte[] expected = wanted.digest();
    return expected.length <= digest.length
        && MessageDigest.isEqual(expected, Arrays.copyOf(digest, expected.length));
  }

  private byte[] digest(byte[] data, int offset, int length) {
    if (this == IDENTITY) {
      return Arrays.copyOfRange(data, offset, offset + length);
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(data, offset, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The function with this number, if it is one of ours. */
  public static Optional<HashFunction> of(long code) {
    return Arrays.stream(values()).filter(f -> f.code == code).findFirst();
  }

  /** The function with this name, if it is one of ours. */
  public static Optional<HashFunction> of(String label) {
    return Arrays.stream(values()).filter(f -> f.label.equals(label)).findFirst();
  }
}
