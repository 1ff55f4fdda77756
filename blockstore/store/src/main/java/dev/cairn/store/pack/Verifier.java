package dev.cairn.store.pack;

import dev.cairn.multiformats.Multihash;
import dev.cairn.store.BlockstoreException;
import dev.cairn.store.pack.RecordFormat.Header;
import dev.cairn.store.pack.RecordFormat.Kind;
import dev.cairn.store.pack.SegmentScanner.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One pass over all segments, and one over the index. The first checks every record and counts, for each segment,
 * the whole blocks that the index points to. Where that is as many as the index has for the segment, index and
 * segment agree; where it is not, or something was damaged, the second pass reads each block of the segment and
 * names those that cannot be read.
 *
 * <p>The store may be used meanwhile. What is put later than the beginning is not looked at.
 */
final class Verifier {
  private static final long PROGRESS_BYTES = 8 << 20;

  /** What the store gives its verifier. */
  interface Access {
    /** Where the block is now; null when it is not here. */
    @Nullable
    BlockEntry find(Multihash hash);

    /** Shows every block of the store and its place. */
    void forEach(BlockVisitor visitor);

    /** Whether the store still has this segment. */
    boolean hasSegment(int segment);

    /** Throws when the store is closing. */
    void check();
  }

  /** Takes a block and its place. */
  interface BlockVisitor {
    void visit(Multihash hash, BlockEntry entry);
  }

  private final Path dir;
  private final FileLayer files;
  private final long salt;
  private final long end;
  private final NavigableMap<Integer, SegmentStats> segments;
  private final Access store;
  private final RecordReader records;
  private final Consumer<Problem> listener;
  private final VerifyProgress progress;
  private final long totalBytes;

  private final Map<Integer, Integer> wholeBlocks = new HashMap<>();
  private final Set<Integer> suspicious = new HashSet<>();
  private long blocks;
  private long bytes;
  private long problems;

  /**
   * A verifier of all records before {@code end}, which are in the files.
   *
   * @param records checks the full hash of what it reads
   */
  Verifier(Path dir, FileLayer files, long salt, long end, NavigableMap<Integer, SegmentStats> segments,
      Access store, RecordReader records, Consumer<Problem> listener, VerifyProgress progress) {
    this.dir = dir;
    this.files = files;
    this.salt = salt;
    this.end = end;
    this.segments = segments;
    this.store = store;
    this.records = records;
    this.listener = listener;
    this.progress = progress;
    this.totalBytes = segments.values().stream().mapToLong(SegmentStats::end).sum();
  }

  VerifyReport run() {
    ByteBuffer window = SegmentScanner.window();
    segments.forEach((segment, stats) -> {
      try {
        segment(segment, stats, window);
      } catch (NoSuchFileException e) {
        if (store.hasSegment(segment)) {
          problem(Problem.Kind.SEGMENT_MISSING, segment, 0, e.getMessage() + " is missing");
        }
      } catch (IOException e) {
        throw DiskErrors.reading(SegmentFormat.file(dir, segment), e);
      }
    });
    index();
    progress.read(totalBytes, totalBytes);
    return new VerifyReport(blocks, bytes, problems);
  }

  private void segment(int segment, SegmentStats stats, ByteBuffer window) throws IOException {
    long before = bytes;
    header(segment);
    try (SegmentScanner scanner = SegmentScanner.open(files, dir, segment, salt, 0, window)) {
      long behind = Math.min(stats.end(),
          segment == Position.segment(end) ? Position.offset(end) : Long.MAX_VALUE);
      if (scanner.size() < behind) {
        problem(Problem.Kind.SEGMENT_SHORT, segment, scanner.size(),
            scanner.file() + " has " + scanner.size() + " bytes and should have " + behind);
      }
      while (scanner.offset() < behind) {
        store.check();
        int at = scanner.offset();
        Found found = scanner.next();
        if (found == Found.RECORD) {
          record(segment, scanner);
        } else if (found == Found.END || !damage(segment, scanner)) {
          break;
        }
        bytes += scanner.offset() - at;
        if (bytes / PROGRESS_BYTES != before / PROGRESS_BYTES) {
          before = bytes;
          progress.read(Math.min(bytes, totalBytes), totalBytes);
        }
      }
    }
  }

