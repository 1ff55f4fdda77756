package dev.cairn.api.http;

import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec.Trait;
import dev.cairn.api.command.Commands;
import dev.cairn.api.command.Invocation.NamedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request asks for, read from its path and query.
 *
 * @param command the command that the path names
 * @param arguments the positional arguments, a trailing path segment first
 * @param options the other query values, in order
 */
record Target(Command command, List<String> arguments, List<NamedValue> options) {
  /** How many values a query may hold. */
  private static final int MAX_VALUES = 10_000;

  /**
   * Reads a request target.
   *
   * @param path what follows {@code /api/v0/}, still percent-encoded
   * @param query what follows the question mark, or empty
   * @return empty when the path names no command that can be called over HTTP
   * @throws CommandException with code {@code CLIENT} when the query is malformed
   */
  static Optional<Target> parse(Commands commands, String path, String query) {
    Optional<String> decoded = PercentCoding.decode(path, false);
    if (decoded.isEmpty()) {
      return Optional.empty();
    }
    List<String> arguments = new ArrayList<>();
    Commands.Node node = commands.root();
    String[] words = decoded.get().split("/");
    for (int i = 0; i < words.length; i++) {
      Optional<Commands.Node> child = node.child(words[i]);
      if (child.isEmpty() && i == words.length - 1 && callable(node)) {
        arguments.add(words[i]);
      } else if (child.isEmpty()) {
        return Optional.empty();
      } else {
        node = child.get();
      }
      if (node.command().map(command -> command.spec().is(Trait.NO_REMOTE)).orElse(false)) {
        return Optional.empty();
      }
    }
    List<NamedValue> options = new ArrayList<>();
    parseQuery(query, arguments, options);
    return node.command().map(command -> new Target(command, List.copyOf(arguments), List.copyOf(options)));
  }

  private static boolean callable(Commands.Node node) {
    return node.command()
        .map(command -> !command.spec().is(Trait.GROUP) && !command.spec().arguments().isEmpty())
        .orElse(false);
  }

  private static void parseQuery(String query, List<String> arguments, List<NamedValue> options) {
    if (query.isEmpty()) {
      return;
    }
    int at = 0;
    while (at <= query.length()) {
      int end = query.indexOf('&', at);
      end = end < 0 ? query.length() : end;
      if (end > at) {
        int equals = query.indexOf('=', at);
        boolean bare = equals < 0 || equals > end;
        String name = decode(query.substring(at, bare ? end : equals));
        String value = bare ? "" : decode(query.substring(equals + 1, end));
        if (name.equals("arg")) {
          arguments.add(value);
        } else {
          options.add(new NamedValue(name, value));
        }
        if (arguments.size() + options.size() > MAX_VALUES) {
          throw CommandException.client("a query of more than " + MAX_VALUES + " values is too long");
        }
      }
      at = end + 1;
    }
  }

  private static String decode(String text) {
    return PercentCoding.decode(text, true)
        .orElseThrow(() -> CommandException
            .client("the query holds a broken percent escape or bytes that are not UTF-8"));
  }
}
