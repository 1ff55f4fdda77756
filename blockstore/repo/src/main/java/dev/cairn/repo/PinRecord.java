package dev.cairn.repo;

import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.MultiformatException;
import dev.cairn.multiformats.Multihash;
import dev.cairn.multiformats.Varint;
import dev.cairn.store.BlockstoreException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A pin as an entry of the table {@code PINS}.
 *
 * <pre>
 * key    multihash | varint CID version | varint codec
 * value  u8 format = 1 | u8 mode (1 recursive, 2 direct) | fields
 * field  varint tag | varint length | that many bytes
 *        tag 1: name, UTF-8, when there is one
 * </pre>
 *
 * <p>The multihash comes first so that all pins on one block stand together, whatever CIDs name it. A field with an
 * unknown tag is passed over: expiry, origin and the like can join without a new format.
 */
final class PinRecord {
  private static final int FORMAT = 1;
  private static final int RECURSIVE = 1;
  private static final int DIRECT = 2;
  private static final int NAME = 1;

  private PinRecord() {}

  static byte[] key(Cid cid) {
    byte[] hash = cid.multihash().bytes();
    byte[] version = Varint.encode(cid.version());
    byte[] codec = Varint.encode(cid.codecCode());
    return ByteBuffer.allocate(hash.length + version.length + codec.length)
        .put(hash)
        .put(version)
        .put(codec)
        .array();
  }

  static byte[] value(Pin pin) {
    byte[] name = pin.name().getBytes(StandardCharsets.UTF_8);
    byte[] length = Varint.encode(name.length);
    ByteBuffer value = ByteBuffer.allocate(3 + length.length + name.length);
    value.put((byte) FORMAT);
    value.put((byte) (pin.mode() == Pin.Mode.RECURSIVE ? RECURSIVE : DIRECT));
    if (name.length > 0) {
      value.put((byte) NAME).put(length).put(name);
    }
    byte[] bytes = new byte[value.flip().remaining()];
    value.get(bytes);
    return bytes;
  }

  /**
   * The pin of an entry.
   *
   * @throws BlockstoreException with code {@code CORRUPT} when the entry is none
   */
  static Pin decode(byte[] key, byte[] value) {
    try {
      return new Pin(cid(ByteBuffer.wrap(key)), mode(value), name(value));
    } catch (MultiformatException | BufferUnderflowException | PinException e) {
      throw new BlockstoreException(BlockstoreException.Code.CORRUPT, "the pin record "
          + HexFormat.of().formatHex(key) + " is damaged (" + e.getMessage() + "); run 'cairn repo verify'",
          e);
    }
  }

  private static Cid cid(ByteBuffer key) {
    Multihash hash = Multihash.read(key);
    long version = Varint.read(key);
    long codec = Varint.read(key);
    if (key.hasRemaining() || version > 1) {
      throw new MultiformatException("its key is no CID");
    }
    return version == 0 ? Cid.v0(hash) : Cid.v1(codec, hash);
  }

  private static Pin.Mode mode(byte[] value) {
    if (value.length < 2 || value[0] != FORMAT) {
      throw new MultiformatException("its format is not known");
    }
    return switch (value[1]) {
      case RECURSIVE -> Pin.Mode.RECURSIVE;
      case DIRECT -> Pin.Mode.DIRECT;
      default -> throw new MultiformatException("its mode " + value[1] + " is not known");
    };
  }

  private static String name(byte[] value) {
    ByteBuffer fields = ByteBuffer.wrap(value, 2, value.length - 2);
    String name = "";
    while (fields.hasRemaining()) {
      long tag = Varint.read(fields);
      long length = Varint.read(fields);
      if (length > fields.remaining()) {
        throw new MultiformatException("a field is cut short");
      }
      byte[] content = new byte[(int) length];
      fields.get(content);
      if (tag == NAME) {
        name = new String(content, StandardCharsets.UTF_8);
      }
    }
    return name;
  }
}
