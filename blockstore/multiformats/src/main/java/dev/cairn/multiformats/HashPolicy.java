package dev.cairn.multiformats;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which multihashes may name content: functions without practical preimages, and digests that are neither so short
 * that they can be searched nor so long that they waste space. The same rules as the rest of the network, so that
 * nobody stores or serves what others refuse.
 *
 * <p>Allowed are identity (up to 128 bytes), and with 20 to 128 bytes of digest sha1, sha2-256, sha2-512,
 * dbl-sha2-256, sha3-*, keccak-*, shake-256, blake3, and blake2b and blake2s from 160 bits on.
 */
public final class HashPolicy {
  /** The shortest digest that names content, in bytes; identity is exempt. */
  public static final int MIN_DIGEST_BYTES = 20;

  private static final Set<HashFunction> TRUSTED = trusted();
  private static final List<HashFunction> ALLOWED = HashFunction.all().stream().filter(TRUSTED::contains)
      .toList();

  private HashPolicy() {}

  private static Set<HashFunction> trusted() {
    Set<HashFunction> trusted = new HashSet<>(Set.of(HashFunction.IDENTITY, HashFunction.SHA1,
        HashFunction.SHA2_256, HashFunction.SHA2_512, HashFunction.DBL_SHA2_256, HashFunction.SHA3_224,
        HashFunction.SHA3_256, HashFunction.SHA3_384, HashFunction.SHA3_512, HashFunction.KECCAK_224,
        HashFunction.KECCAK_256, HashFunction.KECCAK_384, HashFunction.KECCAK_512, HashFunction.SHAKE_256,
        HashFunction.BLAKE3));
    for (HashFunction function : HashFunction.all()) {
      if (function.label().startsWith("blake2") && function.digestSize() >= MIN_DIGEST_BYTES) {
        trusted.add(function);
      }
    }
    return Set.copyOf(trusted);
  }

  /** The functions that may name content, in the order of {@link HashFunction#all()}. */
  public static List<HashFunction> allowed() {
    return ALLOWED;
  }

  /** Whether this function may name content. */
  public static boolean allows(HashFunction function) {
    return TRUSTED.contains(function);
  }

  /** Why this multihash may not name content, in words for the user; empty when it may. */
  public static Optional<String> refusal(Multihash hash) {
    Optional<HashFunction> known = hash.function();
    if (known.isEmpty()) {
      return Optional.of("hash function 0x" + Long.toHexString(hash.code()) + " is not known");
    }
    HashFunction function = known.get();
    if (!TRUSTED.contains(function)) {
      return Optional.of("hash function " + function + " is not safe enough to name content; use sha2-256");
    }
    int size = hash.digestSize();
    if (function != HashFunction.IDENTITY && size < MIN_DIGEST_BYTES) {
      return Optional.of("digest of " + size + " bytes is too short to name content (at least "
          + MIN_DIGEST_BYTES + " bytes)");
    }
    if (size > function.maxDigestSize()) {
      return Optional.of("digest of " + size + " bytes is longer than " + function + " gives (at most "
          + function.maxDigestSize() + " bytes)");
    }
    return Optional.empty();
  }

  /**
   * Checks that this multihash may name content.
   *
   * @throws MultiformatException with the words of {@link #refusal} when it may not
   */
  public static void check(Multihash hash) {
    refusal(hash).ifPresent(reason -> {
      throw new MultiformatException(reason);
    });
  }
}
