package dev.cairn.dag;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The official test vectors; a test that needs them is skipped, and says so, when they are absent. */
public final class Fixtures {
  private Fixtures() {}

  /** A file or folder below the vectors. */
  public static Path path(String name) {
    Path path = Path.of(System.getProperty("cairn.fixtures", "../shared/fixtures")).resolve(name);
    assumeThat(path).as("official test vectors (system property cairn.fixtures)").exists();
    return path;
  }

  /** What a folder holds, sorted by name, hidden files left out. */
  public static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> !entry.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a file. */
  public static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
