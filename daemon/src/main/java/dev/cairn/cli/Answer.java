package dev.cairn.cli;

import dev.cairn.api.command.CommandSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** What becomes of a command's answer: printed, or for {@code get} saved as files; with a progress bar. */
final class Answer {
  /** The exit code when the reader of standard output went away. */
  static final int READER_GONE = 141;

  private final Line line;
  private final Terminal terminal;
  private final Progress progress;
  private final Printer printer;

  Answer(Line line, Terminal terminal) {
    this.line = line;
    this.terminal = terminal;
    this.progress = bar(line, terminal);
    this.printer = new Printer(terminal.out(), progress);
  }

  /** The bar; one that shows nothing unless a person watches and did not decline. */
  Progress progress() {
    return progress;
  }

  Printer printer() {
    return printer;
  }

  /** Lets the daemon run the command; returns the exit code. */
  int fromDaemon(RpcExchange exchange) throws IOException {
    try (progress) {
      new Remote(exchange, terminal).run(line, (response, bar) -> take(response.body(), length(response)),
          progress);
      return 0;
    } catch (IOException e) {
      if (printer.readerGone()) {
        return READER_GONE;
      }
      throw e;
    }
  }

  /** Whether the answer is an archive that is to be unpacked, rather than something to print. */
  boolean isSaved() {
    return line.spec().name().equals("get");
  }

  /** Takes the whole answer. */
  void take(InputStream body, OptionalLong length) throws IOException {
    if (!line.spec().takesFiles() && length.isPresent()) {
      progress.total(length.getAsLong());
    }
    if (isSaved()) {
      Download.of(line).save(body, printer, progress);
      return;
    }
    byte[] buffer = new byte[64 * 1024];
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      printer.print(buffer, 0, n);
      if (!line.spec().takesFiles()) {
        progress.advance(n);
      }
    }
  }

  private static OptionalLong length(RpcResponse response) throws IOException {
    String text = response.header("x-content-length").orElse("");
    try {
      return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IOException("the daemon's answer has the length \"" + text + "\"", e);
    }
  }

  private static Progress bar(Line line, Terminal terminal) {
    CommandSpec spec = line.spec();
    boolean wanted = terminal.errIsTerminal() && line.flag("progress", true) && !line.flag("quiet")
        && !line.flag("quieter") && !line.flag("silent");
    boolean longWork = spec.takesFiles() || switch (spec.name()) {
      case "get" -> true;
      case "cat", "dag export" -> !terminal.outIsTerminal();
      default -> false;
    };
    return wanted && longWork ? Progress.on(terminal.err(), terminal.columns(), System::nanoTime, -1)
        : Progress.none();
  }
}
