package dev.cairn.gateway;

import dev.cairn.dag.pb.Names;
import dev.cairn.dag.unixfs.UnixFsFile;
import dev.cairn.dag.unixfs.UnixFsSymlink;
import dev.cairn.dag.unixfs.UnixTime;
import dev.cairn.gateway.ErrorAnswers.Refusal;
import dev.cairn.gateway.http.ContentTypes;
import dev.cairn.gateway.http.EntityTag;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Files and symbolic links of UnixFS, as a web server would serve them. */
final class FileAnswers {
  private final TypeSniffer sniffer = new TypeSniffer();
  private final long maxRanged;

  /**
   * Answers with files.
   *
   * @param maxRanged the largest file of which ranges are served, in bytes; 0 for any size
   */
  FileAnswers(long maxRanged) {
    this.maxRanged = maxRanged;
  }

  /** A file, typed by its name or else by its first bytes. */
  Answer file(Reading reading, UnixFsFile file) {
    checkRange(reading, file);
    Optional<String> name = reading.filenameParameter().or(reading::lastName);
    return reading.serve(new Representation(
        EntityTag.strong(file.cid().toString()),
        lastModified(file),
        file.size(),
        true,
        part -> describe(reading,
            name.flatMap(ContentTypes::ofName).orElseGet(() -> sniffer.typeOf(file, part))),
        bytesOf(file)));
  }

  /** The {@code index.html} of a directory, which is represented by it and so lends it its entity tag. */
  Answer index(Reading reading, UnixFsFile file) {
    checkRange(reading, file);
    return reading.serve(new Representation(
        EntityTag.strong(reading.cid().toString()),
        lastModified(file),
        file.size(),
        true,
        part -> describe(reading, "text/html"),
        bytesOf(file)));
  }

  private void checkRange(Reading reading, UnixFsFile file) {
    if (maxRanged > 0 && file.size() > maxRanged && reading.request().range().isPresent()) {
      throw new Refusal(501, "Too large for parts",
          "range requests are not served for files larger than " + maxRanged + " bytes",
          "Fetch the file as a whole, or its blocks with ?format=raw.");
    }
  }

  /** A symbolic link: its target, as text. It is not followed, since it may point anywhere. */
  Answer symlink(Reading reading, UnixFsSymlink link) {
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
