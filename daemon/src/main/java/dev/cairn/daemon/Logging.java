package dev.cairn.daemon;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Log lines on standard error: time, level, the class without its package, message.
 *
 * <pre>
 * 2026-11-23 09:12:44.031 WARN  Repo: dropped a torn record at the end of segment 3 (812 bytes)
 * </pre>
 */
public final class Logging {
  /** The environment variable that names a level. */
  public static final String LEVEL_VARIABLE = "CAIRN_LOG_LEVEL";

  private static final DateTimeFormatter TIME = DateTimeFormatter
      .ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
      .withZone(ZoneId.systemDefault());

  private Logging() {}

  /** Sends everything from {@code level} on to standard error, in this format. */
  public static void configure(Level level) {
    LogManager.getLogManager().reset();
    Handler handler = new ConsoleHandler();
    handler.setFormatter(new Line());
    handler.setLevel(level);
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    // Libraries say more at their lower levels than anybody wants to read.
    root.setLevel(level.intValue() < Level.INFO.intValue() ? Level.INFO : level);
    ours().setLevel(level);
  }

  private static Logger ours() {
    return OURS;
  }

  /** Kept, because the log manager would let a configured logger be collected. */
  private static final Logger OURS = Logger.getLogger("dev.cairn");

  /**
   * The level with this name: {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Level level(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "error", "fatal", "panic" -> Level.SEVERE;
      case "warn", "warning" -> Level.WARNING;
      case "info" -> Level.INFO;
      case "debug" -> Level.FINE;
      case "trace" -> Level.FINEST;
      default -> throw new IllegalArgumentException(
          "there is no log level \"" + name + "\"; there are error, warn, info, debug and trace");
    };
  }

  /** One record as one line, and the stack trace of what was thrown below it. */
  static final class Line extends Formatter {
    @Override
    public String format(LogRecord entry) {
      StringBuilder line = new StringBuilder(160);
      TIME.formatTo(Instant.ofEpochMilli(entry.getMillis()), line);
      line.append(' ').append(label(entry.getLevel())).append(' ').append(shortName(entry.getLoggerName()))
          .append(": ").append(formatMessage(entry)).append('\n');
      if (entry.getThrown() != null) {
        StringWriter trace = new StringWriter();
        entry.getThrown().printStackTrace(new PrintWriter(trace));
        line.append(trace);
      }
      return line.toString();
    }

    private static String label(Level level) {
      int value = level.intValue();
      return value >= Level.SEVERE.intValue() ? "ERROR"
          : value >= Level.WARNING.intValue() ? "WARN "
              : value >= Level.INFO.intValue() ? "INFO " : value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    private static String shortName(String logger) {
      return logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1);
    }
  }
}
