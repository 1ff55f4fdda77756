package dev.cairn.api.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of a command: its arguments, options and files, checked against the {@link CommandSpec}, and the node it
 * runs on.
 */
public final class Invocation {
  /** The longest line that is read as an argument, in characters. */
  private static final int MAX_LINE = 64 * 1024;

  private final CommandSpec spec;
  private final Map<String, Object> options;
  private final List<String> arguments;
  private final @Nullable FileInput files;
  private final @Nullable BufferedReader lines;
  private final NodeContext node;
  private final CidText cids;

  private Invocation(CommandSpec spec, Map<String, Object> options, List<String> arguments,
      @Nullable FileInput files, @Nullable BufferedReader lines, NodeContext node) {
    this.spec = spec;
    this.options = options;
    this.arguments = arguments;
    this.files = files;
    this.lines = lines;
    this.node = node;
    this.cids = CidText.of(text(GlobalOptions.CID_BASE.name()), given(GlobalOptions.UPGRADE_CIDS.name()));
  }

  /** A named value as it came in, by any name of the option. */
  public record NamedValue(String name, String value) {}

  /**
   * Checks a call.
   *
   * <p>Where the last argument is text that may come from standard input and {@code files} is there, its first file
   * holds the values, one a line.
   *
   * @param options values by long or short names; those that the command does not know are ignored, as clients send
   *     options of other versions
   * @param files the files given, if any
   * @throws CommandException with code {@code CLIENT} when something is missing, repeated or of the wrong type
   * @throws IOException when reading values from {@code files} broke
   */
  public static Invocation parse(CommandSpec spec, List<String> arguments, List<NamedValue> options,
      Optional<FileInput> files, NodeContext node) throws IOException {
    Map<String, Object> values = convert(spec, options);
    FileInput input = files.orElse(null);
    BufferedReader lines = null;
    List<Argument> wanted = spec.arguments();
    if (input != null && !wanted.isEmpty() && wanted.getLast().stdin()
        && wanted.getLast().kind() == Argument.Kind.TEXT) {
      lines = firstFile(input);
      input = null;
    }
    List<String> texts = new ArrayList<>(arguments);
    checkArguments(spec, texts, input, lines);
    return new Invocation(spec, values, List.copyOf(texts), input, lines, node);
  }

  private static Map<String, Object> convert(CommandSpec spec, List<NamedValue> options) {
    Map<String, Object> values = new HashMap<>();
    for (NamedValue given : options) {
      Optional<Option> found = spec.option(given.name());
      if (found.isEmpty()) {
        continue;
      }
      Option option = found.get();
      if (option.type() == Option.Type.TEXTS) {
        List<String> all = new ArrayList<>();
        if (values.get(option.name()) instanceof List<?> before) {
          before.forEach(value -> all.add(value.toString()));
        }
        all.add(given.value());
        values.put(option.name(), List.copyOf(all));
      } else if (values.put(option.name(), convert(option, given)) != null) {
        throw CommandException.client(
            "expected key " + option.name() + " to have only a single value, received several");
      }
    }
    return values;
  }

  private static Object convert(Option option, NamedValue given) {
    String value = given.value();
    try {
      return switch (option.type()) {
        case FLAG -> flagValue(value);
        case INTEGER -> Long.decode(value);
        case FLOAT -> Double.valueOf(value);
        case TEXT, TEXTS -> value;
      };
    } catch (IllegalArgumentException e) {
      String shown = value.isEmpty() ? "empty value" : "value \"" + value + "\"";
      throw new CommandException(CommandException.Code.CLIENT, "could not convert " + shown + " to type \""
          + option.type().label() + "\" (for option \"-" + given.name() + "\")", e);
    }
  }