  private void header(int segment) throws IOException {
    Path file = SegmentFormat.file(dir, segment);
    ByteBuffer header = ByteBuffer.allocate(SegmentFormat.HEADER_BYTES);
    try (FileChannel channel = files.openForReading(file)) {
      while (header.hasRemaining() && channel.read(header, header.position()) > 0) {
        // Until the header is full or the file ends.
      }
    }
    boolean good = SegmentFormat
        .parse(header.flip()) instanceof SegmentFormat.Header.Valid(int id, long itsSalt)
        && id == segment && itsSalt == salt;
    if (!good) {
      problem(Problem.Kind.SEGMENT_HEADER, segment, 0, file + " has a damaged file header");
    }
  }

  private void record(int segment, SegmentScanner scanner) throws IOException {
    Header header = scanner.header();
    boolean good = switch (header.kind()) {
      case BLOCK -> block(segment, header, scanner);
      case DELETE -> Hashes.decode(header.key()) != null;
      case TABLES -> TableFormat.decode(scanner.payload()) != null;
      case SNAPSHOT -> TableFormat.decodeSnapshot(scanner.payload()) != null;
      case MARK -> header.payloadBytes() == Long.BYTES;
    };
    if (!good) {
      long at = Position.offset(scanner.recordPosition());
      problem(Problem.Kind.LOG, segment, at,
          scanner.file() + " has a record at offset " + at + " that says nothing");
    }
  }

  private boolean block(int segment, Header header, SegmentScanner scanner) throws IOException {
    Multihash hash = Hashes.decode(header.key());
    if (hash == null) {
      return false;
    }
    BlockEntry entry = store.find(hash);
    if (entry != null && entry.position() == scanner.recordPosition()) {
      if (entry.length() == header.payloadBytes() && Hashes.match(hash, scanner.payload())) {
        blocks++;
        wholeBlocks.merge(segment, 1, Integer::sum);
      } else {
        suspicious.add(segment);
      }
    }
    return true;
  }

  /** Steps over damage; false when nothing follows. */
  private boolean damage(int segment, SegmentScanner scanner) throws IOException {
    int at = scanner.offset();
    suspicious.add(segment);
    boolean inBlock = scanner.isOnlyPayloadDamaged() && scanner.header().kind() == Kind.BLOCK;
    boolean more = scanner.resync();
    if (!inBlock) {
      problem(Problem.Kind.LOG, segment, at, scanner.file() + " is damaged at offset " + at + "; "
          + (more ? "it goes on at offset " + scanner.offset() : "nothing behind it can be read"));
    }
    return more;
  }

  private void index() {
    Map<Integer, Integer> indexed = new HashMap<>();
    store.forEach((hash, entry) -> {
      if (entry.position() < end) {
        indexed.merge(entry.segment(), 1, Integer::sum);
      }
    });
    indexed.forEach((segment, count) -> {
      if (wholeBlocks.getOrDefault(segment, 0) < count) {
        suspicious.add(segment);
      }
    });
    if (!suspicious.isEmpty()) {
      store.forEach((hash, entry) -> {
        if (entry.position() < end && suspicious.contains(entry.segment())) {
          read(hash, entry);
        }
      });
    }
  }

  private void read(Multihash hash, BlockEntry entry) {
    String message;
    try {
      records.read(hash, entry, _ -> true);
      return;
    } catch (NoSuchFileException e) {
      message = records.corrupt(hash, entry, "the segment file is missing").getMessage();
    } catch (BlockstoreException e) {
      if (e.code() != BlockstoreException.Code.CORRUPT) {
        throw e;
      }
      message = e.getMessage();
    }
    BlockEntry now = store.find(hash);
    if (now != null && now.isAt(entry)) {
      problems++;
      listener.accept(new Problem(Problem.Kind.BLOCK, entry.segment(), Integer.toUnsignedLong(entry.offset()),
          Optional.of(hash), String.valueOf(message)));
    }
  }

  private void problem(Problem.Kind kind, int segment, long offset, String message) {
    problems++;
    suspicious.add(segment);
    listener.accept(new Problem(kind, segment, offset, Optional.empty(), message));
  }
}
