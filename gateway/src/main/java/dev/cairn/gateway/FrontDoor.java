package dev.cairn.gateway;

import dev.cairn.dag.BlockSource;
import dev.cairn.gateway.StandardHeaders.Header;
import dev.cairn.gateway.http.BadRequestException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests in on the event loops. What needs no block is answered here and now: refusals, preflights, answers
 * from memory. Everything else gets a virtual thread, if there is room for one more.
 */
final class FrontDoor {
  private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

  private static final Duration FOR_EVER = Duration.ofDays(10_000);

  private final GatewayOptions options;
  private final ContentAnswers answers;
  private final BlockSource blocks;
  private final ErrorAnswers errors;
  private final List<Header> standardHeaders;
  private final HotAnswers hot;
  private final ExecutorService workers;
  private final int maxAtWork;
  private final Duration retrievalTimeout;
  private final AtomicInteger atWork = new AtomicInteger();
  private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
  private final Map<HttpConnection, Visit> visits = new ConcurrentHashMap<>();

  FrontDoor(
      GatewayOptions options,
      ContentAnswers answers,
      BlockSource blocks,
      ErrorAnswers errors,
      List<Header> standardHeaders,
      HotAnswers hot,
      ExecutorService workers) {
    this.options = options;
    this.answers = answers;
    this.blocks = blocks;
    this.errors = errors;
    this.standardHeaders = standardHeaders;
    this.hot = hot;
    this.workers = workers;
    int max = options.settings().maxConcurrentRequests();
    this.maxAtWork = max == 0 ? Integer.MAX_VALUE : max;
    Duration timeout = options.settings().retrievalTimeout();
    this.retrievalTimeout = timeout.isZero() ? FOR_EVER : timeout;
  }

  /** A connection, and when it last brought a request. */
  private static final class Visit {
    volatile long lastNanos = System.nanoTime();
    /** Requests that are not answered in full. */
    final AtomicInteger open = new AtomicInteger();
  }

  int atWork() {
    return atWork.get();
  }

  int connections() {
    return visits.size();
  }

  /** Greets a new connection. */
  void connected(HttpConnection connection) {
    visits.put(connection, new Visit());
    connection.closeHandler(closed -> visits.remove(connection));
  }

  /** Handles a request, on the event loop of its connection. */
  void handle(HttpServerRequest request) {
    HttpMethod method = request.method();
    boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    Visit visit = visits.get(request.connection());
    if (visit != null) {
      visit.lastNanos = System.nanoTime();
    }
    if (reads && hot.answer(request)) {
      return;
    }
    if (method.equals(HttpMethod.OPTIONS)) {
      answer(request, Answer.status(200).header("Allow", ErrorAnswers.ALLOW).bytes(new byte[0], 0, 0));
      return;
    }
    GatewayRequest parsed;
    try {
      parsed = GatewayRequest.of(method.name(), request.uri(),
          name -> Optional.ofNullable(request.getHeader(name)));
    } catch (BadRequestException e) {
      answer(request, errors.badRequest(request.getHeader("Accept"), e.getMessage()));
      return;
    }
    if (!reads) {
      answer(request, errors.methodNotAllowed(parsed));
    } else if (atWork.incrementAndGet() > maxAtWork) {
      atWork.decrementAndGet();
      answer(request, errors.tooManyRequests(parsed));
    } else {
      admit(request, parsed, visit);
    }
  }

  private void admit(HttpServerRequest request, GatewayRequest parsed, @Nullable Visit visit) {
    Context loop = Vertx.currentContext();
    Reply reply = new Reply(loop, request, standardHeaders, () -> {
      if (visit != null) {
        visit.open.decrementAndGet();
        visit.lastNanos = System.nanoTime();
      }
    });
    if (visit != null) {
      visit.open.incrementAndGet();
    }
    Exchange exchange = new Exchange(
        parsed, reply, answers, blocks, errors, answer -> hot.keep(request.uri(), answer));
    exchanges.add(exchange);
    try {
      workers.execute(() -> {
        try {
          exchange.run();
        } catch (Throwable bug) {
          LOG.error("{}: the gateway failed", parsed.target(), bug);
          reply.reset();
          throw bug;
        } finally {
          exchanges.remove(exchange);
          atWork.decrementAndGet();
        }
      });
    } catch (RejectedExecutionException closing) {
      exchanges.remove(exchange);
      atWork.decrementAndGet();
      reply.reset();
    }
  }

  /** Handles what could not be read as a request; the connection ends with it. */
  void handleInvalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    int status = switch (cause) {
      case TooLongHttpLineException e -> 414;
      case TooLongHttpHeaderException e -> 431;
      case TooLongFrameException e -> 413;
      default -> 400;
    };
    answer(request, errors.unreadable(status));
    request.connection().close();
  }

  /** Answers without a worker, on the event loop. */
  private void answer(HttpServerRequest request, Answer answer) {
    HttpServerResponse response = request.response();
    response.setStatusCode(answer.status());
    standardHeaders.forEach(header -> response.putHeader(header.name(), header.value()));
    response.putHeader("Date", HttpClock.now());
    answer.headers().forEach(response::putHeader);
    if (answer.body() instanceof Answer.Body.Bytes(byte[] array, int offset, int length)
        && !request.method().equals(HttpMethod.HEAD)) {
      response.end(Reply.wrap(array, offset, length));
    } else {
      response.end();
    }
  }

  /** Ends what takes too long, and connections that have brought no request for too long; called regularly. */
  void sweep() {
    long now = System.nanoTime();
    exchanges.forEach(e -> e.watch(now, retrievalTimeout, options.settings().maxRequestDuration()));
    visits.forEach((connection, visit) -> {
      if (visit.open.get() == 0 && now - visit.lastNanos > options.idleTimeout().toNanos()) {
        connection.close();
      }
    });
  }
}
