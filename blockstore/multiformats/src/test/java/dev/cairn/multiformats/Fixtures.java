package dev.cairn.multiformats;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The official test vectors; whoever asks for them is skipped where they are absent. */
final class Fixtures {
  private Fixtures() {}

  static String text(String name) {
    String folder = System.getProperty("cairn.fixtures", "");
    Path file = Path.of(folder, "multiformats", name);
    assumeThat(file).as("test vectors; set -Dcairn.fixtures to their folder").exists();
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a CSV file behind its heading, split at commas and trimmed. */
  static List<List<String>> rows(String name) {
    return text(name).lines()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(line -> Arrays.stream(line.split(",")).map(String::trim).toList())
        .toList();
  }

  /** What follows the first comma of each line behind the heading, without its quotes, by what stands before. */
  static List<List<String>> quotedRows(String name) {
    return text(name).lines()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(line -> List.of(line.substring(0, line.indexOf(',')),
            line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'))))
        .toList();
  }
}
