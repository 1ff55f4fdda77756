package dev.cairn.store.pack;

import dev.cairn.multiformats.Multihash;
import dev.cairn.store.BlockstoreException;
import dev.cairn.store.BlockstoreException.Code;
import dev.cairn.store.pack.RecordFormat.Header;
import dev.cairn.store.pack.RecordFormat.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/** Reads blocks out of segment files; nothing leaves it unchecked. */
final class RecordReader {
  private final SegmentReaders segments;
  private final BufferPool pool = new BufferPool();
  private final Path dir;
  private final long salt;
  private final boolean hashOnRead;

  RecordReader(SegmentReaders segments, Path dir, long salt, boolean hashOnRead) {
    this.segments = segments;
    this.dir = dir;
    this.salt = salt;
    this.hashOnRead = hashOnRead;
  }

  /**
   * Shows the payload of the block that lies at {@code entry} to {@code reader}; the view dies when it returns.
   *
   * @throws NoSuchFileException when the segment is not there (any more)
   * @throws BlockstoreException with code CORRUPT when what is there is not the block
   */
  <R> R read(Multihash hash, BlockEntry entry, Function<ByteBuffer, R> reader) throws NoSuchFileException {
    int size = RecordFormat.recordBytes(hash.size(), entry.length());
    if (entry.length() < 0 || size > RecordFormat.MAX_RECORD_BYTES || entry.offset() < 0) {
      throw corrupt(hash, entry, "the index has an impossible place or length");
    }
    ByteBuffer buffer = pool.take(size);
    try {
      fill(entry, buffer);
      return reader.apply(check(hash, entry, buffer));
    } finally {
      pool.give(buffer);
    }
  }

  private void fill(BlockEntry entry, ByteBuffer buffer) throws NoSuchFileException {
    try {
      segments.read(entry.segment(), entry.offset(), buffer);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw DiskErrors.reading(SegmentFormat.file(dir, entry.segment()), e);
    }
  }

  private ByteBuffer check(Multihash hash, BlockEntry entry, ByteBuffer buffer) {
    if (buffer.hasRemaining()) {
      throw corrupt(hash, entry, "the segment file ends before the record does");
    }
    buffer.flip();
    Header header = RecordFormat.parse(buffer, 0, salt, entry.position());
    if (header == null) {
      throw corrupt(hash, entry, "the record's header is damaged");
    }
    if (header.kind() != Kind.BLOCK || header.payloadBytes() != entry.length()
        || !Arrays.equals(header.key(), hash.bytes())) {
      throw corrupt(hash, entry, "another record lies there");
    }
    int payloadAt = RecordFormat.HEADER_BYTES + header.key().length;
    if (RecordFormat.crc(buffer, payloadAt, entry.length()) != header.payloadCrc()) {
      throw corrupt(hash, entry, "its bytes do not match their checksum");
    }
    ByteBuffer payload = buffer.slice(payloadAt, entry.length()).asReadOnlyBuffer();
    if (hashOnRead && !Hashes.match(hash, payload)) {
      throw corrupt(hash, entry, "its bytes do not have this hash");
    }
    return payload;
  }

  BlockstoreException corrupt(Multihash hash, BlockEntry entry, String how) {
    return new BlockstoreException(Code.CORRUPT,
        "block with multihash " + hash + " is damaged in " + SegmentFormat.file(dir, entry.segment())
            + " at offset "
            + Integer.toUnsignedString(entry.offset()) + ": " + how
            + ". Run `cairn repo verify` to list what is damaged; remove the block and fetch or add it again");
  }
}
