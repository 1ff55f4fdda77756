package dev.cairn.cli;

import dev.cairn.api.command.Argument;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.CommandSpec.Trait;
import dev.cairn.api.command.Commands;
import dev.cairn.api.command.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * How all commands are called, as text that is written when the distribution is made. A command that a daemon serves
 * finds its own line in it; the commands themselves, with all that they stand on, stay unloaded.
 *
 * <p>One line for each command, ordered by name, without help texts:
 *
 * <pre>
 * pin ls\t&lt;traits&gt;\t&lt;argument&gt;;…\t&lt;option&gt;;…
 * argument: name|kind|rvsd     (required, variadic, stdin, directories; a dash where not)
 * option:   name,alias|TYPE
 * </pre>
 */
final class CommandTable implements Vocabulary {
  private static final String FILE = "commands";

  private final String text;

  private CommandTable(String text) {
    this.text = text;
  }

  /** The table of the distribution that this process runs from; empty when it runs from somewhere else. */
  static Optional<Vocabulary> ofDistribution() {
    String home = System.getProperty("cairn.home", "");
    if (home.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new CommandTable("\n" + Files.readString(Path.of(home, FILE))));
    } catch (IOException absent) {
      return Optional.empty(); // slower, and otherwise the same
    }
  }

  /** Writes the table; called when the distribution is made, with its folder. */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0], FILE), write(CliCommands.all()));
  }

  /** The table of these commands. */
  static String write(Commands commands) {
    StringBuilder out = new StringBuilder();
    for (Command command : commands.all()) {
      CommandSpec spec = command.spec();
      List<String> traits = spec.traits().stream().map(Trait::name).sorted().toList();
      List<String> arguments = spec.arguments().stream()
          .map(each -> each.name() + "|" + each.kind() + "|" + (each.required() ? "r" : "-")
              + (each.variadic() ? "v" : "-") + (each.stdin() ? "s" : "-") + (each.recursive() ? "d" : "-"))
          .toList();
      List<String> options = spec.options().stream()
          .map(each -> String.join(",", each.names()) + "|" + each.type())
          .toList();
      out.append(spec.name()).append('\t').append(String.join(",", traits)).append('\t')
          .append(String.join(";", arguments)).append('\t').append(String.join(";", options)).append('\n');
    }
    return out.toString();
  }

  /** The table in a text. */
  static Vocabulary parse(String text) {
    return new CommandTable("\n" + text);
  }

  @Override
  public Optional<CommandSpec> find(List<String> path) {
    String name = String.join(" ", path);
    if (name.indexOf('\n') >= 0 || name.indexOf('\t') >= 0) {
      return Optional.empty();
    }
    int start = text.indexOf("\n" + name + "\t");
    if (start < 0) {
      return Optional.empty();
    }
    String[] fields = text.substring(start + 1, text.indexOf('\n', start + 1)).split("\t", -1);
    EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
    for (String trait : parts(fields[1], ",")) {
      traits.add(Trait.valueOf(trait));
    }
    List<Argument> arguments = new ArrayList<>();
    for (String each : parts(fields[2], ";")) {
      String[] about = each.split("\\|", -1);
      arguments.add(new Argument(about[0], Argument.Kind.valueOf(about[1]), about[2].charAt(0) == 'r',
          about[2].charAt(1) == 'v', about[2].charAt(2) == 's', about[2].charAt(3) == 'd', ""));
    }
    List<Option> options = new ArrayList<>();
    for (String each : parts(fields[3], ";")) {
      int bar = each.indexOf('|');
      options.add(new Option(List.of(each.substring(0, bar).split(",", -1)),
          Option.Type.valueOf(each.substring(bar + 1)), Optional.empty(), "", false));
    }
    return Optional.of(new CommandSpec(path, "", "", arguments, options, traits));
  }

  private static String[] parts(String text, String separator) {
    return text.isEmpty() ? new String[0] : text.split(separator, -1);
  }
}
