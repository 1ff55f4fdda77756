package dev.cairn.store.pack;

/**
 * What a segment holds.
 *
 * @param end where its last record ends, in bytes from the beginning of the file
 * @param liveBlocks blocks that the index points to
 * @param liveBytes bytes of their records
 * @param tableRecords records that a rebuild needs for the tables
 */
record SegmentStats(int end, int liveBlocks, long liveBytes, int tableRecords) {
  static final SegmentStats EMPTY = new SegmentStats(0, 0, 0, 0);

  /** Bytes of records that nobody needs, except the tables. */
  long deadBytes() {
    return Math.max(0, end - SegmentFormat.HEADER_BYTES - liveBytes);
  }

  SegmentStats endingAt(int newEnd) {
    return new SegmentStats(newEnd, liveBlocks, liveBytes, tableRecords);
  }

  SegmentStats withBlock(int recordBytes) {
    return new SegmentStats(end, liveBlocks + 1, liveBytes + recordBytes, tableRecords);
  }

  SegmentStats withoutBlock(int recordBytes) {
    return new SegmentStats(end, liveBlocks - 1, liveBytes - recordBytes, tableRecords);
  }

  SegmentStats withTableRecord() {
    return new SegmentStats(end, liveBlocks, liveBytes, tableRecords + 1);
  }
}
