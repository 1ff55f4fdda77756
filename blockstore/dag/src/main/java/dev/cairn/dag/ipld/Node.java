package dev.cairn.dag.ipld;

import dev.cairn.multiformats.Cid;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value of the IPLD data model. Immutable, if nobody changes the array of a {@link BytesNode}. */
public sealed interface Node {
  /** Nothing. */
  record NullNode() implements Node {
    public static final NullNode NULL = new NullNode();
  }

  /** True or false. */
  record BoolNode(boolean value) implements Node {
    public static final BoolNode TRUE = new BoolNode(true);
    public static final BoolNode FALSE = new BoolNode(false);

    /** The node of {@code value}. */
    public static BoolNode of(boolean value) {
      return value ? TRUE : FALSE;
    }
  }

  /**
   * A whole number from -2^64 to 2^64-1, the range of dag-cbor.
   *
   * @param negative whether the number is below zero
   * @param argument the number as an unsigned 64-bit value; of a negative number {@code n}, {@code -1 - n}
   */
  record IntNode(boolean negative, long argument) implements Node {
    private static final int SMALL = 256;
    private static final IntNode[] NATURALS = new IntNode[SMALL];

    static {
      Arrays.setAll(NATURALS, i -> new IntNode(false, i));
    }

    /** The node of {@code value}. */
    public static IntNode of(long value) {
      if (value >= 0 && value < SMALL) {
        return NATURALS[(int) value];
      }
      return value < 0 ? new IntNode(true, -1 - value) : new IntNode(false, value);
    }

    /**
     * The node of {@code value}.
     *
     * @throws ArithmeticException when it is outside of -2^64 to 2^64-1
     */
    public static IntNode of(BigInteger value) {
      if (!fits(value)) {
        throw new ArithmeticException(value + " does not fit 64 bits and a sign");
      }
      // For a negative number, not() is -1 - value.
      return value.signum() < 0 ? new IntNode(true, value.not().longValue())
          : new IntNode(false, value.longValue());
    }

    /** Whether {@code value} is from -2^64 to 2^64-1. */
    public static boolean fits(BigInteger value) {
      // The bit length leaves the sign out, and that of a negative number is the one of -1 - value.
      return value.bitLength() <= Long.SIZE;
    }

    /** Whether {@link #asLong} gives the number. */
    public boolean isLong() {
      return argument >= 0;
    }

    /**
     * The number.
     *
     * @throws ArithmeticException when it does not fit
     */
    public long asLong() {
      if (!isLong()) {
        throw new ArithmeticException(this + " does not fit 64 bits with sign");
      }
      return negative ? -1 - argument : argument;
    }

    /** The number, however large. */
    public BigInteger asBigInteger() {
      BigInteger unsigned = isLong()
          ? BigInteger.valueOf(argument)
          : new BigInteger(Long.toUnsignedString(argument));
      return negative ? unsigned.not() : unsigned;
    }

    /** The number in decimal digits. */
    @Override
    public String toString() {
      return isLong() ? Long.toString(asLong()) : asBigInteger().toString();
    }
  }

  /** A floating point number of 64 bits. Only the plain {@code cbor} codec knows numbers that are not finite. */
  record FloatNode(double value) implements Node {}

  /**
   * Text. Usually all of it can be written as UTF-8; the name of a dag-pb link may hold other bytes, escaped as
   * {@link dev.cairn.dag.pb.Names} says.
   */
  record TextNode(String value) implements Node {}

  /** Bytes; the array itself, which nobody may change. */
  record BytesNode(byte[] value) implements Node {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof BytesNode bytes && Arrays.equals(value, bytes.value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
      return "BytesNode[" + value.length + " bytes]";
    }
  }

  /** Values in an order. */
  record ListNode(List<Node> items) implements Node {
    public ListNode {
      items = List.copyOf(items);
    }
  }

  /**
   * Values by name, in the order in which they were read or put in. The order is no part of the value: two maps of
   * the same entries are equal, and codecs with a canonical form write the same bytes for both.
   */
  record MapNode(Map<String, Node> entries) implements Node {
    public static final MapNode EMPTY = new MapNode(Map.of());

    public MapNode {
      entries = entries.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** The value of this name, if there is one. */
    public Optional<Node> get(String name) {
      return Optional.ofNullable(entries.get(name));
    }
  }

  /** A link to another block. */
  record LinkNode(Cid cid) implements Node {}
}
