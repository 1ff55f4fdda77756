package dev.cairn.api.command;

import java.io.IOException;

/**
 * A command: how it is called, and what it does.
 *
 * @param spec how it is called
 * @param work what it does
 */
public record Command(CommandSpec spec, Work work) {

  /** What a command does. Blocks; meant for a virtual thread, or the main thread of the command line. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does the work and answers through {@code out}.
     *
     * @throws InterruptedException when nobody waits for the answer any more, or its time is up
     * @throws IOException when input or output broke
     */
    void run(Invocation in, Output out) throws IOException, InterruptedException;
  }

  /**
   * Runs it. What it throws is turned into a message and a code by {@link Failure#of}.
   *
   * @throws InterruptedException when nobody waits for the answer any more, or its time is up
   * @throws IOException when input or output broke
   */
  public void run(Invocation in, Output out) throws IOException, InterruptedException {
    work.run(in, out);
  }
}
