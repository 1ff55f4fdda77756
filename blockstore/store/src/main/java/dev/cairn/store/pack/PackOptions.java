package dev.cairn.store.pack;

import java.time.Duration;

/**
 * How a {@link PackStore} works; {@link #defaults()} fits a desktop and a server. Sizes are in bytes.
 *
 * @param directIo write the log past the page cache where the file system lets us
 * @param hashOnRead check the full hash of a block on every read, not only its CRC-32C
 * @param segmentBytes a segment file is sealed before it grows beyond this
 * @param bufferBytes size of one write buffer: as much goes to the disk in one piece; a multiple of 4 KiB
 * @param buffers how many write buffers there are, at least two: one fills while the others are written
 * @param checkpointRecords how many records the overlay holds before they are committed to the index
 * @param checkpointBytes how much log may lie behind the index; opening after a crash reads it again
 * @param checkpointInterval how long a record waits for its index commit when nothing else asks for one
 * @param openSegments how many segment files are open for reading at most
 */
public record PackOptions(boolean directIo, boolean hashOnRead, int segmentBytes, int bufferBytes,
    int buffers,
    int checkpointRecords, long checkpointBytes, Duration checkpointInterval, int openSegments) {

  /** The smallest segment that is useful: the largest record must fit with room to spare. */
  private static final int MIN_SEGMENT_BYTES = 64 * 1024;

  public PackOptions {
    require(segmentBytes >= MIN_SEGMENT_BYTES, "segmentBytes is at least 64 KiB");
    require(bufferBytes >= Sectors.BYTES && bufferBytes % Sectors.BYTES == 0,
        "bufferBytes is a multiple of " + Sectors.BYTES);
    require(buffers >= 2, "there are at least two buffers");
    require((long) (buffers - 1) * bufferBytes >= RecordFormat.MAX_RECORD_BYTES + Sectors.BYTES,
        "all buffers but one together hold the largest record");
    require(checkpointRecords > 0 && checkpointBytes > 0, "a checkpoint covers at least one record");
    require(!checkpointInterval.isNegative() && !checkpointInterval.isZero(),
        "checkpointInterval is positive");
    require(openSegments > 0, "at least one segment is open");
  }

  /** Direct I/O, segments of 256 MiB, three buffers of 4 MiB, an index commit every 128 k records or 5 s. */
  public static PackOptions defaults() {
    return new PackOptions(true, false, 256 << 20, 4 << 20, 3, 128 * 1024, 1L << 30, Duration.ofSeconds(5),
        256);
  }

  /** The same with direct I/O on or off. */
  public PackOptions withDirectIo(boolean on) {
    return new PackOptions(on, hashOnRead, segmentBytes, bufferBytes, buffers, checkpointRecords,
        checkpointBytes,
        checkpointInterval, openSegments);
  }

  /** The same with a full hash check on every read, or without. */
  public PackOptions withHashOnRead(boolean on) {
    return new PackOptions(directIo, on, segmentBytes, bufferBytes, buffers, checkpointRecords,
        checkpointBytes,
        checkpointInterval, openSegments);
  }

  /** The same with another size of segments. */
  public PackOptions withSegmentBytes(int bytes) {
    return new PackOptions(directIo, hashOnRead, bytes, bufferBytes, buffers, checkpointRecords,
        checkpointBytes,
        checkpointInterval, openSegments);
  }

  /** The same with other write buffers. */
  public PackOptions withBuffers(int count, int bytesEach) {
    return new PackOptions(directIo, hashOnRead, segmentBytes, bytesEach, count, checkpointRecords,
        checkpointBytes, checkpointInterval, openSegments);
  }

  /** The same with other bounds on what an index commit covers. */
  public PackOptions withCheckpoint(int records, long bytes, Duration interval) {
    return new PackOptions(directIo, hashOnRead, segmentBytes, bufferBytes, buffers, records, bytes, interval,
        openSegments);
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException(rule);
    }
  }
}
