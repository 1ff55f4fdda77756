package dev.cairn.dag.unixfs;

import dev.cairn.dag.pb.Names;
import dev.cairn.multiformats.HashFunction;
import java.nio.ByteBuffer;

/** The hash that says where in a sharded directory an entry is, as the number whose first bits choose first. */
final class NameHash {
  private NameHash() {}

  static long of(String name) {
    return of(Names.bytes(name));
  }

  static long of(byte[] name) {
    return ByteBuffer.wrap(HashFunction.MURMUR3_X64_64.digest(name, 0, name.length)).getLong();
  }

  /** The {@code bits} bits behind the first {@code consumed}. */
  static int place(long hash, int consumed, int bits) {
    return (int) (hash << consumed >>> (64 - bits));
  }
}
