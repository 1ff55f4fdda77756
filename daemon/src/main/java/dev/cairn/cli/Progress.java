package dev.cairn.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A progress bar on one terminal line, with rate and time left:
 *
 * <pre>
 *  1.20 GiB / 4.00 GiB [========>                  ]  30%  850 MiB/s  ETA 3s
 * </pre>
 *
 * <p>Without a known total it shows amount and rate. Redrawn at most ten times a second. Safe for several threads,
 * because one sends while another prints lines.
 */
final class Progress implements AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000L;
  /** The rate is a moving average over about this long. */
  private static final double AVERAGE_SECONDS = 3;

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream out;
  private final int columns;
  private final LongSupplier nanos;
  private final boolean shown;
  private final ReentrantLock lock = new ReentrantLock();

  private long total;
  private long done;
  private long drawnAt;
  private long drawnDone;
  private double bytesPerSecond;
  private boolean visible;

  private Progress(OutputStream out, int columns, LongSupplier nanos, boolean shown, long total) {
    this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    this.columns = columns;
    this.nanos = nanos;
    this.shown = shown;
    this.total = total;
    this.drawnAt = nanos.getAsLong();
  }

  /** A bar on a terminal of this width; {@code total} in bytes, negative when it is not known. */
  static Progress on(OutputStream terminal, int columns, LongSupplier nanos, long total) {
    return new Progress(terminal, columns, nanos, true, total);
  }

  /** A bar that shows nothing. */
  static Progress none() {
    return new Progress(OutputStream.nullOutputStream(), 0, () -> 0, false, -1);
  }

  /** The total has become known, or has grown. */
  void total(long bytes) {
    lock.lock();
    try {
      total = bytes;
    } finally {
      lock.unlock();
    }
  }

  /** So many bytes more are done. */
  void advance(long bytes) {
    if (!shown) {
      return;
    }
    lock.lock();
    try {
      done += bytes;
      long now = nanos.getAsLong();
      if (now - drawnAt >= REDRAW_NANOS) {
        draw(now);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes the bar away while a line is printed to the same terminal; the next advance draws it again. */
  void hide() {
    if (!shown) {
      return;
    }
    lock.lock();
    try {
      if (visible) {
        out.print(ERASE);
        out.flush();
        visible = false;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes the bar away for good. */
  @Override
  public void close() {
    hide();
  }

  private void draw(long now) {
    double seconds = Math.max(1e-3, (now - drawnAt) / 1e9);
    double current = (double) (done - drawnDone) / seconds;
    double weight = bytesPerSecond == 0 ? 1 : Math.min(1, seconds / AVERAGE_SECONDS);
    bytesPerSecond += weight * (current - bytesPerSecond);
    drawnAt = now;
    drawnDone = done;
    out.print(ERASE + line());
    out.flush();
    visible = true;
  }

  private String line() {
    String rate = size(bytesPerSecond) + "/s";
    if (total < 0) {
      return " " + size((double) done) + "  " + rate;
    }
    double share = total == 0 ? 1 : Math.min(1.0, (double) done / total);
    String left = " " + size((double) done) + " / " + size((double) total) + " ";
    String right = String.format(Locale.ROOT, " %3d%%  %s  ETA %s", (int) (share * 100), rate, eta());
    int room = columns - 1 - left.length() - right.length() - 2;
    if (room < 5) {
      return left + right;
    }
    int filled = (int) (share * room);
    String bar = "=".repeat(Math.max(0, filled - 1)) + (filled > 0 ? ">" : "") + " ".repeat(room - filled);
    return left + "[" + bar + "]" + right;
  }

  private String eta() {
    if (bytesPerSecond <= 0) {
      return "?";
    }
    long seconds = (long) Math.ceil((double) Math.max(0, total - done) / bytesPerSecond);
    if (seconds >= 100 * 3600L) {
      return "> 4 days";
    }
    if (seconds >= 3600) {
      return seconds / 3600 + "h" + seconds % 3600 / 60 + "m";
    }
    return seconds >= 60 ? seconds / 60 + "m" + seconds % 60 + "s" : seconds + "s";
  }

  /** An amount for people: three digits and a binary unit. */
  static String size(double bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    String format = unit == 0 ? "%.0f %s" : value < 10 ? "%.2f %s" : value < 100 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, value, UNITS[unit]);
  }
}
