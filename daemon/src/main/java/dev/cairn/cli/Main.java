package dev.cairn.cli;

/** The program {@code cairn}. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    int code = new Cli(Terminal.ofProcess()).run(args);
    if (Boolean.getBoolean("cairn.training")) {
      System.exit(code); // writes down what the JVM has learned
    }
    // Everything is closed and flushed by now; the usual exit would load the logging of the JDK to report itself.
    Runtime.getRuntime().halt(code);
  }
}
