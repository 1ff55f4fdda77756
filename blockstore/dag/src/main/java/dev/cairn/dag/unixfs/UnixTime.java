package dev.cairn.dag.unixfs;

import java.time.Instant;

/**
 * A modification time as UnixFS 1.5 keeps it: whole seconds since 1970-01-01T00:00:00Z, negative before it, and the
 * nanoseconds that have passed since that second, 0 to 999,999,999.
 */
public record UnixTime(long seconds, int nanos) {
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  /** Checks the nanoseconds. */
  public UnixTime {
    if (nanos < 0 || nanos >= NANOS_PER_SECOND) {
      throw new IllegalArgumentException("nanoseconds go from 0 to 999999999, not " + nanos);
    }
  }

  /** The time of an instant. */
  public static UnixTime of(Instant instant) {
    return new UnixTime(instant.getEpochSecond(), instant.getNano());
  }

  /** The same time as an instant; the nearest one when it lies outside of what an instant can say. */
  public Instant toInstant() {
    if (seconds > Instant.MAX.getEpochSecond()) {
      return Instant.MAX;
    }
    return seconds < Instant.MIN.getEpochSecond() ? Instant.MIN : Instant.ofEpochSecond(seconds, nanos);
  }
}
