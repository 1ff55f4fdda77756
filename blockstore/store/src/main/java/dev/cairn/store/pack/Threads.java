package dev.cairn.store.pack;

/** Waiting for our own threads. */
final class Threads {
  private Threads() {}

  /** Returns when {@code thread} has ended; an interruption is kept for the caller. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
