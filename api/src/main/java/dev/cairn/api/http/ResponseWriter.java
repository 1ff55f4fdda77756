package dev.cairn.api.http;

import dev.cairn.api.command.OutputChannel;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way of an answer from the thread of a command to the event loop of its connection. Small writes are gathered
 * until the loop comes to fetch them, so a value is on its way at once when the connection is idle and shares a
 * packet with others when it is busy. A writer waits while more than {@link #MAX_PENDING} bytes are under way.
 */
final class ResponseWriter implements OutputChannel {
  /** How much may wait for the event loop, in bytes; as much again waits in the connection's own queue. */
  static final int MAX_PENDING = 1024 * 1024;

  private static final int GATHER_BYTES = 16 * 1024;

  private final HttpServerResponse response;
  private final Context context;
  private final AnswerHead head;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition drained = lock.newCondition();

  // Guarded by lock; together at most MAX_PENDING and one write.
  private final ArrayDeque<Buffer> pending = new ArrayDeque<>();
  private long pendingBytes;
  private byte[] gathered = new byte[GATHER_BYTES];
  private int gatheredBytes;
  private @Nullable Runnable start;
  private @Nullable Runnable finish;
  private boolean scheduled;
  private boolean gone;

  /** Writes to a response whose head is made by {@code head}. */
  ResponseWriter(HttpServerResponse response, Context context, AnswerHead head) {
    this.response = response;
    this.context = context;
    this.head = head;
  }

  /** Makes the head of the answer on the event loop, just before its first byte. */
  @FunctionalInterface
  interface AnswerHead {
    void write(Shape shape, String contentType, OptionalLong lengthBytes);
  }

  @Override
  public void begin(Shape shape, String contentType, OptionalLong lengthBytes) throws IOException {
    lock.lock();
    try {
      checkGone();
      start = () -> head.write(shape, contentType, lengthBytes);
      schedule();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      awaitRoom();
      if (length > GATHER_BYTES / 2) {
        add(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
      } else {
        if (length > GATHER_BYTES - gatheredBytes) {
          closeGathered();
        }
        System.arraycopy(bytes, offset, gathered, gatheredBytes, length);
        gatheredBytes += length;
        pendingBytes += length;
      }
      schedule();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void writeShared(byte[] bytes, int offset, int length) throws IOException {
    if (length <= GATHER_BYTES / 2) {
      write(bytes, offset, length);
      return;
    }
    lock.lock();
    try {
      awaitRoom();
      add(bytes, offset, length);
      schedule();
    } finally {
      lock.unlock();
    }
  }

  /** The answer is complete; {@code last} runs on the event loop when all of it was handed to the connection. */
  void finish(Runnable last) {
    lock.lock();
    try {
      finish = last;
      schedule();
    } finally {
      lock.unlock();
    }
  }

  /** The reader is gone: writers stop waiting and fail. */
  void gone() {
    lock.lock();
    try {
      gone = true;
      pending.clear();
      drained.signalAll();
      // A drain that waited for room would wait for ever.
      scheduled = false;
      if (finish != null) {
        schedule();
      }
    } finally {
      lock.unlock();
    }
  }

  private void add(byte[] bytes, int offset, int length) {
    closeGathered();
    pending.add(BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, offset, length)));
    pendingBytes += length;
  }

  private void closeGathered() {
    if (gatheredBytes > 0) {
      pending.add(BufferInternal.buffer(Unpooled.wrappedBuffer(gathered, 0, gatheredBytes)));
      gathered = new byte[GATHER_BYTES];
      gatheredBytes = 0;
    }
  }

  private void awaitRoom() throws IOException {
    try {
      while (pendingBytes >= MAX_PENDING && !gone) {
        drained.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("stopped while writing the answer");
      stopped.initCause(e);
      throw stopped;
    }
    checkGone();
  }

  private void checkGone() throws IOException {
    if (gone) {
      throw new IOException("the client closed the connection");
    }
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      context.runOnContext(run -> drain());
    }
  }

  /** On the event loop: hands on what is pending, as far as the connection takes it. */
  private void drain() {
    while (true) {
      Runnable first;
      Optional<Buffer> next;
      Runnable last = null;
      lock.lock();
      try {
        first = start;
        start = null;
        next = gone ? Optional.empty() : poll();
        if (next.isEmpty()) {
          scheduled = false;
          last = finish;
          finish = null;
        }
      } finally {
        lock.unlock();
      }
      if (first != null) {
        first.run();
      }
      if (next.isEmpty()) {
        if (last != null) {
          last.run();
        }
        return;
      }
      response.write(next.get());
      if (response.writeQueueFull()) {
        response.drainHandler(room -> drain());
        return;
      }
    }
  }

  private Optional<Buffer> poll() {
    if (pending.isEmpty()) {
      closeGathered();
    }
    Buffer next = pending.poll();
    if (next != null) {
      pendingBytes -= next.length();
      drained.signal();
    }
    return Optional.ofNullable(next);
  }
}
