package dev.cairn.api.http;

import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.EncodedOutput;
import dev.cairn.api.command.Failure;
import dev.cairn.api.command.FileInput;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Json;
import dev.cairn.api.command.NodeContext;
import dev.cairn.api.command.Output.Encoding;
import dev.cairn.api.command.OutputChannel.Shape;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command over HTTP, from the accepted request to the end of the answer. {@link #run} is the life of its virtual
 * thread; methods that touch the request or response run on the event loop.
 */
final class Exchange implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final String STREAM_ERROR = "X-Stream-Error";
  private static final String EXPOSED = "X-Stream-Output, X-Chunked-Output, X-Content-Length";
  private static final int WRITE_QUEUE_BYTES = 1024 * 1024;

  /** The longest text that goes into a trailer, in characters. */
  private static final int MAX_TRAILER = 4096;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Target target;
  private final NodeContext node;
  private final Answers answers;
  private final @Nullable RequestBody body;
  private final ResponseWriter writer;

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock: why the thread was interrupted, and the thread while it may be.
  private @Nullable String stopped;
  private @Nullable Thread thread;

  // Of the command's thread until the head is written on the event loop, which happens after.
  private Encoding encoding = Encoding.JSON;

  /** Takes over a request; called on its event loop. */
  Exchange(Vertx vertx, HttpServerRequest request, Target target, NodeContext node, Answers answers) {
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
    this.target = target;
    this.node = node;
    this.answers = answers;
    this.writer = new ResponseWriter(response, vertx.getOrCreateContext(), this::writeHead);
    response.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
    response.closeHandler(closed -> {
      writer.gone();
      stop("the client closed the connection");
    });
    if (boundary().isPresent()) {
      this.body = RequestBody.of(request);
    } else {
      this.body = null;
      request.resume();
    }
  }

  private Optional<String> boundary() {
    return HeaderValue.parse(Optional.ofNullable(request.getHeader("Content-Type")).orElse(""))
        .filter(type -> type.value().equals("multipart/form-data"))
        .map(type -> type.parameter("boundary").orElse(""));
  }

  /** Ends the command early, whatever it is doing; from any thread. */
  void stop(String reason) {
    lock.lock();
    try {
      if (stopped == null) {
        stopped = reason;
      }
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> stopReason() {
    lock.lock();
    try {
      return Optional.ofNullable(stopped);
    } finally {
      lock.unlock();
    }
  }

  private void enter() {
    lock.lock();
    try {
      thread = Thread.currentThread();
      if (stopped != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      thread = null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    enter();
    OptionalLong timer = OptionalLong.empty();
    try {
      Invocation in;
      try {
        in = parse();
        encoding = in.encoding(Encoding.JSON);
        timer = startTimer(in);
      } catch (CommandException | IOException e) {
        writer.finish(() -> refuse(Failure.of(e).message()));
        return;
      }
      runCommand(in, new EncodedOutput(encoding, writer));
    } finally {
      leave();
      timer.ifPresent(vertx::cancelTimer);
    }
  }

  private Invocation parse() throws IOException {
    Optional<FileInput> files = body == null
        ? Optional.empty()
        : Optional.of(new MultipartFiles(body, boundary().orElse("")));
    return Invocation.parse(target.command().spec(), target.arguments(), target.options(), files, node);
  }

  private OptionalLong startTimer(Invocation in) {
    return in.timeout()
        .map(limit -> OptionalLong.of(
            vertx.setTimer(Math.max(1, limit.toMillis()), fired -> stop("context deadline exceeded"))))
        .orElse(OptionalLong.empty());
  }

  private void runCommand(Invocation in, EncodedOutput out) {
    try {
      target.command().run(in, out);
      out.end();
      writer.finish(() -> end(Optional.empty()));
    } catch (Throwable t) { // The last handler there is: whatever happened, the client is told and the log knows.
      Failure failure = failure(t);
      if (failure.unexpected()) {
        LOG.error("command '{}' failed", in.spec().name(), t);
      }
      if (out.begun()) {
        writer.finish(() -> end(Optional.of(failure.message())));
      } else {
        writer.finish(() -> answerFailure(failure));
      }
    }
  }

  private Failure failure(Throwable thrown) {
    Optional<String> reason = stopReason();
    if (reason.isPresent()) {
      return new Failure(reason.get(), CommandException.Code.NORMAL, false);
    }
    Throwable inner = thrown instanceof UncheckedIOException ? thrown.getCause() : null;
    Throwable cause = inner == null ? thrown : inner;
    return cause instanceof MultipartException malformed
        ? Failure.of(CommandException.client(String.valueOf(malformed.getMessage())))
        : Failure.of(cause);
  }

  // From here on: on the event loop.

  private void writeHead(Shape shape, String contentType, OptionalLong lengthBytes) {
    SortedMap<String, List<String>> headers = head();
    switch (shape) {
      case SINGLE -> {
      }
      case SEQUENCE -> headers.put("X-Chunked-Output", List.of("1"));
      case BYTES -> headers.put("X-Stream-Output", List.of("1"));
    }
    String valueType = encoding == Encoding.JSON && shape != Shape.BYTES ? "application/json" : "text/plain";
    // Bytes of which nothing is known are called plain text, so that no browser runs them as a page of this port.
    headers.put("Content-Type", List.of(contentType.isEmpty() ? valueType : contentType));
    lengthBytes.ifPresent(length -> headers.put("X-Content-Length", List.of(Long.toString(length))));
    send(200, headers);
  }

  private void answerFailure(Failure failure) {
    SortedMap<String, List<String>> headers = head();
    headers.put("Content-Type", List.of(encoding == Encoding.JSON ? "application/json" : "text/plain"));
    send(failure.code() == CommandException.Code.CLIENT ? 400 : 500, headers);
    if (response.closed()) {
      return;
    }
    response.write(encoding == Encoding.JSON ? json(failure) : Buffer.buffer(failure.message()));
    end(Optional.empty());
  }

  private static Buffer json(Failure failure) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Json.writeLine(failure, bytes);
    } catch (IOException e) {
      throw new IllegalStateException("memory refused a write", e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private SortedMap<String, List<String>> head() {
    SortedMap<String, List<String>> headers = answers.headers(request);
    headers.put("Access-Control-Allow-Headers", List.of(EXPOSED));
    headers.put("Access-Control-Expose-Headers", List.of(EXPOSED));
    headers.put("Trailer", List.of(STREAM_ERROR));
    if (body != null && !body.complete()) {
      headers.put("Connection", List.of("close"));
    }
    return headers;
  }

  private void send(int status, SortedMap<String, List<String>> headers) {
    if (response.closed()) {
      return;
    }
    response.setStatusCode(status);
    headers.forEach((name, values) -> response.putHeader(name, values));
    // Last, as clients that compare the head expect it.
    response.setChunked(true);
  }

  private void refuse(String message) {
    answers.refuse(request, 400, message);
  }

  private void end(Optional<String> error) {
    if (response.closed() || response.ended()) {
      return;
    }
    error.ifPresent(message -> response.putTrailer(STREAM_ERROR, trailer(message)));
    boolean close = "close".equals(response.headers().get("Connection"));
    response.end();
    if (close) {
      answers.closeSoon(request);
    }
  }

  /** A header value holds one line of Latin-1; what does not fit is replaced. */
  private static String trailer(String message) {
    String line = message.strip().replaceAll("\\R+", "; ").replaceAll("\\p{Cntrl}", " ");
    String cut = line.length() > MAX_TRAILER ? line.substring(0, MAX_TRAILER) : line;
    return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
