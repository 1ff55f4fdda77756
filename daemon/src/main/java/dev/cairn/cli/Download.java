package dev.cairn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Saves what {@code get} receives: unpacked, or as the archive itself.
 *
 * @param target where to; for archives with their suffix
 * @param archived whether the archive itself is wanted
 */
record Download(Path target, boolean archived) {

  /** As the options of {@code get} ask for. */
  static Download of(Line line) {
    boolean archive = line.flag("archive");
    boolean compress = line.flag("compress");
    String name = line.option("output").orElseGet(() -> lastName(line.arguments().getFirst()));
    String suffix = (archive ? ".tar" : "") + (compress ? ".gz" : "");
    return new Download(FileWalk.path(name.endsWith(suffix) ? name : name + suffix), archive || compress);
  }

  private static String lastName(String path) {
    String trimmed = path;
    while (trimmed.endsWith("/")) {
      trimmed = trimmed.substring(0, trimmed.length() - 1);
    }
    String name = trimmed.substring(trimmed.lastIndexOf('/') + 1);
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new CliException("\"" + path + "\" gives the output no name; choose one with --output");
    }
    return name;
  }

  /** Saves the whole stream; says where on standard output. */
  void save(InputStream body, Printer printer, Progress progress) throws IOException {
    say(printer, (archived ? "Saving archive to " : "Saving file(s) to ") + target);
    InputStream counted = new Counted(body, progress);
    if (!archived) {
      TarExtractor.extract(counted, target);
      return;
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.copy(counted, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      throw FileTrouble.at(target, e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void say(Printer printer, String text) throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    printer.print(bytes, 0, bytes.length);
  }

  /** Tells the bar what passes by. */
  private static final class Counted extends InputStream {
    private final InputStream from;
    private final Progress progress;

    Counted(InputStream from, Progress progress) {
      this.from = from;
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      int b = from.read();
      progress.advance(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int n = from.read(into, offset, length);
      progress.advance(Math.max(0, n));
      return n;
    }
  }
}
