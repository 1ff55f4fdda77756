package dev.cairn.gateway;

import dev.cairn.config.Config;
import dev.cairn.multiformats.Multiaddr;
import java.time.Duration;
import java.util.List;

/**
 * How a gateway runs.
 *
 * @param listen where it listens: TCP, port 0 taking a free one, or unix sockets
 * @param settings what the operator configured
 * @param idleTimeout how long a connection without traffic, or without a complete request, stays open
 * @param hotAnswerBytes how much memory small answers may take that are repeated from memory; 0 repeats none
 * @param eventLoops how many threads do the socket work
 */
public record GatewayOptions(
    List<Multiaddr> listen, Config.Gateway settings, Duration idleTimeout, long hotAnswerBytes,
    int eventLoops) {
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(75);
  private static final long HOT_ANSWER_BYTES = 32L * 1024 * 1024;

  /** Checks the options. */
  public GatewayOptions {
    listen = List.copyOf(listen);
    if (listen.isEmpty()) {
      throw new IllegalArgumentException("a gateway needs an address to listen on");
    }
    if (eventLoops < 1 || hotAnswerBytes < 0 || idleTimeout.isNegative() || idleTimeout.isZero()) {
      throw new IllegalArgumentException("event loops and idle timeout are positive, memory is not negative");
    }
  }

  /** What suits a node: half of the processors do socket work, the others read blocks. */
  public static GatewayOptions of(List<Multiaddr> listen, Config.Gateway settings) {
    int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return new GatewayOptions(listen, settings, IDLE_TIMEOUT, HOT_ANSWER_BYTES, loops);
  }

  /** With this patience for idle connections. */
  public GatewayOptions withIdleTimeout(Duration newTimeout) {
    return new GatewayOptions(listen, settings, newTimeout, hotAnswerBytes, eventLoops);
  }

  /** With this much memory for answers that are repeated. */
  public GatewayOptions withHotAnswerBytes(long newBytes) {
    return new GatewayOptions(listen, settings, idleTimeout, newBytes, eventLoops);
  }

  /** With this many event loops. */
  public GatewayOptions withEventLoops(int newLoops) {
    return new GatewayOptions(listen, settings, idleTimeout, hotAnswerBytes, newLoops);
  }
}
