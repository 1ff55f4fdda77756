package dev.cairn.api.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parts of answers that do not depend on the command. All methods run on the event loop of the request. */
final class Answers {
  /** How long a client may go on sending after its answer is complete, in milliseconds. */
  private static final long LINGER_MILLIS = 500;

  private final Vertx vertx;
  private final AccessRules rules;
  private final Map<String, List<String>> configured;

  /**
   * Makes answers.
   *
   * @param configured {@code API.HTTPHeaders}
   * @param server the value of the {@code Server} header
   */
  Answers(Vertx vertx, AccessRules rules, Map<String, List<String>> configured, String server) {
    this.vertx = vertx;
    this.rules = rules;
    TreeMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    configured.forEach((name, values) -> {
      if (!AccessRules.owns(name)) {
        headers.put(name, List.copyOf(values));
      }
    });
    headers.put("Server", List.of(server));
    this.configured = headers;
  }

  /** The headers that every answer of a command has, by name. */
  SortedMap<String, List<String>> headers(HttpServerRequest request) {
    SortedMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(configured);
    headers.put("Vary", List.of("Origin"));
    rules.forAnswer(header(request, "Origin"), request.localAddress().port())
        .forEach((name, value) -> headers.put(name, List.of(value)));
    return headers;
  }

  /** Answers with a status and a line of text, as far as the client listens. */
  void refuse(HttpServerRequest request, int status, String text) {
    refuse(request, status, text, Map.of("Vary", "Origin"));
  }

  /** The same with further headers. */
  void refuse(HttpServerRequest request, int status, String text, Map<String, String> more) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    TreeMap<String, String> headers = new TreeMap<>(more);
    rules.forAnswer(header(request, "Origin"), request.localAddress().port()).forEach(headers::put);
    headers.put("Content-Type", "text/plain; charset=utf-8");
    headers.put("X-Content-Type-Options", "nosniff");
    boolean close = !request.isEnded() && hasBody(request);
    if (close) {
      headers.put("Connection", "close");
    }
    response.setStatusCode(status);
    headers.forEach((name, value) -> response.putHeader(name, value));
    response.end(text + "\n");
    if (close) {
      closeSoon(request);
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return request.getHeader("Transfer-Encoding") != null || (length != null && !length.equals("0"));
  }

  /**
   * Closes the connection when the client has stopped sending or a moment later. Closing at once would make its
   * system throw away the answer that it has not read yet.
   */
  void closeSoon(HttpServerRequest request) {
    if (request.isEnded()) {
      request.connection().close();
      return;
    }
    long timer = vertx.setTimer(LINGER_MILLIS, late -> request.connection().close());
    request.handler(waste -> {});
    request.exceptionHandler(broken -> vertx.cancelTimer(timer));
    request.endHandler(end -> {
      vertx.cancelTimer(timer);
      request.connection().close();
    });
    request.resume();
  }

  /** The header, if the request has it and it says something. */
  static Optional<String> header(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name)).filter(value -> !value.isEmpty());
  }
}
