package dev.cairn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code config edit}: the configuration in an editor. */
final class ConfigEditCommand {
  private ConfigEditCommand() {}

  static int run(Line line, Terminal terminal) throws IOException {
    Path file = Local.configFile(line, terminal);
    if (!Files.exists(file)) {
      throw new CliException("no configuration in " + file + "; run 'cairn init' to make one");
    }
    String editor = terminal.environment().getOrDefault("EDITOR", "");
    if (editor.isBlank()) {
      throw new CliException(
          "the environment variable EDITOR is not set; name an editor there, or edit " + file);
    }
    // Editors are set with options ("code --wait"), so a shell takes the words apart.
    Process process = new ProcessBuilder("/bin/sh", "-c", editor + " \"$0\"", file.toString()).inheritIO()
        .start();
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new CliException("the editor '" + editor + "' ended with code " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted while the editor was open", e);
    }
    return 0;
  }
}
