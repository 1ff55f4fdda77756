package dev.cairn.cli;

import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.CommandSpec.Trait;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs one command line: in the daemon when one runs, otherwise in this process.
 *
 * <p>Exit codes: 0, 1 when something went wrong (after a line {@code Error: …} on standard error), 141 when the reader
 * of standard output went away, as a process that the signal ends would report it.
 */
final class Cli {
  private static final long MUCH_BYTES = 1024 * 1024;

  private final Terminal terminal;

  Cli(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs the command and returns the exit code. */
  int run(String... words) {
    Optional<Line> line = LineParser.parse(vocabulary(), words);
    try {
      return line.isPresent() ? run(line.get()) : Usage.explain(CliCommands.all(), words, terminal);
    } catch (CliException e) {
      return fail(e.line());
    } catch (IOException e) {
      return fail(FileTrouble.reason(e));
    } catch (RuntimeException e) {
      return fail(Trouble.told(e).line());
    }
  }

  private static Vocabulary vocabulary() {
    return CommandTable.ofDistribution().orElseGet(CliCommands::vocabulary);
  }

  private int run(Line line) throws IOException {
    CommandSpec spec = line.spec();
    // A running daemon also serves the commands that need no repository: it has loaded them already.
    if (!spec.is(Trait.NO_REMOTE)) {
      Optional<RpcExchange> daemon = connect(line);
      if (daemon.isPresent()) {
        try (RpcExchange exchange = daemon.get()) {
          return new Answer(line, terminal).fromDaemon(exchange);
        }
      }
      if (spec.is(Trait.NO_LOCAL)) {
        throw new CliException("no daemon is running, and '" + spec.name()
            + "' needs one; start it with 'cairn daemon'");
      }
    }
    return Local.run(line, terminal);
  }

  /** A connection to the daemon; empty when none runs and none was named. */
  private Optional<RpcExchange> connect(Line line) throws IOException {
    String authorization = line.option("api-auth").map(Authorization::header).orElse("");
    Optional<String> named = line.option("api");
    if (named.isPresent()) {
      RpcAddress address = RpcAddress.parse(named.get());
      try {
        return Optional.of(RpcExchange.connect(address, authorization, sendsMuch(line))
            .orElseThrow(
                () -> new CliException("nothing listens at " + address + "; is the daemon running?")));
      } catch (IOException e) {
        throw new CliException("cannot connect to " + address + ": " + FileTrouble.reason(e), e);
      }
    }
    Optional<String> left = readApi(Local.repoPath(line, terminal).resolve("api"));
    if (left.isEmpty()) {
      return Optional.empty();
    }
    // A file whose daemon was killed leads nowhere; then the repository is free and opened here.
    return RpcExchange.connect(RpcAddress.parse(left.get()), authorization, sendsMuch(line));
  }

  /** Whether what is sent is large, or may be. */
  private static boolean sendsMuch(Line line) {
    if (!line.spec().takesFiles()) {
      return false;
    }
    for (String word : line.arguments()) {
      File file = new File(word);
      if (file.isDirectory() || file.length() > MUCH_BYTES) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> readApi(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileTrouble.at(file, e);
    }
  }

  private int fail(String message) {
    terminal.complain("Error: " + message);
    return 1;
  }
}
