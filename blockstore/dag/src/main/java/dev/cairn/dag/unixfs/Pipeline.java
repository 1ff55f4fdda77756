package dev.cairn.dag.unixfs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Does the costly half of each step on a worker per core and the rest in order on the thread that submits.
 *
 * <p>Steps travel in batches, so that a batch is worth the way to another thread whether it holds one large chunk or
 * a hundred small files. At most {@code 2 * workers + 2} batches are under way; when they are, the submitting thread
 * finishes the oldest, hashing it itself should no worker have begun. The workers start with the second batch and end
 * with {@link #close}.
 *
 * <p>For use by one thread.
 */
final class Pipeline implements AutoCloseable {
  private static final int BATCH_BYTES = 1024 * 1024;
  private static final int BATCH_STEPS = 128;

  /** A piece of work in two halves. */
  interface Step {
    /** The costly half; on any thread, at the same time as that of other steps. */
    default void prepare() {}

    /** The other half; on the submitting thread, after that of all earlier steps. */
    void deliver();
  }

  private static final class Batch {
    private final List<Step> steps = new ArrayList<>();
    private final FutureTask<@Nullable Void> preparation = new FutureTask<>(this::prepare, null);
    private long bytes;

    private void prepare() {
      steps.forEach(Step::prepare);
    }

    boolean isFull() {
      return bytes >= BATCH_BYTES || steps.size() >= BATCH_STEPS;
    }
  }

  private final int workerCount;
  private final Runnable afterBatch;
  private final Deque<Batch> underWay = new ArrayDeque<>();
  private Batch gathering = new Batch();
  private @Nullable ExecutorService workers;

  /**
   * A pipeline that has not begun.
   *
   * @param afterBatch runs on the submitting thread after each batch that has been delivered
   */
  Pipeline(int workerCount, Runnable afterBatch) {
    this.workerCount = workerCount;
    this.afterBatch = afterBatch;
  }

  /**
   * Takes a step on its way.
   *
   * @param bytes how much it keeps in memory
   */
  void submit(Step step, long bytes) {
    gathering.steps.add(step);
    gathering.bytes += bytes;
    if (gathering.isFull()) {
      dispatch();
    }
  }

  private void dispatch() {
    Batch full = gathering;
    gathering = new Batch();
    while (underWay.size() >= 2 * workerCount + 2) {
      deliverOldest();
    }
    underWay.add(full);
    workers().execute(full.preparation);
    while (!underWay.isEmpty() && underWay.element().preparation.isDone()) {
      deliverOldest();
    }
  }

  /** Brings all steps to their end. */
  void drain() {
    while (!underWay.isEmpty() || !gathering.steps.isEmpty()) {
      if (underWay.isEmpty()) {
        underWay.add(gathering);
        gathering = new Batch();
      }
      deliverOldest();
    }
  }

  private void deliverOldest() {
    Batch batch = underWay.remove();
    batch.preparation.run();
    try {
      batch.preparation.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImportException("", "it was interrupted", e);
    } catch (ExecutionException e) {
      rethrow(e.getCause());
    }
    batch.steps.forEach(Step::deliver);
    afterBatch.run();
  }

  private static void rethrow(@Nullable Throwable cause) {
    switch (cause) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException("hashing failed", cause);
    }
  }

  private ExecutorService workers() {
    if (workers == null) {
      workers = Executors.newFixedThreadPool(workerCount,
          Thread.ofPlatform().daemon().name("hash-", 1).factory());
    }
    return workers;
  }

  /** Ends the workers and drops what is still under way. */
  @Override
  public void close() {
    underWay.clear();
    gathering = new Batch();
    if (workers != null) {
      workers.shutdownNow();
      workers.close();
      workers = null;
    }
  }
}
