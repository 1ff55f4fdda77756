package dev.cairn.api.standard;

import dev.cairn.api.command.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;

/** Answers that are written from within a visitor, where only unchecked exceptions pass. */
final class Streams {
  private Streams() {}

  /** What was wrapped. */
  static IOException cause(UncheckedIOException wrapped) {
    IOException cause = wrapped.getCause();
    return cause == null ? new IOException(wrapped) : cause;
  }

  /** {@link Output#emit} for visitors. */
  static void emit(Output out, Object value, Output.Text text) {
    try {
      out.emit(value, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@link Output#progress} for visitors. */
  static void progress(Output out, Output.Progress value) {
    try {
      out.progress(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Work with visitors that write. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Runs work whose visitors write, and turns what they throw back.
   *
   * @throws InterruptedException when the work gave up because its thread was interrupted
   */
  static <T> T run(Work<T> work) throws IOException, InterruptedException {
    try {
      T result = work.run();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return result;
    } catch (CancellationException e) {
      InterruptedException interrupted = new InterruptedException(e.getMessage());
      interrupted.initCause(e);
      throw interrupted;
    } catch (UncheckedIOException e) {
      throw cause(e);
    }
  }
}
