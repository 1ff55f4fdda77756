package dev.cairn.gateway;

import dev.cairn.dag.pb.Names;
import dev.cairn.dag.unixfs.UnixFsFile;
import dev.cairn.dag.unixfs.UnixFsSymlink;
import dev.cairn.dag.unixfs.UnixTime;
import dev.cairn.gateway.ErrorAnswers.Refusal;
import dev.cairn.gateway.http.ByteRange;
import dev.cairn.gateway.http.ContentTypes;
import dev.cairn.gateway.http.EntityTag;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Files and symbolic links of UnixFS, as a web server would serve them. */
final class FileAnswers {
  private FileAnswers() {}

  /**
   * A file, typed by its name or else by its first bytes.
   *
   * @param maxRanged the largest file of which ranges are served, in bytes; 0 for any size
   */
  static Answer file(Reading reading, UnixFsFile file, long maxRanged) {
    checkRange(reading, file, maxRanged);
    Optional<String> name = reading.filenameParameter().or(reading::lastName);
    return reading.serve(new Representation(
        EntityTag.strong(file.cid().toString()),
        lastModified(file),
        file.size(),
        true,
        part -> describe(reading, name.flatMap(ContentTypes::ofName).orElseGet(() -> sniff(file, part))),
        bytesOf(file)));
  }

  /** The {@code index.html} of a directory, which is represented by it and so lends it its entity tag. */
  static Answer index(Reading reading, UnixFsFile file, long maxRanged) {
    checkRange(reading, file, maxRanged);
    return reading.serve(new Representation(
        EntityTag.strong(reading.cid().toString()),
        lastModified(file),
        file.size(),
        true,
        part -> describe(reading, "text/html"),
        bytesOf(file)));
  }

  private static void checkRange(Reading reading, UnixFsFile file, long maxRanged) {
    if (maxRanged > 0 && file.size() > maxRanged && reading.request().range().isPresent()) {
      throw new Refusal(501, "Too large for parts",
          "range requests are not served for files larger than " + maxRanged + " bytes",
          "Fetch the file as a whole, or its blocks with ?format=raw.");
    }
  }

  /** A symbolic link: its target, as text. It is not followed, since it may point anywhere. */
  static Answer symlink(Reading reading, UnixFsSymlink link) {
    byte[] target = Names.bytes(link.target());
    return reading.serve(new Representation(
        EntityTag.strong(link.cid().toString()),
        Optional.empty(),
        target.length,
        false,
        part -> describe(reading, "inode/symlink"),
        Representation.inMemory(target)));
  }

  private static Map<String, String> describe(Reading reading, String type) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", type);
    reading.disposition().ifPresent(value -> headers.put("Content-Disposition", value));
    return headers;
  }

  private static Optional<Instant> lastModified(UnixFsFile file) {
    return file.attributes().mtime().map(UnixTime::toInstant).filter(FileAnswers::canBeWritten);
  }

  /** Whether an HTTP date can say it; UnixFS can say more. */
  private static boolean canBeWritten(Instant time) {
    return time.isAfter(Instant.EPOCH) && time.isBefore(Instant.parse("9999-12-31T00:00:00Z"));
  }

  /**
   * The type that the bytes themselves speak for. Looks only at leaves that the answer needs anyway, and only at the
   * first of them: a file is readable in part even where other parts are missing.
   */
  private static String sniff(UnixFsFile file, Optional<ByteRange.Part> part) {
    boolean oneBlock = file.stat().blocks() == 0;
    if (oneBlock || part.isEmpty() || part.get().first() == 0) {
      byte[] head = piece(file, 0, Math.min(file.size(), ContentTypes.SNIFF_BYTES));
      return ContentTypes.ofContent(head, head.length == file.size());
    }
    long length = Math.min(part.get().length(), ContentTypes.SNIFF_BYTES);
    return ContentTypes.ofMiddle(piece(file, part.get().first(), length));
  }

  /** Up to {@code length} bytes from {@code offset}: as many as the first leaf there holds. */
  private static byte[] piece(UnixFsFile file, long offset, long length) {
    FirstPiece first = new FirstPiece();
    try {
      file.writeTo(offset, length, buffer -> {
        first.bytes = Arrays.copyOfRange(
            buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.arrayOffset() + buffer.limit());
        throw first;
      });
    } catch (FirstPiece found) {
      return found.bytes;
    }
    return first.bytes;
  }

  /** Ends reading after the first leaf. */
  private static final class FirstPiece extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private transient byte[] bytes = new byte[0];

    FirstPiece() {
      super(null, null, false, false);
    }
  }

  /** A small file is read at once, so that it can be kept; others while they are sent. */
  private static Representation.Bytes bytesOf(UnixFsFile file) {
    return (answer, offset, length) -> {
      if (length > HotAnswers.MAX_BODY_BYTES) {
        return answer.stream(length, sink -> file.writeTo(offset, length,
            buffer -> sink.write(
                buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining())));
      }
      byte[] bytes = new byte[(int) length];
      int[] at = {0};
      file.writeTo(offset, length, buffer -> {
        int count = buffer.remaining();
        buffer.get(bytes, at[0], count);
        at[0] += count;
      });
      return answer.bytes(bytes, 0, bytes.length);
    };
  }
}
