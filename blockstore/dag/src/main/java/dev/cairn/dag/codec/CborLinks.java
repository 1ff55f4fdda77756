package dev.cairn.dag.codec;

import dev.cairn.multiformats.Cid;
import java.util.function.Consumer;

/**
 * Finds the links of a dag-cbor block. Without indefinite lengths, nesting needs no memory: it is enough to count
 * how many values are still to come.
 */
final class CborLinks {
  private CborLinks() {}

  static void scan(byte[] block, Consumer<Cid> visitor) {
    CborInput in = new CborInput(block, CborRules.LENIENT);
    long pending = 1;
    while (pending > 0) {
      pending--;
      in.head();
      switch (in.major) {
        case CborInput.BYTES, CborInput.TEXT -> in.at += in.count();
        case CborInput.LIST -> pending += in.count();
        case CborInput.MAP -> pending += 2L * in.count();
        case CborInput.TAG -> visitor.accept(in.link());
        default -> {
          // Numbers and simple values are their head.
        }
      }
    }
    in.requireEnd();
  }
}