  private static boolean flagValue(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "", "1", "t", "true" -> true;
      case "0", "f", "false" -> false;
      default -> throw new IllegalArgumentException(value);
    };
  }

  private static BufferedReader firstFile(FileInput input) throws IOException {
    Optional<FileInput.Entry> entry = input.next();
    if (entry.isPresent() && entry.get() instanceof FileInput.Entry.File file) {
      return new BufferedReader(new InputStreamReader(file.content(), StandardCharsets.UTF_8));
    }
    return new BufferedReader(new InputStreamReader(InputStream.nullInputStream(), StandardCharsets.UTF_8));
  }

  private static void checkArguments(CommandSpec spec, List<String> texts, @Nullable FileInput files,
      @Nullable BufferedReader lines) throws IOException {
    int most = 0;
    int required = 0;
    for (Argument argument : spec.arguments()) {
      if (argument.kind() == Argument.Kind.FILE) {
        if (argument.required() && files == null) {
          throw CommandException.client("file argument '" + argument.name() + "' is required");
        }
        continue;
      }
      most = argument.variadic() ? Integer.MAX_VALUE : most + 1;
      if (!argument.required()) {
        continue;
      }
      required++;
      if (required > texts.size()) {
        String line = lines != null && argument.stdin() ? readLine(lines) : null;
        if (line == null) {
          throw CommandException.client("argument \"" + argument.name() + "\" is required");
        }
        texts.add(line);
      }
    }
    if (texts.size() > most && !spec.takesFiles()) {
      throw CommandException.client("'" + spec.name() + "' takes " + (most == 0 ? "no" : "at most " + most)
          + " arguments, got " + texts.size());
    }
  }

  private static @Nullable String readLine(BufferedReader lines) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = lines.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      if (line.length() == MAX_LINE) {
        throw CommandException.client("an argument of more than " + MAX_LINE + " characters is too long");
      }
      line.append((char) c);
      c = lines.read();
    }
    return line.toString().strip();
  }

  /** How the command is called. */
  public CommandSpec spec() {
    return spec;
  }

  /** The node it runs on. */
  public NodeContext node() {
    return node;
  }

  /** How CIDs are written in the output. */
  public CidText cids() {
    return cids;
  }

  /** The arguments given in the call; those that arrive as lines of a file come from {@link #eachArgument} only. */
  public List<String> arguments() {
    return arguments;
  }

  /** The argument at this place, counted from 0. */
  public String argument(int index) {
    return arguments.get(index);
  }

  /** The argument at this place, if it was given. */
  public Optional<String> optionalArgument(int index) {
    return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
  }

  /**
   * All arguments: those of the call, then the lines of the file that stands for standard input as they arrive; an
   * unreadable file throws {@link java.io.UncheckedIOException}. For a single pass.
   */
  public Iterable<String> eachArgument() {
    BufferedReader more = lines;
    return () -> more == null ? arguments.iterator() : new LineIterator(arguments.iterator(), more);
  }

  /** The files given. */
  public Optional<FileInput> files() {
    return Optional.ofNullable(files);
  }

  /**
   * The files given.
   *
   * @throws CommandException when there are none
   */
  public FileInput requireFiles() {
    return files().orElseThrow(() -> CommandException.client("'" + spec.name() + "' needs a file"));
  }

  /** Whether the option was given in the call, rather than left to its default. */
  public boolean has(String option) {
    return options.containsKey(option);
  }

  /** The flag, or its default, or false. */
  public boolean flag(String option) {
    return value(option).map(Boolean.class::cast).orElse(false);
  }

  /** The flag if it was given in the call. */
  public Optional<Boolean> given(String option) {
    return Optional.ofNullable((Boolean) options.get(option));
  }

  /** The text of an option, or its default. */
  public Optional<String> text(String option) {
    return value(option).map(String.class::cast);
  }

  /** All texts of a repeatable option, in order. */
  public List<String> texts(String option) {
    return options.get(option) instanceof List<?> list ? list.stream().map(Object::toString).toList()
        : List.of();
  }

  /** The whole number of an option, or its default. */
  public Optional<Long> integer(String option) {
    return value(option).map(Long.class::cast);
  }

  /**
   * The time limit of the call.
   *
   * @throws CommandException when it is no duration
   */
  public Optional<Duration> timeout() {
    return text(GlobalOptions.TIMEOUT.name()).map(GoDuration::parse);
  }

  /**
   * The form of output asked for.
   *
   * @param fallback the form when none is asked for
   * @throws CommandException when there is no such form
   */
  public Output.Encoding encoding(Output.Encoding fallback) {
    return text(GlobalOptions.ENCODING.name()).map(name -> switch (name) {
      case "json" -> Output.Encoding.JSON;
      case "text", "textnl" -> Output.Encoding.TEXT;
      default -> throw CommandException.client("invalid encoding: " + name + "; there are json and text");
    }).orElse(fallback);
  }

  private Optional<Object> value(String name) {
    Object given = options.get(name);
    if (given != null) {
      return Optional.of(given);
    }
    Option option = spec.option(name)
        .orElseThrow(() -> new IllegalStateException("'" + spec.name() + "' has no option '" + name + "'"));
    return option.fallback().map(text -> convert(option, new NamedValue(name, text)));
  }

  /** First what was given, then lines as they arrive. */
  private static final class LineIterator implements Iterator<String> {
    private final Iterator<String> given;
    private final BufferedReader lines;
    private @Nullable String ahead;

    LineIterator(Iterator<String> given, BufferedReader lines) {
      this.given = given;
      this.lines = lines;
    }

    @Override
    public boolean hasNext() {
      try {
        while (ahead == null) {
          String next = given.hasNext() ? given.next() : readLine(lines);
          if (next == null) {
            return false;
          }
          ahead = next.isEmpty() ? null : next;
        }
        return true;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      String next = java.util.Objects.requireNonNull(ahead);
      ahead = null;
      return next;
    }
  }
}
