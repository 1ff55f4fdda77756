package dev.cairn.daemon;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Things to be closed in the reverse of the order in which they were made. Each is closed once, whatever the others
 * throw; later failures are attached to the first. Not thread-safe.
 */
final class CloseStack implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Takes charge of {@code resource} and returns it. */
  <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  @Override
  public void close() {
    RuntimeException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (first == null) {
          first = e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
