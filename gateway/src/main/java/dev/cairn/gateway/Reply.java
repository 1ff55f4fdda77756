package dev.cairn.gateway;

import dev.cairn.gateway.StandardHeaders.Header;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way back of one request, used by the virtual thread that works on it. All contact with the socket happens on
 * the connection's event loop; this class carries bytes there and back-pressure back: at most {@link #WINDOW_BYTES}
 * wait for the client, then {@link #write} blocks its thread.
 *
 * <p>Whoever calls {@link #claim} first may answer: the worker, or the watchdog when the worker is too late.
 */
final class Reply implements Answer.Sink {
  /** The most bytes of one response that are on their way to the client. */
  static final int WINDOW_BYTES = 1024 * 1024;
  /** Larger blocks are cut, so that the next one is read while the last pieces of this one are under way. */
  private static final int MAX_PIECE_BYTES = 256 * 1024;

  private final Context loop;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final List<Header> standardHeaders;
  private final Runnable whenOver;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  // Guarded by lock.
  private boolean claimed;
  private boolean over;
  private boolean writing;
  private long underWay;
  private long movedNanos = System.nanoTime();

  /**
   * Made on the event loop, while the request is handled there.
   *
   * @param whenOver runs there once, when the response has ended or failed
   */
  Reply(Context loop, HttpServerRequest request, List<Header> standardHeaders, Runnable whenOver) {
    this.loop = loop;
    this.request = request;
    this.response = request.response();
    this.standardHeaders = standardHeaders;
    response.setWriteQueueMaxSize(WINDOW_BYTES);
    this.whenOver = whenOver;
    response.exceptionHandler(failure -> over());
    response.closeHandler(closed -> over());
    response.endHandler(ended -> over());
  }

  /** Bytes as a buffer, without a copy and owned by no pool: the garbage collector takes them. */
  static Buffer wrap(byte[] bytes, int offset, int length) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, offset, length));
  }

  /** Takes the right to answer; false when somebody has it or there is nobody to answer to. */
  boolean claim() {
    lock.lock();
    try {
      boolean free = !claimed && !over;
      claimed = true;
      return free;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing more can be sent. */
  boolean isOver() {
    lock.lock();
    try {
      return over;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a body is being written, all that was written is with the client, and nothing came since then. */
  boolean starvesSince(long nanos) {
    lock.lock();
    try {
      return writing && !over && underWay == 0 && movedNanos - nanos < 0;
    } finally {
      lock.unlock();
    }
  }

  /** Sends an answer whose body is at hand. Needs the claim. */
  void send(Answer answer) {
    loop.runOnContext(go -> {
      if (begin(answer)) {
        if (answer.body() instanceof Answer.Body.Bytes(byte[] array, int offset, int length)
            && !request.method().equals(HttpMethod.HEAD)) {
          response.end(wrap(array, offset, length));
        } else {
          response.end();
        }
      }
    });
  }

  /** Sends status and headers; the body follows by {@link #write}. Needs the claim. */
  void sendHead(Answer answer) {
    writing(true);
    loop.runOnContext(go -> {
      if (begin(answer)) {
        response.setChunked(!answer.headers().containsKey("Content-Length"));
      }
    });
  }

  private void writing(boolean now) {
    lock.lock();
    try {
      writing = now;
      movedNanos = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  private boolean begin(Answer answer) {
    if (isOver() || response.ended()) {
      return false;
    }
    response.setStatusCode(answer.status());
    standardHeaders.forEach(header -> response.putHeader(header.name(), header.value()));
    response.putHeader("Date", HttpClock.now());
    answer.headers().forEach(response::putHeader);
    return true;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    for (int done = 0; done < length; done += MAX_PIECE_BYTES) {
      writePiece(bytes, offset + done, Math.min(MAX_PIECE_BYTES, length - done));
    }
  }

  private void writePiece(byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      while (!over && underWay + length > WINDOW_BYTES) {
        moved.awaitUninterruptibly();
      }
      if (over) {
        throw new Answer.GoneException("the client is gone");
      }
      underWay += length;
      movedNanos = System.nanoTime();
    } finally {
      lock.unlock();
    }
    loop.runOnContext(go -> {
      if (isOver()) {
        arrived(length);
      } else {
        response.write(wrap(bytes, offset, length)).onComplete(done -> arrived(length));
      }
    });
  }

  private void arrived(int length) {
    lock.lock();
    try {
      underWay -= length;
      movedNanos = System.nanoTime();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends a body that was written in full. */
  void end() {
    writing(false);
    loop.runOnContext(go -> {
      if (!isOver()) {
        response.end();
      }
    });
  }

  /** Breaks the connection, so that the client cannot take what it has for the whole. */
  void reset() {
    loop.runOnContext(go -> {
      over();
      request.connection().close();
    });
  }

  /** Lets a worker that waits go on, or fail. */
  private void over() {
    lock.lock();
    try {
      if (over) {
        return;
      }
      over = true;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    whenOver.run();
  }
}
