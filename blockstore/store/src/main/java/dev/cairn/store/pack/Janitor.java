package dev.cairn.store.pack;

import dev.cairn.store.TableKey;
import dev.cairn.store.pack.RecordFormat.Kind;
import dev.cairn.store.pack.TableFormat.Edit;
import dev.cairn.store.pack.TableFormat.SnapshotPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the space of dead segments back. A sealed segment without a live block goes as soon as the index is
 * committed without it, unless the tables could not be rebuilt without its records: then a snapshot of all tables
 * goes into the log first, if that costs less than it frees.
 */
final class Janitor {
  private static final Logger LOG = LoggerFactory.getLogger(Janitor.class);
  private static final int PART_BYTES = 1 << 20;

  private final FileLayer files;
  private final Path dir;
  private final Log log;
  private final Overlay overlay;
  private final Index index;
  private final SegmentReaders readers;

  Janitor(FileLayer files, Path dir, Log log, Overlay overlay, Index index, SegmentReaders readers) {
    this.files = files;
    this.dir = dir;
    this.log = log;
    this.overlay = overlay;
    this.index = index;
    this.readers = readers;
  }

  /** After a checkpoint was committed. On the index thread, under the lock, which it gives up for the disk. */
  void tidy(Checkpoint committed) {
    List<Integer> free = new ArrayList<>();
    long blockedBytes = 0;
    for (int segment : committed.deadSegments()) {
      SegmentStats stats = overlay.segments().get(segment);
      if (stats == null) {
        continue;
      }
      if (stats.tableRecords() == 0 || segment < Position.segment(overlay.snapshotPosition())) {
        free.add(segment);
      } else {
        blockedBytes += stats.end();
      }
    }
    for (int segment : free) {
      unlink(segment);
    }
    if (blockedBytes > 2 * overlay.tableBytes() + PART_BYTES / 16) {
      snapshot(committed.totals().position());
    }
  }

  private void unlink(int segment) {
    overlay.forgetSegment(segment);
    readers.forget(segment);
    Path file = SegmentFormat.file(dir, segment);
    log.lock().unlock();
    try {
      files.delete(file);
      files.syncDirectory(dir);
      LOG.debug("removed {}: none of its blocks is left", file);
    } catch (IOException e) {
      LOG.warn("cannot remove {}, none of whose blocks is left; the next start tries again", file, e);
    } finally {
      log.lock().lock();
    }
  }

  /**
   * Writes all tables into the log as they are in the index, which is as of {@code position}: nobody else commits
   * meanwhile.
   */
  private void snapshot(long position) {
    try (Index.TableCursor cursor = index.tableCursor()) {
      cursor.open(TableKey.stored(new byte[]{0}));
      int part = 0;
      boolean last;
      do {
        List<Edit> entries = nextPart(cursor);
        last = cursor.key() == null;
        byte[] payload = TableFormat.encode(new SnapshotPart(position, part++, last, entries));
        log.admit(RecordFormat.recordBytes(0, payload.length));
        long at = log.append(Kind.SNAPSHOT, new byte[0], payload, RecordFormat.crc(payload));
        overlay.tableRecord(Position.segment(at));
        overlay.extend(log.end());
      } while (!last);
      log.syncTo(log.end());
      overlay.snapshotAt(position);
      LOG.debug("wrote a snapshot of the tables in {} parts", part);
    }
  }

  private static List<Edit> nextPart(Index.TableCursor cursor) {
    List<Edit> entries = new ArrayList<>();
    int bytes = 0;
    for (TableKey key = cursor.key(); key != null && bytes < PART_BYTES; key = cursor.key()) {
      byte[] value = cursor.value();
      entries.add(new Edit(key, value));
      bytes += TableFormat.entrySize(key.encoded(), value);
      cursor.advance();
    }
    return entries;
  }

  /** Puts the parts of one snapshot together as they come out of the log. */
  static final class SnapshotTracker {
    private long position = -1;
    private int parts;

    /** Whether this part is the last one of a snapshot of which all others were seen. */
    boolean completes(SnapshotPart part) {
      if (part.part() == 0) {
        position = part.position();
        parts = 0;
      }
      if (part.position() != position || part.part() != parts) {
        position = -1;
        return false;
      }
      parts++;
      return part.last();
    }
  }
}
