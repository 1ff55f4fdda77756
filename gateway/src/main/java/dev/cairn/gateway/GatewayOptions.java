package dev.cairn.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a gateway runs.
 *
 * @param listen where it listens; port 0 takes a free one
 * @param headers headers to add to every response, by name
 * @param htmlErrors whether browsers get error pages instead of plain text
 * @param maxConcurrentRequests how many requests are worked on at once; more are told to come back
 * @param retrievalTimeout how long to wait for a block, before the first byte of a body and after
 * @param maxRequestDuration how long one response may take in all
 * @param idleTimeout how long a connection without traffic, or without a complete request, stays open
 * @param hotAnswerBytes how much memory small answers may take that are repeated from memory
 * @param eventLoops how many threads do the socket work
 */
public record GatewayOptions(
    List<InetSocketAddress> listen,
    Map<String, List<String>> headers,
    boolean htmlErrors,
    int maxConcurrentRequests,
    Duration retrievalTimeout,
    Duration maxRequestDuration,
    Duration idleTimeout,
    long hotAnswerBytes,
    int eventLoops) {

  /** Checks the options. */
  public GatewayOptions {
    listen = List.copyOf(listen);
    headers = Map.copyOf(headers);
    if (listen.isEmpty()) {
      throw new IllegalArgumentException("a gateway needs an address to listen on");
    }
    if (maxConcurrentRequests < 1 || eventLoops < 1 || hotAnswerBytes < 0) {
      throw new IllegalArgumentException("requests and event loops must be positive, memory not negative");
    }
    if (!isPositive(retrievalTimeout) || !isPositive(maxRequestDuration) || !isPositive(idleTimeout)) {
      throw new IllegalArgumentException("the timeouts must be positive");
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  /** The defaults: those of Kubo where it has them. Half of the processors do socket work, the rest reads blocks. */
  public static GatewayOptions listeningOn(InetSocketAddress... addresses) {
    return new GatewayOptions(
        List.of(addresses),
        Map.of(),
        true,
        4096,
        Duration.ofSeconds(30),
        Duration.ofHours(1),
        Duration.ofSeconds(75),
        32L * 1024 * 1024,
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  /** With these additional headers. */
  public GatewayOptions withHeaders(Map<String, List<String>> newHeaders) {
    return new GatewayOptions(listen, newHeaders, htmlErrors, maxConcurrentRequests, retrievalTimeout,
        maxRequestDuration, idleTimeout, hotAnswerBytes, eventLoops);
  }

  /** With or without HTML error pages. */
  public GatewayOptions withHtmlErrors(boolean newHtmlErrors) {
    return new GatewayOptions(listen, headers, newHtmlErrors, maxConcurrentRequests, retrievalTimeout,
        maxRequestDuration, idleTimeout, hotAnswerBytes, eventLoops);
  }

  /** With this limit of requests at once. */
  public GatewayOptions withMaxConcurrentRequests(int newMax) {
    return new GatewayOptions(listen, headers, htmlErrors, newMax, retrievalTimeout,
        maxRequestDuration, idleTimeout, hotAnswerBytes, eventLoops);
  }

  /** With these limits of time. */
  public GatewayOptions withTimeouts(Duration retrieval, Duration wholeRequest, Duration idle) {
    return new GatewayOptions(listen, headers, htmlErrors, maxConcurrentRequests, retrieval,
        wholeRequest, idle, hotAnswerBytes, eventLoops);
  }

  /** With this much memory for answers that are repeated. */
  public GatewayOptions withHotAnswerBytes(long newBytes) {
    return new GatewayOptions(listen, headers, htmlErrors, maxConcurrentRequests, retrievalTimeout,
        maxRequestDuration, idleTimeout, newBytes, eventLoops);
  }

  /** With this many event loops. */
  public GatewayOptions withEventLoops(int newLoops) {
    return new GatewayOptions(listen, headers, htmlErrors, maxConcurrentRequests, retrievalTimeout,
        maxRequestDuration, idleTimeout, hotAnswerBytes, newLoops);
  }
}
