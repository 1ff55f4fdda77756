package dev.cairn.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.cairn.gateway.Answer.Body;
import dev.cairn.gateway.StandardHeaders.Header;
import dev.cairn.gateway.http.Accept;
import dev.cairn.gateway.http.EntityTag;
import dev.cairn.gateway.http.Preconditions;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers with small files, kept in the form in which they go out, so that the event loop can repeat them without a
 * thread, a block or a path being touched.
 *
 * <p>Paths below {@code /ipfs/} never change their meaning, so an answer cannot become wrong; it can only outlive its
 * blocks. Therefore it is kept for {@link #KEPT} and then made anew: what was collected or deleted is gone from here
 * as quickly, and a hot file costs one ordinary request in that time. Requests with {@code only-if-cached}, a range
 * or rarer conditions never come here.
 */
final class HotAnswers {
  /** The largest body that is kept, in bytes. */
  static final int MAX_BODY_BYTES = 256 * 1024;
  /** How long an answer is repeated before it is made anew. */
  static final Duration KEPT = Duration.ofSeconds(2);
  /** The longest request target that is a key, in characters. */
  private static final int MAX_TARGET_CHARS = 1024;
  /** What an entry takes besides body and key, roughly, in bytes. */
  private static final int OVERHEAD_BYTES = 1536;

  private static final List<String> OTHER_CONDITIONS = List.of(
      "Range", "Cache-Control", "If-Match", "If-Modified-Since", "If-Unmodified-Since", "Service-Worker");

  private final Cache<String, Kept> cache;
  private final List<Header> standardHeaders;

  /** Keeps at most {@code maxBytes} of answers; 0 keeps none. */
  HotAnswers(long maxBytes, List<Header> standardHeaders, Ticker ticker) {
    this.standardHeaders = standardHeaders;
    this.cache = Caffeine.newBuilder()
        .maximumWeight(maxBytes)
        .<String, Kept>weigher((target, kept) -> kept.body.length + 2 * target.length() + OVERHEAD_BYTES)
        .expireAfterWrite(KEPT)
        .ticker(ticker)
        .build();
  }

  /** Answers on the event loop if it can; false leaves the request untouched. */
  boolean answer(HttpServerRequest request) {
    Kept kept = cache.getIfPresent(request.uri());
    if (kept == null) {
      return false;
    }
    MultiMap headers = request.headers();
    for (String condition : OTHER_CONDITIONS) {
      if (headers.contains(condition)) {
        return false;
      }
    }
    String accepted = headers.get("Accept");
    if (accepted != null && Accept.parse(Optional.of(accepted)).special()) {
      return false;
    }
    HttpServerResponse response = request.response();
    if (knows(headers.get("If-None-Match"), kept.tag)) {
      send(response.setStatusCode(304), kept.notModified);
      response.end();
      return true;
    }
    send(response, kept.headers);
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(Reply.wrap(kept.body, 0, kept.body.length));
    }
    return true;
  }

  private static boolean knows(@Nullable String ifNoneMatch, EntityTag tag) {
    return ifNoneMatch != null
        && Preconditions.ifNoneMatch(ifNoneMatch)
            .decide(List.of(tag), Optional.empty()) == Preconditions.Outcome.NOT_MODIFIED;
  }

  private static void send(HttpServerResponse response, List<Header> headers) {
    response.putHeader("Date", HttpClock.now());
    for (int i = 0; i < headers.size(); i++) {
      response.putHeader(headers.get(i).name(), headers.get(i).value());
    }
  }

  /** Keeps an answer if it is small and {@link Answer#lasting}. */
  void keep(String target, Answer answer) {
    if (answer.lasting().isPresent()
        && answer.body() instanceof Body.Bytes(byte[] array, int offset, int length)
        && length <= MAX_BODY_BYTES
        && target.length() <= MAX_TARGET_CHARS) {
      byte[] body = new byte[length];
      System.arraycopy(array, offset, body, 0, length);
      cache.put(target, new Kept(
          answer.lasting().get(), complete(answer), complete(answer.notModified()), body));
    }
  }

  private List<Header> complete(Answer answer) {
    List<Header> headers = new ArrayList<>(standardHeaders);
    answer.headers().forEach((name, value) -> headers.add(Header.of(name, value)));
    return headers;
  }

  /** An answer for the wire; the body's array is nobody else's. */
  private record Kept(EntityTag tag, List<Header> headers, List<Header> notModified, byte[] body) {}
}
