package dev.cairn.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Standard output as commands use it: takes the progress bar away before a line, and remembers that the reader has
 * gone, which ends a command quietly ({@code cairn cat … | head}).
 */
final class Printer {
  private final OutputStream out;
  private final Progress progress;
  private boolean readerGone;

  Printer(OutputStream out, Progress progress) {
    this.out = out;
    this.progress = progress;
  }

  /** Writes bytes; they are out when this returns. */
  void print(byte[] bytes, int offset, int length) throws IOException {
    progress.hide();
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      readerGone = message.toLowerCase(Locale.ROOT).contains("broken pipe");
      throw new IOException("cannot write to standard output: " + message, e);
    }
  }

  /** Whether nobody reads standard output any more. */
  boolean readerGone() {
    return readerGone;
  }
}
