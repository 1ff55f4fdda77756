package dev.cairn.cli;

import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.Invocation.NamedValue;
import java.util.List;
import java.util.Optional;

/**
 * A command line, taken apart.
 *
 * @param spec the command that it names
 * @param options its options and the global ones, in the order given, under the name used
 * @param arguments the other words, in order
 */
record Line(CommandSpec spec, List<NamedValue> options, List<String> arguments) {
  Line {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
  }

  /** The last value given for an option, by its first name. */
  Optional<String> option(String name) {
    for (int i = options.size() - 1; i >= 0; i--) {
      NamedValue given = options.get(i);
      if (given.name().equals(name)) {
        return Optional.of(given.value());
      }
    }
    return Optional.empty();
  }

  /** Whether a flag is on. */
  boolean flag(String name) {
    return flag(name, false);
  }

  /** Whether a flag is on, with an answer for when it was not given. */
  boolean flag(String name, boolean fallback) {
    return option(name).map(value -> switch (value) {
      case "false", "0", "f" -> false;
      default -> true;
    }).orElse(fallback);
  }
}
