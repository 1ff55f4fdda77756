package dev.cairn.store.pack;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Records as bytes; the package comment draws them. All numbers are big-endian.
 *
 * <p>The header's CRC-32C begins with the store's salt and the record's own place. A record is therefore valid
 * nowhere else: neither leftovers of an earlier use of the disk nor a record that somebody put into the payload of
 * a block can pass for one.
 */
final class RecordFormat {
  static final int HEADER_BYTES = 20;
  static final int MAX_KEY_BYTES = 160;
  static final int MAX_PAYLOAD_BYTES = 4 << 20;
  static final int MAX_RECORD_BYTES = HEADER_BYTES + MAX_KEY_BYTES + MAX_PAYLOAD_BYTES;

  static final byte MAGIC_0 = (byte) 0xc5;
  static final byte MAGIC_1 = 0x1b;

  /** What a record says; the code is part of the file format. */
  enum Kind {
    BLOCK(1),
    DELETE(2),
    TABLES(3),
    SNAPSHOT(4),
    MARK(5);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    static @Nullable Kind of(byte code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      return null;
    }
  }

  private static final int SEED_BYTES = 16;
  private static final int CHECKED_BYTES = 16;

  private RecordFormat() {}

  /** A header as read; valid. */
  record Header(Kind kind, byte[] key, int payloadBytes, int payloadCrc) {
    int recordBytes() {
      return RecordFormat.recordBytes(key.length, payloadBytes);
    }
  }

  static int recordBytes(int keyBytes, int payloadBytes) {
    return HEADER_BYTES + keyBytes + payloadBytes;
  }

  /** Header and key of a record that will lie at {@code position}. */
  static byte[] header(long salt, long position, Kind kind, byte[] key, int payloadBytes, int payloadCrc) {
    byte[] bytes = new byte[SEED_BYTES + HEADER_BYTES + key.length];
    ByteBuffer into = ByteBuffer.wrap(bytes);
    into.putLong(salt).putLong(position);
    into.put(MAGIC_0).put(MAGIC_1).put(kind.code).put((byte) 0);
    into.putInt(payloadBytes).putInt(payloadCrc).putShort((short) key.length).putShort((short) 0);
    into.putInt(0).put(key);
    into.putInt(SEED_BYTES + CHECKED_BYTES, headerCrc(bytes, key.length));
    byte[] header = new byte[HEADER_BYTES + key.length];
    System.arraycopy(bytes, SEED_BYTES, header, 0, header.length);
    return header;
  }

  private static int headerCrc(byte[] seeded, int keyBytes) {
    CRC32C crc = new CRC32C();
    crc.update(seeded, 0, SEED_BYTES + CHECKED_BYTES);
    crc.update(seeded, SEED_BYTES + HEADER_BYTES, keyBytes);
    return (int) crc.getValue();
  }

  /**
   * Reads the header at index {@code at} of {@code from}, which lies in the log at {@code position}. Null when the
   * bytes up to the limit are no valid header for that place.
   */
  static @Nullable Header parse(ByteBuffer from, int at, long salt, long position) {
    int available = from.limit() - at;
    if (available < HEADER_BYTES || from.get(at) != MAGIC_0 || from.get(at + 1) != MAGIC_1) {
      return null;
    }
    int payloadBytes = from.getInt(at + 4);
    int keyBytes = from.getShort(at + 12) & 0xffff;
    Kind kind = Kind.of(from.get(at + 2));
    if (kind == null || keyBytes > MAX_KEY_BYTES || available < HEADER_BYTES + keyBytes || payloadBytes < 0
        || payloadBytes > MAX_PAYLOAD_BYTES) {
      return null;
    }
    byte[] seeded = new byte[SEED_BYTES + HEADER_BYTES + keyBytes];
    ByteBuffer.wrap(seeded).putLong(salt).putLong(position);
    from.get(at, seeded, SEED_BYTES, HEADER_BYTES + keyBytes);
    if (headerCrc(seeded, keyBytes) != from.getInt(at + CHECKED_BYTES)) {
      return null;
    }
    byte[] key = new byte[keyBytes];
    System.arraycopy(seeded, SEED_BYTES + HEADER_BYTES, key, 0, keyBytes);
    return new Header(kind, key, payloadBytes, from.getInt(at + 8));
  }

  static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }

  /** The CRC-32C of {@code length} bytes at index {@code at}; the position of the buffer stays. */
  static int crc(ByteBuffer bytes, int at, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(at, length));
    return (int) crc.getValue();
  }
}
