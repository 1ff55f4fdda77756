package dev.cairn.store.pack;

import dev.cairn.multiformats.Multihash;
import dev.cairn.store.pack.Janitor.SnapshotTracker;
import dev.cairn.store.pack.RecordFormat.Header;
import dev.cairn.store.pack.RecordFormat.Kind;
import dev.cairn.store.pack.SegmentScanner.Found;
import dev.cairn.store.pack.TableFormat.Edit;
import dev.cairn.store.pack.TableFormat.SnapshotPart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Applies records of the log to the overlay, and to the index whenever the overlay is full. Used once. */
final class Replay {
  private final Path dir;
  private final FileLayer files;
  private final PackOptions options;
  private final Index index;
  private final Overlay overlay;
  private final long salt;
  private final Consumer<String> damage;
  private final SnapshotTracker snapshots = new SnapshotTracker();

  /** Table changes before it are in the snapshot that was loaded. */
  private long tablesFrom;
  private long end;
  private long records;
  private long bytes;
  private long dropped;
  private @Nullable ByteBuffer window;

  Replay(Path dir, FileLayer files, PackOptions options, Index index, Overlay overlay, long salt,
      Consumer<String> damage) {
    this.dir = dir;
    this.files = files;
    this.options = options;
    this.index = index;
    this.overlay = overlay;
    this.salt = salt;
    this.damage = damage;
  }

  private ByteBuffer window() {
    ByteBuffer made = window;
    if (made == null) {
      made = SegmentScanner.window();
      window = made;
    }
    return made;
  }

  /** Where the log ends. */
  long end() {
    return end;
  }

  long records() {
    return records;
  }

  long bytes() {
    return bytes;
  }

  long dropped() {
    return dropped;
  }

  /** Replays what lies behind {@code position}. */
  void from(long position, NavigableSet<Integer> segments) throws IOException {
    int first = Position.segment(position);
    for (int segment : segments.tailSet(first)) {
      replay(segment, segment == first ? Position.offset(position) : 0, segment == segments.last(), false);
    }
  }

  /**
   * Replays all segments into an empty index. Block payloads of sealed segments are not read: reading checks them.
   */
  void rebuild(NavigableSet<Integer> segments) throws IOException {
    loadSnapshot(segments);
    for (int segment : segments) {
      replay(segment, 0, segment == segments.last(), segment != segments.last());
    }
  }

  private void replay(int segment, int from, boolean last, boolean headersOnly) throws IOException {
    if (Files.size(SegmentFormat.file(dir, segment)) == from) {
      end = Math.max(end, Position.of(segment, from));
      return;
    }
    try (SegmentScanner scanner = SegmentScanner.open(files, dir, segment, salt, from, window())) {
      end = Math.max(end, Position.of(segment, (int) Math.min(scanner.offset(), scanner.size())));
      while (true) {
        Found found = headersOnly ? scanner.nextHeader() : scanner.next();
        if (found == Found.RECORD) {
          apply(scanner);
          continue;
        }
        if (found == Found.END) {
          break;
        }
        int at = scanner.offset();
        if (last && !wasDurable(segment, at)) {
          dropped = scanner.size() - at;
          break;
        }
        boolean more = scanner.resync();
        damage.accept(scanner.file() + " is damaged at offset " + at + "; "
            + (more ? "it goes on at offset " + scanner.offset() : "nothing behind it can be read"));
        if (!more) {
          break;
        }
      }
      bytes += (end & 0xffff_ffffL) - Math.min(from, end & 0xffff_ffffL);
    }
  }

  /** Whether a mark behind this place says that everything before the mark was on disk for good. */
  private boolean wasDurable(int segment, int at) throws IOException {
    try (SegmentScanner scanner = SegmentScanner.open(files, dir, segment, salt, at,
        SegmentScanner.window())) {
      Found found = scanner.next();
      while (true) {
        if (found == Found.END || found == Found.DAMAGE && !scanner.resync()) {
          return false;
        }
        if (found == Found.RECORD && scanner.header().kind() == Kind.MARK
            && scanner.payload().remaining() == 8
            && scanner.payload().getLong() > Position.of(segment, at)) {
          return true;
        }
        found = scanner.next();
      }
    }
  }

