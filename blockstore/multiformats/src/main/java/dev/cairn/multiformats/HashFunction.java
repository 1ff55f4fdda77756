package dev.cairn.multiformats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/**
 * A hash function that a multihash may name, with its number in the <a
 * href="https://github.com/multiformats/multicodec/blob/master/table.csv">multicodec table</a>.
 *
 * <p>Each function is one instance, so they compare by {@code ==}. The BLAKE2 families have one function per
 * digest length, which is why this is no enum; {@link #of(String)} finds them by name ({@code blake2b-256}).
 * Knowing a function does not mean trusting it: {@link HashPolicy} says which ones may name content.
 *
 * <p>Safe for any number of threads; nothing is kept per thread.
 */
public final class HashFunction {
  private static final Map<Long, HashFunction> BY_CODE = new LinkedHashMap<>();

  /** The "digest" is the data itself; at most {@value Multihash#MAX_DIGEST_BYTES} bytes. */
  public static final HashFunction IDENTITY = fixed("identity", 0x00, Multihash.MAX_DIGEST_BYTES,
      Digests::copy);
  /** Only to read old content (Git objects): collisions can be made. */
  public static final HashFunction SHA1 = fixed("sha1", 0x11, 20, Digests.jdk("SHA-1"));
  /** The usual one. */
  public static final HashFunction SHA2_256 = fixed("sha2-256", 0x12, 32, Digests.SHA_256);
  public static final HashFunction SHA2_512 = fixed("sha2-512", 0x13, 64, Digests.jdk("SHA-512"));
  public static final HashFunction SHA3_512 = fixed("sha3-512", 0x14, 64, Digests.jdk("SHA3-512"));
  public static final HashFunction SHA3_384 = fixed("sha3-384", 0x15, 48, Digests.jdk("SHA3-384"));
  public static final HashFunction SHA3_256 = fixed("sha3-256", 0x16, 32, Digests.jdk("SHA3-256"));
  public static final HashFunction SHA3_224 = fixed("sha3-224", 0x17, 28, Digests.jdk("SHA3-224"));
  public static final HashFunction SHAKE_128 = extendable("shake-128", 0x18, 32,
      Digests.xof(() -> new SHAKEDigest(128)));
  public static final HashFunction SHAKE_256 = extendable("shake-256", 0x19, 64,
      Digests.xof(() -> new SHAKEDigest(256)));
  public static final HashFunction KECCAK_224 = fixed("keccak-224", 0x1a, 28,
      Digests.bouncy(() -> new KeccakDigest(224)));
  public static final HashFunction KECCAK_256 = fixed("keccak-256", 0x1b, 32,
      Digests.bouncy(() -> new KeccakDigest(256)));
  public static final HashFunction KECCAK_384 = fixed("keccak-384", 0x1c, 48,
      Digests.bouncy(() -> new KeccakDigest(384)));
  public static final HashFunction KECCAK_512 = fixed("keccak-512", 0x1d, 64,
      Digests.bouncy(() -> new KeccakDigest(512)));
  public static final HashFunction BLAKE3 = extendable("blake3", 0x1e, 32, Digests.xof(Blake3Digest::new));
  public static final HashFunction SHA2_384 = fixed("sha2-384", 0x20, 48, Digests.jdk("SHA-384"));
  /** Not a cryptographic hash; it places the entries of a sharded directory (HAMT). */
  public static final HashFunction MURMUR3_X64_64 = fixed("murmur3-x64-64", 0x22, 8, Murmur3::digest64);
  /** SHA-256 of the SHA-256, as Bitcoin does. */
  public static final HashFunction DBL_SHA2_256 = fixed("dbl-sha2-256", 0x56, 32, Digests::doubleSha256);
  public static final HashFunction SHA2_224 = fixed("sha2-224", 0x1013, 28, Digests.jdk("SHA-224"));
  public static final HashFunction SHA2_512_224 = fixed("sha2-512-224", 0x1014, 28,
      Digests.jdk("SHA-512/224"));
  public static final HashFunction SHA2_512_256 = fixed("sha2-512-256", 0x1015, 32,
      Digests.jdk("SHA-512/256"));
  public static final HashFunction BLAKE2B_256;
  public static final HashFunction BLAKE2B_512;
  public static final HashFunction BLAKE2S_256;

  private static final List<HashFunction> ALL;
  private static final Map<String, HashFunction> BY_LABEL;

