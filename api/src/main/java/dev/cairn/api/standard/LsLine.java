package dev.cairn.api.standard;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which columns {@code ls} shows.
 *
 * @param sizes whether there is a size
 * @param details whether there are mode and time
 */
record LsLine(boolean sizes, boolean details) {
  private static final DateTimeFormatter RECENT = DateTimeFormatter.ofPattern("MMM dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter OLD = DateTimeFormatter.ofPattern("MMM dd  yyyy", Locale.ROOT);

  /** The names of the columns. */
  List<String> headers() {
    List<String> cells = new ArrayList<>();
    if (details) {
      cells.add("Mode");
    }
    cells.add("Hash");
    if (sizes) {
      cells.add("Size");
    }
    if (details) {
      cells.add("ModTime");
    }
    cells.add("Name");
    return cells;
  }

  /** The cells of an entry. */
  List<String> cells(LsLink link) {
    List<String> cells = new ArrayList<>();
    if (details) {
      cells.add(link.modeText());
    }
    cells.add(link.hash());
    if (sizes) {
      cells.add(link.isDirectory() ? "-" : Long.toString(link.size()));
    }
    if (details) {
      cells.add(link.modified().map(LsLine::time).orElse("-"));
    }
    cells.add(Printable.name(link.name()) + (link.isDirectory() ? "/" : ""));
    return cells;
  }

  /** Times of the last half year with the hour, others with the year. */
  private static String time(Instant instant) {
    ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    boolean recent = time.isAfter(now.minusMonths(6)) && time.isBefore(now.plusDays(1));
    return (recent ? RECENT : OLD).format(time);
  }
}