  private void apply(SegmentScanner scanner) throws IOException {
    Header header = scanner.header();
    long position = scanner.recordPosition();
    boolean good = switch (header.kind()) {
      case BLOCK -> block(header, position);
      case DELETE -> delete(header, position);
      case TABLES -> tables(scanner, position);
      case SNAPSHOT -> snapshot(scanner, position);
      case MARK -> true;
    };
    if (!good) {
      damage.accept(scanner.file() + " has a record at offset " + Position.offset(position)
          + " that says nothing; it is left out");
    }
    records++;
    end = Position.of(Position.segment(position), scanner.offset());
    overlay.extend(end);
    Layer active = overlay.layers().active();
    if (active.records >= options.checkpointRecords() || active.tableBytes >= Layer.MAX_TABLE_BYTES) {
      commit();
    }
  }

  private void commit() {
    index.commit(overlay.freeze(end));
    overlay.committed();
  }

  private boolean block(Header header, long position) {
    Multihash hash = Hashes.decode(header.key());
    if (hash == null) {
      return false;
    }
    if (find(hash) == null) {
      overlay.putBlock(hash, BlockEntry.stored(position, header.payloadBytes()));
    }
    return true;
  }

  private boolean delete(Header header, long position) {
    Multihash hash = Hashes.decode(header.key());
    if (hash == null) {
      return false;
    }
    BlockEntry found = find(hash);
    if (found != null) {
      overlay.deleteBlock(hash, found, position);
    }
    return true;
  }

  private @Nullable BlockEntry find(Multihash hash) {
    BlockEntry known = overlay.layers().block(hash);
    BlockEntry found = known != null ? known : index.block(hash);
    return found == null || found.isGone() ? null : found;
  }

  private boolean tables(SegmentScanner scanner, long position) throws IOException {
    overlay.tableRecord(Position.segment(position));
    if (position < tablesFrom) {
      return true;
    }
    List<Edit> edits = payloadIsGood(scanner) ? TableFormat.decode(scanner.payload()) : null;
    if (edits == null) {
      return false;
    }
    overlay.edit(edits, index::table);
    return true;
  }

  private boolean snapshot(SegmentScanner scanner, long position) throws IOException {
    overlay.tableRecord(Position.segment(position));
    SnapshotPart part = payloadIsGood(scanner) ? TableFormat.decodeSnapshot(scanner.payload()) : null;
    if (part == null) {
      return false;
    }
    if (snapshots.completes(part)) {
      overlay.snapshotAt(part.position());
    }
    return true;
  }

  private static boolean payloadIsGood(SegmentScanner scanner) throws IOException {
    ByteBuffer payload = scanner.payload();
    return RecordFormat.crc(payload, 0, payload.remaining()) == scanner.header().payloadCrc();
  }

  /** Finds the last whole snapshot of the tables and puts its entries into the overlay. */
  private void loadSnapshot(NavigableSet<Integer> segments) throws IOException {
    List<Long> last = lastSnapshot(segments);
    for (long position : last) {
      int segment = Position.segment(position);
      try (SegmentScanner scanner = SegmentScanner.open(files, dir, segment, salt, Position.offset(position),
          window())) {
        SnapshotPart part = scanner.next() == Found.RECORD ? TableFormat.decodeSnapshot(scanner.payload())
            : null;
        if (part == null) {
          throw new IOException(scanner.file() + " changed while it was read");
        }
        overlay.edit(part.entries(), index::table);
        tablesFrom = part.position();
        if (overlay.layers().active().tableBytes >= Layer.MAX_TABLE_BYTES) {
          commit();
        }
      }
    }
  }

  /** Where the parts of the last whole snapshot lie. */
  private List<Long> lastSnapshot(NavigableSet<Integer> segments) throws IOException {
    SnapshotTracker tracker = new SnapshotTracker();
    List<Long> whole = List.of();
    List<Long> parts = new ArrayList<>();
    for (int segment : segments) {
      try (SegmentScanner scanner = SegmentScanner.open(files, dir, segment, salt, 0, window())) {
        Found found = scanner.nextHeader();
        while (found == Found.RECORD || found == Found.DAMAGE && scanner.resync()) {
          if (found == Found.RECORD && scanner.header().kind() == Kind.SNAPSHOT && payloadIsGood(scanner)) {
            SnapshotPart part = TableFormat.decodeSnapshot(scanner.payload());
            if (part != null) {
              if (part.part() == 0) {
                parts.clear();
              }
              parts.add(scanner.recordPosition());
              if (tracker.completes(part)) {
                whole = List.copyOf(parts);
              }
            }
          }
          found = scanner.nextHeader();
        }
      }
    }
    return whole;
  }
}
