package dev.cairn.multiformats;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.function.Supplier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.Xof;
import org.jspecify.annotations.Nullable;

/**
 * The machinery behind {@link HashFunction}: the JDK where it has the function (its SHA-256 is several times
 * faster than any in Java alone), Bouncy Castle's lightweight digests for the rest.
 */
final class Digests {
  /** Computes a digest; stateless between calls. */
  @FunctionalInterface
  interface Engine {
    /**
     * The digest of {@code length} bytes at {@code offset}.
     *
     * @param size the wanted length in bytes; only functions with a free length look at it
     */
    byte[] digest(byte[] data, int offset, int length, int size);
  }

  static final Engine SHA_256 = jdk("SHA-256");

  private Digests() {}

  static Engine jdk(String algorithm) {
    return new Jdk(algorithm);
  }

  static Engine bouncy(Supplier<? extends Digest> function) {
    return (data, offset, length, size) -> {
      Digest digest = function.get();
      digest.update(data, offset, length);
      byte[] result = new byte[digest.getDigestSize()];
      digest.doFinal(result, 0);
      return result;
    };
  }

  static Engine xof(Supplier<? extends Xof> function) {
    return (data, offset, length, size) -> {
      Xof digest = function.get();
      digest.update(data, offset, length);
      byte[] result = new byte[size];
      digest.doFinal(result, 0, size);
      return result;
    };
  }

  static byte[] doubleSha256(byte[] data, int offset, int length, int size) {
    byte[] once = SHA_256.digest(data, offset, length, size);
    return SHA_256.digest(once, 0, once.length, size);
  }

  static byte[] copy(byte[] data, int offset, int length, int size) {
    return Arrays.copyOfRange(data, offset, offset + length);
  }

  /**
   * A function of the JDK. Each call copies a fresh prototype: as cheap as reusing an instance, without the search
   * through the providers, and without anything per thread, which would be lost on virtual threads.
   */
  private static final class Jdk implements Engine {
    private final String algorithm;
    private volatile @Nullable MessageDigest prototype;

    Jdk(String algorithm) {
      this.algorithm = algorithm;
    }

    @Override
    public byte[] digest(byte[] data, int offset, int length, int size) {
      MessageDigest digest = fresh();
      digest.update(data, offset, length);
      return digest.digest();
    }

    private MessageDigest fresh() {
      try {
        MessageDigest known = prototype;
        if (known == null) {
          known = MessageDigest.getInstance(algorithm);
          prototype = known;
        }
        return (MessageDigest) known.clone();
      } catch (NoSuchAlgorithmException | CloneNotSupportedException e) {
        throw new IllegalStateException("this JDK lacks a usable " + algorithm, e);
      }
    }
  }
}
