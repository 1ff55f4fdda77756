package dev.cairn.api.command;

import java.util.Locale;

/**
 * A positional argument of a command.
 *
 * @param name the name in usage lines, such as {@code ipfs-path}
 * @param kind whether its value is text or a file that travels in the request body
 * @param required whether at least one value must be given
 * @param variadic whether it takes all values that are left; only the last argument of a command may
 * @param stdin whether values are read from standard input (one per line for text) when none are given
 * @param recursive for files: whether directories may be given, with {@code -r}
 * @param help one line for the help text
 */
public record Argument(
    String name, Kind kind, boolean required, boolean variadic, boolean stdin, boolean recursive,
    String help) {

  /** What a value is. */
  public enum Kind {
    /** A string, {@code arg=} in a query. */
    TEXT,
    /** A file or directory, a part of the multipart request body. */
    FILE
  }

  public Argument {
    if (name.isEmpty() || !name.equals(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("an argument's name is written in lower case: " + name);
    }
  }

  /** A required string. */
  public static Argument text(String name, String help) {
    return new Argument(name, Kind.TEXT, true, false, false, false, help);
  }

  /** A required file. */
  public static Argument file(String name, String help) {
    return new Argument(name, Kind.FILE, true, false, false, false, help);
  }

  /** The same, and may be left out. */
  public Argument optional() {
    return new Argument(name, kind, false, variadic, stdin, recursive, help);
  }

  /** The same, and may be repeated. */
  public Argument many() {
    return new Argument(name, kind, required, true, stdin, recursive, help);
  }

  /** The same, and may come from standard input. */
  public Argument orStdin() {
    return new Argument(name, kind, required, variadic, true, recursive, help);
  }

  /** The same, and may be a directory. */
  public Argument orDirectory() {
    return new Argument(name, kind, required, variadic, stdin, true, help);
  }
}