  static {
    for (int bytes = 1; bytes <= 64; bytes++) {
      int bits = 8 * bytes;
      fixed("blake2b-" + bits, 0xb200 + bytes, bytes, Digests.bouncy(() -> new Blake2bDigest(bits)));
    }
    for (int bytes = 1; bytes <= 32; bytes++) {
      int bits = 8 * bytes;
      fixed("blake2s-" + bits, 0xb240 + bytes, bytes, Digests.bouncy(() -> new Blake2sDigest(bits)));
    }
    ALL = Collections.unmodifiableList(new ArrayList<>(BY_CODE.values()));
    BY_LABEL = ALL.stream().collect(Collectors.toUnmodifiableMap(HashFunction::label, Function.identity()));
    BLAKE2B_256 = Objects.requireNonNull(BY_LABEL.get("blake2b-256"));
    BLAKE2B_512 = Objects.requireNonNull(BY_LABEL.get("blake2b-512"));
    BLAKE2S_256 = Objects.requireNonNull(BY_LABEL.get("blake2s-256"));
  }

  private final String label;
  private final long code;
  private final int digestSize;
  private final boolean extendable;
  private final Digests.Engine engine;

  private HashFunction(String label, long code, int digestSize, boolean extendable, Digests.Engine engine) {
    this.label = label;
    this.code = code;
    this.digestSize = digestSize;
    this.extendable = extendable;
    this.engine = engine;
    BY_CODE.put(code, this);
  }

  private static HashFunction fixed(String label, long code, int digestSize, Digests.Engine engine) {
    return new HashFunction(label, code, digestSize, false, engine);
  }

  private static HashFunction extendable(String label, long code, int digestSize, Digests.Engine engine) {
    return new HashFunction(label, code, digestSize, true, engine);
  }

  /** The function with this number, if it is one of ours. */
  public static Optional<HashFunction> of(long code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** The function with this name in the multicodec table (in any case), if it is one of ours. */
  public static Optional<HashFunction> of(String label) {
    return Optional.ofNullable(BY_LABEL.get(label.toLowerCase(Locale.ROOT)));
  }

  /** All functions, by ascending number within each family. */
  public static List<HashFunction> all() {
    return ALL;
  }

  /** The name in the multicodec table, such as {@code sha2-256}. */
  public String label() {
    return label;
  }

  /** The number in the multicodec table. */
  public long code() {
    return code;
  }

  /** How long a digest is unless asked otherwise, in bytes; for {@link #IDENTITY} the most it may be. */
  public int digestSize() {
    return digestSize;
  }

  /** The longest digest that this function can give, in bytes. */
  public int maxDigestSize() {
    return extendable ? Multihash.MAX_DIGEST_BYTES : digestSize;
  }

  /**
   * The multihash of all of {@code data}.
   *
   * @throws MultiformatException for {@link #IDENTITY} when there are more than 128 bytes
   */
  public Multihash hash(byte[] data) {
    return hash(data, 0, data.length);
  }

  /**
   * The multihash of {@code length} bytes at {@code offset}, with the function's default digest length.
   *
   * @throws MultiformatException for {@link #IDENTITY} when there are more than 128 bytes
   */
  public Multihash hash(byte[] data, int offset, int length) {
    return Multihash.of(code, digest(data, offset, length));
  }

  /**
   * The multihash with a digest of {@code size} bytes: cut short, or drawn longer where the function can.
   *
   * @throws MultiformatException when this function gives no digest of that size
   */
  public Multihash hash(byte[] data, int offset, int length, int size) {
    if (this == IDENTITY ? size != length : size < 1 || size > maxDigestSize()) {
      throw new MultiformatException(label + " gives no digest of " + size + " bytes (at most "
          + (this == IDENTITY ? length : maxDigestSize()) + ")");
    }
    byte[] digest = engine.digest(data, offset, length, Math.max(size, digestSize));
    return Multihash.of(code, digest.length == size ? digest : Arrays.copyOf(digest, size));
  }

  /**
   * The bare digest of {@code length} bytes at {@code offset}, in its default length.
   *
   * @throws MultiformatException for {@link #IDENTITY} when there are more than 128 bytes
   */
  public byte[] digest(byte[] data, int offset, int length) {
    if (this == IDENTITY && length > digestSize) {
      throw new MultiformatException(
          "an identity multihash holds at most " + digestSize + " bytes, not " + length);
    }
    return engine.digest(data, offset, length, digestSize);
  }

  /**
   * Whether these bytes have this multihash. A digest that was cut short is compared as far as it goes; an empty
   * one proves nothing and never matches (except that of no data by {@link #IDENTITY}). Whether a short digest is
   * good enough is for {@link HashPolicy} to say.
   */
  public boolean matches(Multihash wanted, byte[] data, int offset, int length) {
    int size = wanted.digestSize();
    if (wanted.code() != code) {
      return false;
    }
    if (this == IDENTITY) {
      return size == length && wanted.digestStarts(engine.digest(data, offset, length, length));
    }
    return size > 0 && size <= maxDigestSize()
        && wanted.digestStarts(engine.digest(data, offset, length, Math.max(size, digestSize)));
  }

  /** The name. */
  @Override
  public String toString() {
    return label;
  }
}
