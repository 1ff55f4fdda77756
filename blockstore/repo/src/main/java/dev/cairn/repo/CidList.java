package dev.cairn.repo;

import dev.cairn.multiformats.Cid;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Predicate;

/** A list of CIDs that takes the bytes of each and nothing more. Not safe for use by many threads. */
final class CidList {
  private byte[] bytes = new byte[1024];
  private int end;
  private long size;

  void add(Cid cid) {
    int needed = Math.addExact(end, cid.size());
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
    }
    end = cid.encodeTo(bytes, end);
    size++;
  }

  /** Visits the CIDs in order until the visitor says false. */
  void forEach(Predicate<Cid> visitor) {
    ByteBuffer from = ByteBuffer.wrap(bytes, 0, end);
    boolean going = true;
    while (going && from.hasRemaining()) {
      going = visitor.test(Cid.read(from));
    }
  }

  long size() {
    return size;
  }
}
