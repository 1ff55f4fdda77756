package dev.cairn.api.http;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as a blocking stream, for the thread that runs the command. The event loop puts in what
 * arrives; no more is asked of the connection than {@link #WINDOW} buffers ahead of the reader, so that a slow command
 * slows the sender down.
 */
final class RequestBody extends InputStream {
  /** How many buffers are under way at most; each is at most as large as the receive buffer of the server. */
  private static final int WINDOW = 8;

  private static final int REFILL = WINDOW / 2;

  private final HttpServerRequest request;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock; at most WINDOW long.
  private final ArrayDeque<ByteBuf> arrived = new ArrayDeque<>(WINDOW);
  private boolean ended;
  private @Nullable IOException failure;

  // Of the reading thread only.
  private @Nullable ByteBuf current;
  private int consumed;

  private RequestBody(HttpServerRequest request) {
    this.request = request;
  }

  /** Takes over the body of a request; called on its event loop, before anything of it was delivered. */
  static RequestBody of(HttpServerRequest request) {
    RequestBody body = new RequestBody(request);
    request.handler(body::arrive);
    request.endHandler(end -> body.end(null));
    request.exceptionHandler(broken -> body.end(new IOException("the request body broke off", broken)));
    request.pause();
    request.fetch(WINDOW);
    return body;
  }

  private void arrive(Buffer buffer) {
    lock.lock();
    try {
      arrived.add(((BufferInternal) buffer).getByteBuf());
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void end(@Nullable IOException broken) {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        failure = broken;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether all of it has arrived, read or not. */
  boolean complete() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Reads what is there, and waits only when nothing is. */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    ByteBuf from = current;
    while (from == null || !from.isReadable()) {
      from = take();
      current = from;
      if (from == null) {
        return -1;
      }
    }
    int size = Math.min(length, from.readableBytes());
    from.readBytes(into, offset, size);
    return size;
  }

  private @Nullable ByteBuf take() throws IOException {
    ByteBuf next;
    lock.lock();
    try {
      while (arrived.isEmpty() && !ended) {
        changed.await();
      }
      next = arrived.poll();
      if (next == null && failure != null) {
        throw failure;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("stopped while reading the request");
      stopped.initCause(e);
      throw stopped;
    } finally {
      lock.unlock();
    }
    if (next != null && ++consumed == REFILL) {
      consumed = 0;
      request.fetch(REFILL);
    }
    return next;
  }
}
