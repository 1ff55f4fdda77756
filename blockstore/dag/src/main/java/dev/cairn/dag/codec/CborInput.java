package dev.cairn.dag.codec;

import dev.cairn.dag.DecodeException;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.MultiformatException;

/**
 * The heads of CBOR items (RFC 8949 §3): three bits of major type, five bits that hold the argument or say how many
 * bytes of it follow.
 */
final class CborInput {
  static final int UNSIGNED = 0;
  static final int NEGATIVE = 1;
  static final int BYTES = 2;
  static final int TEXT = 3;
  static final int LIST = 4;
  static final int MAP = 5;
  static final int TAG = 6;
  static final int SIMPLE = 7;

  static final int LINK_TAG = 42;

  private static final int INDEFINITE = 31;

  final byte[] bytes;
  final CborRules rules;
  int at;

  /** Where the last head began. */
  int start;
  int major;
  /** The low five bits of the first byte of the last head. */
  int info;
  /** The argument of the last head, unsigned; of floats, their bits. */
  long argument;

  CborInput(byte[] bytes, CborRules rules) {
    this.bytes = bytes;
    this.rules = rules;
  }

  boolean isEmpty() {
    return at == bytes.length;
  }

  boolean isIndefinite() {
    return info == INDEFINITE;
  }

  /** Whether the last head was the byte that ends an item of indefinite length. */
  boolean isBreak() {
    return major == SIMPLE && info == INDEFINITE;
  }

  /** Reads the next head. */
  void head() {
    start = at;
    if (isEmpty()) {
      throw malformed("the input ends where a value is needed");
    }
    int first = bytes[at++] & 0xff;
    major = first >> 5;
    info = first & 0x1f;
    if (info < 24) {
      argument = info;
    } else if (info < 28) {
      argument = following(1 << info - 24);
      if (major != SIMPLE && rules == CborRules.STRICT && !isShortest()) {
        throw malformed("a number is not in its shortest form");
      }
    } else if (info == INDEFINITE && rules == CborRules.PLAIN) {
      argument = 0;
    } else if (info == INDEFINITE) {
      throw malformed("indefinite lengths are not allowed");
    } else {
      throw malformed("additional information " + info + " has no meaning");
    }
  }

  private long following(int size) {
    if (bytes.length - at < size) {
      throw malformed("the input ends inside a number");
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | bytes[at++] & 0xff;
    }
    return value;
  }

  private boolean isShortest() {
    return switch (info) {
      case 24 -> argument >= 24;
      case 25 -> argument > 0xff;
      case 26 -> argument > 0xffff;
      default -> argument >>> 32 != 0;
    };
  }

  /** The argument of the last head as a count of bytes or items that must still fit the input, one byte each. */
  int count() {
    if (argument < 0 || argument > bytes.length - at) {
      throw malformed(
          Long.toUnsignedString(argument) + " are announced, but only " + (bytes.length - at)
              + " bytes follow");
    }
    return (int) argument;
  }

  /** The link behind a tag whose head has just been read. */
  Cid link() {
    int place = start;
    if (argument != LINK_TAG || rules == CborRules.PLAIN) {
      throw malformed("tag " + Long.toUnsignedString(argument) + " is not allowed");
    }
    head();
    if (major != BYTES) {
      throw malformed("tag 42 is not followed by bytes");
    }
    int length = count();
    if (length == 0 || bytes[at] != 0) {
      throw malformed("the CID in tag 42 does not begin with a zero byte");
    }
    try {
      Cid cid = Cid.decode(bytes, at + 1, length - 1);
      at += length;
      return cid;
    } catch (MultiformatException e) {
      throw new DecodeException(rules.codec, place, "tag 42 holds no CID: " + e.getMessage());
    }
  }

  void requireEnd() {
    if (!isEmpty()) {
      throw new DecodeException(rules.codec, at, (bytes.length - at) + " bytes too many behind the value");
    }
  }

  /** A fault in the item whose head was read last. */
  DecodeException malformed(String problem) {
    return new DecodeException(rules.codec, start, problem);
  }
}
