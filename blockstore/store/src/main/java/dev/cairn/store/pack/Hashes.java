package dev.cairn.store.pack;

import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.MultiformatException;
import dev.cairn.multiformats.Multihash;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Multihashes of what is stored. */
final class Hashes {
  private Hashes() {}

  /** Whether the remaining bytes have this hash; the position stays. False when the function is not known. */
  static boolean match(Multihash hash, ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(payload.position(), bytes);
    Optional<HashFunction> function = hash.function();
    return function.isPresent() && function.get().matches(hash, bytes, 0, bytes.length);
  }

  /** The multihash that is the key of a record; null when it is none. */
  static @Nullable Multihash decode(byte[] key) {
    try {
      return Multihash.decode(key);
    } catch (MultiformatException e) {
      return null;
    }
  }
}
