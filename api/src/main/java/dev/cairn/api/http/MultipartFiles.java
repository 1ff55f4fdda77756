package dev.cairn.api.http;

import dev.cairn.api.command.FileInput;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The files of a {@code multipart/form-data} request body, in the form that Kubo's clients send:
 *
 * <ul>
 * <li>{@code Content-Disposition: form-data; name="file?mode=0644&mtime=1700000000"; filename="dir%2Fa.txt"}, the
 * file name percent-encoded and relative; parts come depth first, directories above them may be left out;
 * <li>{@code Content-Type: application/x-directory} for a directory, {@code application/symlink} for a symbolic link
 * whose target is the content, anything else for a file;
 * <li>{@code Abspath-Encoded} (or {@code Abspath}) for the place on the client's machine; {@code Mode}, {@code Mtime}
 * and {@code Mtime-Nsecs} may be headers instead of values in the name.
 * </ul>
 */
final class MultipartFiles implements FileInput {
  private static final int MAX_TARGET_BYTES = 4096;

  private final MultipartReader parts;

  /** Reads a body with this boundary. */
  MultipartFiles(InputStream body, String boundary) throws MultipartException {
    this.parts = new MultipartReader(body, boundary);
  }

  @Override
  public Optional<Entry> next() throws IOException {
    Optional<List<MultipartReader.Header>> head = parts.next();
    return head.isEmpty() ? Optional.empty() : Optional.of(entry(head.get()));
  }

  private Entry entry(List<MultipartReader.Header> head) throws IOException {
    Map<String, String> headers = new HashMap<>();
    head.forEach(header -> headers.putIfAbsent(header.name(), header.value()));
    HeaderValue disposition = HeaderValue.parse(headers.getOrDefault("content-disposition", ""))
        .orElseThrow(() -> new MultipartException("a part has a broken Content-Disposition"));
    String path = path(disposition.parameter("filename").orElse(""));
    Metadata metadata = metadata(disposition.parameter("name").orElse(""), headers);
    String type = HeaderValue.parse(headers.getOrDefault("content-type", ""))
        .map(HeaderValue::value)
        .orElse("");
    return switch (type) {
      case "application/x-directory" -> new Entry.Directory(path, metadata);
      case "application/symlink" -> new Entry.Symlink(path, target(path), metadata);
      default -> new Entry.File(path, parts.content(), length(headers), metadata);
    };
  }

  private static OptionalLong length(Map<String, String> headers) {
    try {
      long length = Long.parseLong(headers.getOrDefault("content-length", "-1"));
      return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The cleaned relative path: no empty names, no {@code .}, and {@code ..} never leads above the top. */
  static String path(String encoded) throws MultipartException {
    String decoded = PercentCoding.decode(encoded, true)
        .orElseThrow(() -> new MultipartException("the file name '" + encoded
            + "' has a broken percent escape or is not UTF-8"));
    StringBuilder path = new StringBuilder(decoded.length());
    for (String name : decoded.split("/", -1)) {
      if (name.indexOf('\0') >= 0) {
        throw new MultipartException("the file name '" + encoded + "' holds a zero byte");
      }
      if (name.equals("..")) {
        path.setLength(Math.max(0, path.lastIndexOf("/")));
      } else if (!name.isEmpty() && !name.equals(".")) {
        path.append(path.isEmpty() ? "" : "/").append(name);
      }
    }
    return path.toString();
  }

  private String target(String path) throws IOException {
    byte[] bytes = parts.content().readNBytes(MAX_TARGET_BYTES + 1);
    if (bytes.length > MAX_TARGET_BYTES) {
      throw new MultipartException(
          "the target of the symbolic link '" + path + "' is longer than " + MAX_TARGET_BYTES
              + " bytes");
    }
    return PercentCoding.utf8(bytes, bytes.length)
        .orElseThrow(
            () -> new MultipartException("the target of the symbolic link '" + path + "' is not UTF-8"));
  }

  private static Metadata metadata(String name, Map<String, String> headers) throws MultipartException {
    Map<String, String> values = new HashMap<>();
    for (String key : List.of("mode", "mtime", "mtime-nsecs")) {
      String value = headers.get(key);
      if (value != null) {
        values.put(key, value);
      }
    }
    int question = name.indexOf('?');
    if (question >= 0) {
      for (String pair : name.substring(question + 1).split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
    }
    Optional<String> absolute = headers.containsKey("abspath-encoded")
        ? PercentCoding.decode(headers.get("abspath-encoded"), true)
        : Optional.ofNullable(headers.get("abspath"));
    if (values.isEmpty() && absolute.isEmpty()) {
      return Metadata.NONE;
    }
    return new Metadata(mode(values), modified(values), absolute);
  }

  private static OptionalInt mode(Map<String, String> values) throws MultipartException {
    String mode = values.get("mode");
    if (mode == null || mode.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseUnsignedInt(mode, 8));
    } catch (NumberFormatException e) {
      throw new MultipartException("the mode '" + mode + "' is no octal number");
    }
  }

  private static Optional<Instant> modified(Map<String, String> values) throws MultipartException {
    String seconds = values.getOrDefault("mtime", "");
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    String nanos = values.getOrDefault("mtime-nsecs", "");
    try {
      int fraction = nanos.isEmpty() ? 0 : Integer.parseInt(nanos);
      if (fraction < 0 || fraction > 999_999_999) {
        throw new MultipartException("mtime-nsecs must be 0 to 999999999, not " + nanos);
      }
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds), fraction));
    } catch (NumberFormatException | DateTimeException e) {
      throw new MultipartException("the time '" + seconds + "." + nanos + "' is none");
    }
  }

  @Override
  public void close() {
    // The body belongs to the request.
  }
}
