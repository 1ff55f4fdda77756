package dev.cairn.store.pack;

import dev.cairn.store.BlockstoreException;
import dev.cairn.store.BlockstoreException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens what is in the folder: checks versions, opens the index or builds it anew, replays the log behind it, and
 * finds the place where the log goes on.
 *
 * <p>The log may end in the middle of something only in its last segment, since a segment is durable before the
 * next begins. Damage there is taken for the end, and cut off, unless a later mark says that the place was durable
 * once; damage anywhere else is reported and stepped over.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /** Everything that a store needs to go on; the caller owns index and file. */
  record Result(Index index, Overlay overlay, long salt, long end, byte[] tail,
      FileLayer.@Nullable LogFile file,
      OpenReport report) {}

  private final Path dir;
  private final PackOptions options;
  private final FileLayer files;
  private final List<String> damage = new ArrayList<>();

  private Recovery(Path dir, PackOptions options, FileLayer files) {
    this.dir = dir;
    this.options = options;
    this.files = files;
  }

  static Result run(Path dir, PackOptions options, FileLayer files) {
    try {
      return new Recovery(dir, options, files).run();
    } catch (IOException e) {
      throw DiskErrors.reading(dir, e);
    }
  }

  private Result run() throws IOException {
    NavigableMap<Integer, SegmentFormat.Header> segments = headers();
    checkVersions(segments);
    Optional<String> problem = IndexFiles.problem(dir).filter(_ -> !segments.isEmpty());
    if (problem.isEmpty()) {
      Committed committed = committed(segments.isEmpty());
      if (committed.problem.isEmpty()) {
        return open(committed, segments, Optional.empty());
      }
      problem = committed.problem;
      committed.index.close();
    }
    Committed nothing = new Committed(IndexFiles.open(dir, true), null, Map.of(), Optional.empty());
    return open(nothing, segments, problem);
  }

  /** An index and what it says; or why it says nothing that can be used. */
  private record Committed(Index index, @Nullable Totals totals, Map<Integer, SegmentStats> stats,
      Optional<String> problem) {}

  private Committed committed(boolean mayBeEmpty) throws IOException {
    Index index = IndexFiles.open(dir, false);
    try {
      index.checkVersion();
    } catch (RuntimeException e) {
      index.close();
      throw e;
    }
    try {
      Totals totals = index.totals();
      Optional<String> problem = totals == null && !mayBeEmpty
          ? Optional.of("it was never committed")
          : Optional.empty();
      return new Committed(index, totals, index.segmentStats(), problem);
    } catch (BlockstoreException e) {
      return new Committed(index, null, Map.of(), Optional.of(DiskErrors.reason(e)));
    }
  }

  private Result open(Committed committed, NavigableMap<Integer, SegmentFormat.Header> segments,
      Optional<String> rebuild) throws IOException {
    try {
      return open(committed.index, committed.totals, committed.stats, segments, rebuild);
    } catch (IOException | RuntimeException e) {
      committed.index.close();
      throw e;
    }
  }

  private NavigableMap<Integer, SegmentFormat.Header> headers() throws IOException {
    NavigableMap<Integer, SegmentFormat.Header> headers = new TreeMap<>();
    try (Stream<Path> names = Files.list(dir)) {
      for (Path file : (Iterable<Path>) names::iterator) {
        OptionalInt segment = SegmentFormat.segment(file);
        if (segment.isPresent()) {
          headers.put(segment.getAsInt(), header(file));
        }
      }
    }
    return headers;
  }

  private SegmentFormat.Header header(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SegmentFormat.HEADER_BYTES);
    try (FileChannel channel = files.openForReading(file)) {
      while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
        // Until the header is full or the file ends.
      }
    }
    return SegmentFormat.parse(bytes.flip());
  }

  private void checkVersions(Map<Integer, SegmentFormat.Header> segments) {
    segments.forEach((segment, header) -> {
      switch (header) {
        case SegmentFormat.Header.Newer(int version) -> throw new BlockstoreException(Code.IO,
            SegmentFormat.file(dir, segment) + " has format version " + version
                + ", this version of Cairn knows up to " + SegmentFormat.VERSION
                + "; use the newer Cairn that wrote it");
        case SegmentFormat.Header.Damaged() ->
          report(
              SegmentFormat.file(dir, segment) + " has a damaged file header; its records check themselves");
        case SegmentFormat.Header.Valid(int id, _) when id != segment ->
          report(SegmentFormat.file(dir, segment) + " says that it is segment " + id);
        case SegmentFormat.Header.Valid _,SegmentFormat.Header.Blank _ -> {
          // As it should be.
        }
      }
    });
  }

  private Result open(Index index, @Nullable Totals committed, Map<Integer, SegmentStats> committedStats,
      NavigableMap<Integer, SegmentFormat.Header> segments, Optional<String> rebuild) throws IOException {
    boolean created = segments.isEmpty() && committed == null;
    dropBlankLast(segments);
    long salt = committed != null ? committed.salt() : salt(segments);
    Map<Integer, SegmentStats> stats = new TreeMap<>(committedStats);
    stats.entrySet().removeIf(e -> e.getValue().liveBlocks() == 0 && !segments.containsKey(e.getKey()));
    Totals totals = committed == null ? Totals.none(salt) : committed;
    Overlay overlay = new Overlay(totals, stats);
    Replay replay = new Replay(dir, files, options, index, overlay, salt, this::report);
    if (rebuild.isPresent() && !segments.isEmpty()) {
      LOG.info("the index in {} is built anew from {} segments: {}", dir, segments.size(), rebuild.get());
      replay.rebuild(segments.navigableKeySet());
    } else if (!segments.isEmpty()) {
      replay.from(totals.position(), segments.navigableKeySet());
    }
    long end = replay.end();
    byte[] tail = {};
    FileLayer.LogFile file = null;
    if (created) {
      // The salt must not be lost once a record depends on it.
      end = Position.of(1, 0);
      commit(index, overlay, end);
    } else if (segments.isEmpty() || isBehind(end, totals.position())) {
      end = afterAll(segments, totals.position());
    }
    if (Position.offset(end) > 0) {
      file = resume(end);
      tail = tail(end, salt);
    }
    if (rebuild.isPresent() || overlay.isCheckpointUnderway()) {
      commit(index, overlay, end);
    }
    OpenReport report = new OpenReport(created, rebuild, replay.records(), replay.bytes(), replay.dropped(),
        damage);
    if (replay.dropped() > 0) {
      // Whoever opened the store tells the operator, from the report.
      LOG.debug("dropped {} bytes at the end of the log in {}: a crash left them unfinished",
          replay.dropped(),
          dir);
    }
    return new Result(index, overlay, salt, end, tail, file, report);
  }

  private static boolean isBehind(long end, long committed) {
    return end < committed && Position.offset(committed) > 0;
  }

  /** The index knows records that are in no segment: the log goes on where none of them can have been. */
  private long afterAll(NavigableMap<Integer, SegmentFormat.Header> segments, long committed) {
    int last = segments.isEmpty() ? 0 : segments.lastKey();
    if (Position.offset(committed) > 0) {
      report("the log ends before " + Position.text(committed)
          + ", up to where the index has it: acknowledged data is missing");
    }
    return Position.of(Math.max(last, Position.segment(committed)) + 1, 0);
  }

  private static void commit(Index index, Overlay overlay, long end) {
    index.commit(overlay.freeze(end));
    overlay.committed();
  }

  /** A file that was created, and then the power went. Nothing was ever in it. */
  private void dropBlankLast(NavigableMap<Integer, SegmentFormat.Header> segments) throws IOException {
    while (!segments.isEmpty() && segments.lastEntry().getValue() instanceof SegmentFormat.Header.Blank) {
      Path file = SegmentFormat.file(dir, segments.lastKey());
      if (Files.size(file) > Sectors.BYTES) {
        return;
      }
      files.delete(file);
      segments.pollLastEntry();
    }
  }

  private long salt(Map<Integer, SegmentFormat.Header> segments) {
    for (SegmentFormat.Header header : segments.values()) {
      if (header instanceof SegmentFormat.Header.Valid(_, long salt)) {
        return salt;
      }
    }
    if (!segments.isEmpty()) {
      throw new BlockstoreException(Code.CORRUPT,
          "neither the index nor any segment header in " + dir
              + " can be read, and without one the records cannot be told from noise; restore a backup");
    }
    return new SecureRandom().nextLong();
  }

  /** Cuts off what is behind the end, and makes durable what is before it: a crash may have left it in a cache. */
  private FileLayer.LogFile resume(long end) throws IOException {
    FileLayer.LogFile file = files.openLog(SegmentFormat.file(dir, Position.segment(end)), false,
        options.directIo());
    try {
      file.truncate(Integer.toUnsignedLong(Position.offset(end)));
      file.force();
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The records of the last sector; it is written again with the next ones. */
  private byte[] tail(long end, long salt) throws IOException {
    int start = Sectors.floor(Position.offset(end));
    ByteBuffer tail = ByteBuffer.allocate(Position.offset(end) - start);
    try (FileChannel channel = files.openForReading(SegmentFormat.file(dir, Position.segment(end)))) {
      while (tail.hasRemaining() && channel.read(tail, start + tail.position()) > 0) {
        // Until the end.
      }
    }
    if (start == 0) {
      // Heals a damaged one.
      tail.put(0, SegmentFormat.header(Position.segment(end), salt));
    }
    return tail.array();
  }

  private void report(String line) {
    LOG.debug("{}", line);
    damage.add(line);
  }
}
