package dev.cairn.cli;

import dev.cairn.api.command.Argument;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.GlobalOptions;
import dev.cairn.api.command.Invocation.NamedValue;
import dev.cairn.api.command.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a faultless command line apart, and gives up on every other: help wanted, an unknown word, a value missing or
 * of the wrong type. What to say then is decided elsewhere, with a library that takes longer to load.
 *
 * <p>The grammar is Kubo's: options anywhere, before a command's name only the global ones; {@code --name=value},
 * {@code --name value}, {@code -n value}, {@code -nvalue}, {@code -n=value}, flags of one letter together ({@code
 * -rw}), {@code --flag=false}; after {@code --} only arguments.
 */
final class LineParser {
  private final List<NamedValue> options = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, Option> known = new HashMap<>();
  private final Map<String, Option> given = new HashMap<>();
  private final List<String> path = new ArrayList<>();
  private final Vocabulary vocabulary;
  private final String[] words;
  private @Nullable CommandSpec spec;
  private int at;

  private LineParser(Vocabulary vocabulary, String[] words) {
    this.vocabulary = vocabulary;
    this.words = words;
    know(GlobalOptions.ALL);
  }

  /**
   * The parts of the line; empty when there is anything unusual about it. That an argument is missing is unusual too,
   * except where it can come from standard input.
   */
  static Optional<Line> parse(Vocabulary vocabulary, String... words) {
    return Optional.ofNullable(new LineParser(vocabulary, words).parse());
  }

  private @Nullable Line parse() {
    boolean optionsEnded = false;
    while (at < words.length) {
      String word = words[at++];
      boolean isOption = !optionsEnded && word.length() > 1 && word.charAt(0) == '-';
      if (isOption && word.equals("--")) {
        optionsEnded = true;
      } else if (isOption) {
        if (!(word.startsWith("--") ? longOption(word.substring(2)) : shortOptions(word.substring(1)))) {
          return null;
        }
      } else if (!descend(word)) {
        arguments.add(word);
      }
    }
    CommandSpec named = spec;
    if (named == null || named.is(CommandSpec.Trait.GROUP) || !argumentsFit(named)) {
      return null;
    }
    return new Line(named, options, arguments);
  }

  private void know(List<Option> more) {
    for (Option option : more) {
      for (String name : option.names()) {
        known.put(name, option);
      }
    }
  }

  /** Follows a word that names a command below the present one; arguments end the names. */
  private boolean descend(String word) {
    if (!arguments.isEmpty()) {
      return false;
    }
    path.add(word);
    Optional<CommandSpec> found = vocabulary.find(List.copyOf(path));
    if (found.isEmpty()) {
      path.removeLast();
      return false;
    }
    spec = found.get();
    know(found.get().options());
    return true;
  }

  private boolean longOption(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    Option option = known.get(name);
    return option != null && take(option, equals < 0 ? null : text.substring(equals + 1));
  }

  private boolean shortOptions(String text) {
    int equals = text.indexOf('=');
    String whole = equals < 0 ? text : text.substring(0, equals);
    Option single = known.get(whole);
    if (single != null) {
      return take(single, equals < 0 ? null : text.substring(equals + 1));
    }
    for (int i = 0; i < text.length(); i++) {
      Option option = known.get(text.substring(i, i + 1));
      if (option == null) {
        return false;
      }
      if (option.type() != Option.Type.FLAG) {
        String rest = text.substring(i + 1);
        return take(option, rest.isEmpty() ? null : rest.startsWith("=") ? rest.substring(1) : rest);
      }
      if (!take(option, null)) {
        return false;
      }
    }
    return true;
  }

  private boolean take(Option option, @Nullable String attached) {
    String value = attached;
    if (value == null) {
      if (option.type() == Option.Type.FLAG) {
        value = "true";
      } else if (at < words.length) {
        value = words[at++];
      } else {
        return false;
      }
    }
    boolean first = given.put(option.name(), option) == null;
    if (!fits(option, value) || isHelp(option) || (!first && option.type() != Option.Type.TEXTS)) {
      return false;
    }
    options.add(new NamedValue(option.name(), value));
    return true;
  }

  private static boolean isHelp(Option option) {
    return option.name().equals("help") || option.name().equals("h");
  }

  private static boolean fits(Option option, String value) {
    return switch (option.type()) {
      case FLAG -> value.equals("true") || value.equals("false");
      case INTEGER -> isWhole(value);
      case FLOAT -> isNumber(value);
      case TEXT, TEXTS -> true;
    };
  }

  private static boolean isWhole(String value) {
    try {
      Long.decode(value);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isNumber(String value) {
    try {
      Double.parseDouble(value);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private boolean argumentsFit(CommandSpec spec) {
    int required = 0;
    int most = 0;
    boolean stdin = false;
    for (Argument argument : spec.arguments()) {
      required += argument.required() ? 1 : 0;
      most = argument.variadic() ? Integer.MAX_VALUE : most + 1;
      stdin = argument.stdin();
    }
    return arguments.size() <= most && arguments.size() >= (stdin ? required - 1 : required);
  }
}
