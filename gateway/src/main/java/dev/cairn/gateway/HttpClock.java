package dev.cairn.gateway;

import dev.cairn.gateway.http.HttpDate;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;

/** The value of the {@code Date} header, formatted once a second. */
final class HttpClock {
  private static volatile Tick last = new Tick(Long.MIN_VALUE, "");

  private HttpClock() {}

  static CharSequence now() {
    long second = System.currentTimeMillis() / 1000;
    Tick tick = last;
    if (tick.second != second) {
      // Two threads may both format; they format the same.
      tick = new Tick(second, HttpHeaders.createOptimized(HttpDate.format(Instant.ofEpochSecond(second))));
      last = tick;
    }
    return tick.text;
  }

  private record Tick(long second, CharSequence text) {}
}
