package dev.cairn.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What surrounds a command: the three standard streams, which of them are terminals, and the environment. Streams are
 * unbuffered; what is written is out.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param inIsTerminal whether a person types at standard input
 * @param outIsTerminal whether a person looks at standard output
 * @param errIsTerminal whether a person looks at standard error
 * @param environment environment variables
 */
record Terminal(
    InputStream in, OutputStream out, OutputStream err, boolean inIsTerminal, boolean outIsTerminal,
    boolean errIsTerminal, Map<String, String> environment) {
  private static final int USUAL_COLUMNS = 80;

  /**
   * The streams of this process. The launcher has asked which are terminals, as the JVM would need many classes for
   * the same question: {@code cairn.tty} holds some of the letters i, o and e.
   */
  static Terminal ofProcess() {
    String tty = System.getProperty("cairn.tty", "");
    return new Terminal(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err), tty.indexOf('i') >= 0, tty.indexOf('o') >= 0,
        tty.indexOf('e') >= 0, System.getenv());
  }

  /** Prints a line to standard error; if that is gone too, nobody is left to tell. */
  void complain(String line) {
    try {
      err.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException nobodyListens) {
      // The exit code still says that something went wrong.
    }
  }

  /** Prints to standard output. */
  void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How wide the terminal is, in characters; a usual width when it cannot be found out. */
  int columns() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT)
          .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      int space = answer.indexOf(' ');
      int columns = space < 0 ? 0 : Integer.parseInt(answer.substring(space + 1));
      return columns > 0 ? columns : USUAL_COLUMNS;
    } catch (IOException | NumberFormatException unknown) {
      return USUAL_COLUMNS;
    }
  }
}
