package dev.cairn.cli;

import dev.cairn.api.command.FileInput.Metadata;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes files into a request body as the RPC expects them: {@code multipart/form-data}, one part for each directory,
 * file and symbolic link, depth first, names percent-encoded, mode and time in the name of the form field. For one
 * thread.
 */
final class Sender {
  private static final int READ_BYTES = 128 * 1024;

  private final String boundary = boundary();
  private final Progress progress;

  Sender(Progress progress) {
    this.progress = progress;
  }

  /** The value of the request's Content-Type header. */
  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  /** Sends everything the walk meets, and the end of the body. */
  void send(FileWalk walk, Upload to) throws IOException {
    for (Optional<FileWalk.Entry> next = walk.next(); next.isPresent(); next = walk.next()) {
      switch (next.get()) {
        case FileWalk.Entry.Directory directory ->
          part(to, directory.path(), "application/x-directory", directory.metadata());
        case FileWalk.Entry.Symlink link -> {
          part(to, link.path(), "application/symlink", link.metadata());
          to.write(link.target());
        }
        case FileWalk.Entry.File file -> {
          part(to, file.path(), "application/octet-stream", file.metadata());
          if (file.sizeBytes() < 0) {
            copy(file.source(), to);
          } else {
            send(file, to);
          }
        }
      }
      to.write("\r\n");
    }
    end(to);
  }

  /** Sends a stream as the only file. */
  void send(InputStream content, String name, Upload to) throws IOException {
    part(to, name, "application/octet-stream", Metadata.NONE);
    copy(content, "standard input", to);
    to.write("\r\n");
    end(to);
  }

  private void end(Upload to) throws IOException {
    to.write("--" + boundary + "--\r\n");
    to.finish();
  }

  private void part(Upload to, String path, String type, Metadata metadata) throws IOException {
    StringBuilder head = new StringBuilder(path.length() + 256);
    head.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"file");
    char separator = '?';
    if (metadata.mode().isPresent()) {
      head.append(separator).append("mode=0").append(Integer.toOctalString(metadata.mode().getAsInt()));
      separator = '&';
    }
    if (metadata.modified().isPresent()) {
      Instant modified = metadata.modified().get();
      head.append(separator).append("mtime=").append(modified.getEpochSecond());
      int nanos = modified.getNano();
      if (nanos != 0) {
        head.append("&mtime-nsecs=").append(nanos);
      }
    }
    head.append("\"; filename=\"");
    UrlText.append(head, path);
    head.append("\"\r\nContent-Type: ").append(type).append("\r\n\r\n");
    to.write(head.toString());
  }

  private void send(FileWalk.Entry.File file, Upload to) throws IOException {
    long sent;
    try (FileChannel channel = open(file.source())) {
      sent = to.write(channel, file.sizeBytes(), progress::advance);
    } catch (Upload.UnreadableException e) {
      throw FileTrouble.at(file.source(), e.reason());
    }
    if (sent < file.sizeBytes()) {
      throw new CliException(shrunk(file.source(), file.sizeBytes(), sent));
    }
  }

  /** What is said of a file that lost bytes while it was read. */
  static String shrunk(Path file, long size, long read) {
    return file + ": the file became shorter while it was read (" + size + " bytes at first, now " + read
        + "); add it again when it is at rest";
  }

  private static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(file);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw FileTrouble.at(file, e);
    }
  }

  private void copy(Path file, Upload to) throws IOException {
    InputStream content;
    try {
      content = Files.newInputStream(file);
    } catch (IOException e) {
      throw FileTrouble.at(file, e);
    }
    try (content) {
      copy(content, file.toString(), to);
    }
  }

  private void copy(InputStream content, String name, Upload to) throws IOException {
    byte[] buffer = new byte[READ_BYTES];
    for (int n = read(content, name, buffer); n >= 0; n = read(content, name, buffer)) {
      to.write(buffer, 0, n);
      progress.advance(n);
    }
  }

  /** Reads on; what goes wrong here is the file's fault and not the connection's. */
  private static int read(InputStream content, String name, byte[] into) throws IOException {
    try {
      return content.read(into);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new CliException(name + ": " + FileTrouble.reason(e), e);
    }
  }

  /** A line that no file contains but by a guess among 2^128. */
  private static String boundary() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "cairn-" + Long.toHexString(random.nextLong() ^ System.nanoTime())
        + Long.toHexString(random.nextLong() ^ System.currentTimeMillis());
  }
}
