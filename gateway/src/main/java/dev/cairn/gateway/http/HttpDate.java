package dev.cairn.gateway.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Dates as HTTP writes them: {@code Sun, 06 Nov 1994 08:49:37 GMT}, in whole seconds. */
public final class HttpDate {
  private static final DateTimeFormatter WRITTEN = DateTimeFormatter
      .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
      .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  /** The date in HTTP's form. */
  public static String format(Instant instant) {
    return WRITTEN.format(instant);
  }

  /** Reads a date; the two obsolete forms of RFC 9110 §5.6.7 count as no date. */
  public static Optional<Instant> parse(String text) {
    try {
      return Optional.of(WRITTEN.parse(text.strip(), Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
