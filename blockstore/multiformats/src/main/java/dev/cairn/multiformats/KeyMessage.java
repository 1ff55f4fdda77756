package dev.cairn.multiformats;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A libp2p key as it is stored and sent: the protobuf message {@code {Type f1 enum, Data f2 bytes}} of the <a
 * href="https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md">peer id specification</a>, which serves
 * public and private keys alike. Says nothing about whether {@code data} is a good key.
 *
 * <pre>
 * 08 type 12 varint(length) data
 * </pre>
 *
 * <p>Since peer ids are hashes of it, the message has exactly one encoding, and no other is read.
 */
public final class KeyMessage {
  /** The longest key that is accepted, in bytes; an RSA key of 8192 bits takes about 4.7 KiB. */
  public static final int MAX_BYTES = 8 * 1024;

  /** The kinds of key. */
  public enum Type {
    RSA(0), //
    ED25519(1), //
    SECP256K1(2), //
    ECDSA(3);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    private static Type of(long number) {
      for (Type type : values()) {
        if (type.number == number) {
          return type;
        }
      }
      throw new MultiformatException("key type " + number + " is not known");
    }
  }

  private final Type type;
  private final byte[] data;

  /** A key of this type; copies {@code data}. */
  public KeyMessage(Type type, byte[] data) {
    this.type = type;
    this.data = data.clone();
  }

  /**
   * Decodes the message.
   *
   * @throws MultiformatException when the bytes are not the one encoding of a key of a known type
   */
  public static KeyMessage decode(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MultiformatException(
          "key of " + bytes.length + " bytes is too long (at most " + MAX_BYTES + ")");
    }
    ByteBuffer from = ByteBuffer.wrap(bytes);
    expect(from, 0x08, "the type");
    Type type = Type.of(Varint.read(from));
    expect(from, 0x12, "the data");
    long length = Varint.read(from);
    if (length != from.remaining()) {
      throw new MultiformatException(
          "key announces " + length + " bytes, but " + from.remaining() + " follow");
    }
    return new KeyMessage(type,
        Arrays.copyOfRange(bytes, from.position(), bytes.length));
  }

  private static void expect(ByteBuffer from, int tag, String what) {
    if (!from.hasRemaining() || from.get() != tag) {
      throw new MultiformatException("a key message needs " + what + " at byte "
          + Math.max(0, from.position() - 1));
    }
  }

  public Type type() {
    return type;
  }

  /** The key itself, in the form of its type; a copy. */
  public byte[] data() {
    return data.clone();
  }

  /** The encoding. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(data.length + 6);
    bytes.write(0x08);
    bytes.write(type.number);
    bytes.write(0x12);
    bytes.writeBytes(Varint.encode(data.length));
    bytes.writeBytes(data);
    return bytes.toByteArray();
  }

  /**
   * Of a private Ed25519 key the public one, which it carries (64 bytes {@code seed public}, or the old form of 96
   * bytes with the public key twice); empty for other types, where it takes arithmetic.
   *
   * @throws MultiformatException when the length is wrong or the two copies differ
   */
  public Optional<KeyMessage> embeddedPublicKey() {
    if (type != Type.ED25519) {
      return Optional.empty();
    }
    boolean whole = data.length == 64
        || data.length == 96 && Arrays.equals(data, 32, 64, data, 64, 96);
    if (!whole) {
      throw new MultiformatException("a private Ed25519 key has 64 bytes, this one " + data.length
          + (data.length == 96 ? " with two public keys that differ" : ""));
    }
    return Optional.of(new KeyMessage(Type.ED25519, Arrays.copyOfRange(data, 32, 64)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyMessage key && type == key.type && Arrays.equals(data, key.data);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(data);
  }

  /** The type and length only; it may be a private key. */
  @Override
  public String toString() {
    return type + " key of " + data.length + " bytes";
  }
}
