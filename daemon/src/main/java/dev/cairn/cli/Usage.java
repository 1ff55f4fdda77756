package dev.cairn.cli;

import dev.cairn.api.command.Argument;
import dev.cairn.api.command.CommandSpec.Trait;
import dev.cairn.api.command.Commands;
import dev.cairn.api.command.GlobalOptions;
import dev.cairn.api.command.Option;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What to say to a command line that {@link LineParser} gave up on: the help that was asked for, or what is wrong with
 * it and what was probably meant. Picocli, with a model made from the same specifications, does the wording.
 */
final class Usage {
  private static final int MAX_SUGGESTIONS = 3;

  private Usage() {}

  /** Explains and returns the exit code: 0 when help was what was wanted. */
  static int explain(Commands commands, String[] words, Terminal terminal) throws IOException {
    CommandLine root = model(commands);
    ParseResult parsed;
    try {
      parsed = root.parseArgs(words);
    } catch (ParameterException e) {
      // Help may be asked for in a line that is otherwise wrong.
      if (asksForHelp(words)) {
        return help(e.getCommandLine(), words, terminal);
      }
      return complain(e, terminal);
    }
    ParseResult deepest = parsed;
    while (deepest.hasSubcommand()) {
      deepest = deepest.subcommand();
    }
    return help(deepest.commandSpec().commandLine(), words, terminal);
  }

  /** The model of the whole command tree. */
  static CommandLine model(Commands commands) {
    CommandSpec root = CommandSpec.create().name("cairn");
    root.usageMessage()
        .header("Cairn, an IPFS node.", "")
        .footer("", "The repository is $CAIRN_PATH, or $IPFS_PATH, or ~/.cairn.",
            "'cairn <command> --help' tells more about a command.");
    addOptions(root, GlobalOptions.ALL, Set.of());
    commands.root().children().values().forEach(child -> add(root, child));
    return new CommandLine(root)
        .setUnmatchedOptionsArePositionalParams(false)
        .setPosixClusteredShortOptionsAllowed(true)
        .setExpandAtFiles(false)
        .setAbbreviatedOptionsAllowed(false)
        .setUsageHelpWidth(100);
  }

  private static void add(CommandSpec parent, Commands.Node node) {
    dev.cairn.api.command.CommandSpec spec = node.command().orElseThrow().spec();
    CommandSpec made = CommandSpec.create().name(node.name());
    made.usageMessage().description(description(spec)).hidden(spec.is(Trait.HIDDEN));
    addOptions(made, spec.options(), Set.of());
    Set<String> own = new java.util.HashSet<>();
    spec.options().forEach(option -> own.addAll(option.names()));
    addOptions(made, GlobalOptions.ALL.stream().map(Option::quiet).toList(), own);
    int index = 0;
    for (Argument argument : spec.arguments()) {
      boolean optional = !argument.required() || argument.stdin();
      String arity = (optional ? "0" : "1") + (argument.variadic() ? "..*" : "..1");
      made.addPositional(PositionalParamSpec.builder()
          .index(argument.variadic() ? index + "..*" : String.valueOf(index))
          .paramLabel("<" + argument.name() + ">")
          .arity(arity)
          .type(List.class)
          .auxiliaryTypes(String.class)
          .description(escape(argument.help()))
          .build());
      index++;
    }
    node.children().values().forEach(child -> add(made, child));
    parent.addSubcommand(node.name(), made);
  }

  private static String[] description(dev.cairn.api.command.CommandSpec spec) {
    Stream<String> more = spec.help().isEmpty() ? Stream.empty()
        : Stream.concat(Stream.of(""), spec.help().lines());
    return Stream.of(Stream.of(spec.summary()), more, Stream.of(""))
        .flatMap(lines -> lines)
        .map(Usage::escape)
        .toArray(String[]::new);
  }

  /** Picocli formats descriptions, so a percent sign is written twice. */
  private static String escape(String text) {
    return text.replace("%", "%%");
  }

  private static void addOptions(CommandSpec to, List<Option> options, Set<String> taken) {
    for (Option option : options) {
      String[] names = option.names().stream()
          .filter(name -> !taken.contains(name))
          .map(name -> (name.length() == 1 ? "-" : "--") + name)
          .toArray(String[]::new);
      if (names.length == 0) {
        continue;
      }
      boolean flag = option.type() == Option.Type.FLAG;
      OptionSpec.Builder builder = OptionSpec.builder(names)
          .arity(flag ? "0..1" : "1")
          .fallbackValue(flag ? "true" : "")
          .type(type(option))
          .paramLabel("<" + option.type().label() + ">")
          .hidden(option.hidden())
          .description(escape(option.help() + option.fallback().map(value -> " Default: " + value + ".")
              .orElse("")));
      if (flag) {
        builder.hideParamSyntax(true);
      }
      if (option.type() == Option.Type.TEXTS) {
        builder.auxiliaryTypes(String.class);
      }
      to.addOption(builder.build());
    }
  }

  private static Class<?> type(Option option) {
    return switch (option.type()) {
      case FLAG -> Boolean.class;
      case INTEGER -> Long.class;
      case FLOAT -> Double.class;
      case TEXT -> String.class;
      case TEXTS -> List.class;
    };
  }

  private static boolean asksForHelp(String[] words) {
    return Stream.of(words).takeWhile(word -> !word.equals("--"))
        .anyMatch(word -> word.equals("--help") || word.equals("-h"));
  }

  /** Prints help: asked for, or because a name over other commands was given alone. */
  private static int help(CommandLine about, String[] words, Terminal terminal) throws IOException {
    terminal.print(about.getUsageMessage(Ansi.OFF));
    boolean group = !about.getSubcommands().isEmpty();
    if (asksForHelp(words) || group) {
      return 0;
    }
    terminal.complain("Error: this cannot be understood; see the usage above");
    return 1;
  }

  private static int complain(ParameterException trouble, Terminal terminal) {
    CommandLine about = trouble.getCommandLine();
    List<String> lines = new ArrayList<>();
    lines.add("Error: " + message(trouble));
    if (trouble instanceof UnmatchedArgumentException unmatched) {
      List<String> nearest = unmatched.getSuggestions().stream().limit(MAX_SUGGESTIONS).toList();
      if (!nearest.isEmpty()) {
        lines.add("Did you mean: "
            + String.join(" or ", nearest.stream().map(word -> command(about, word)).toList())
            + "?");
      }
    }
    lines.add("Usage and options: " + about.getCommandSpec().qualifiedName() + " --help");
    lines.forEach(terminal::complain);
    return 1;
  }

  private static String command(CommandLine about, String word) {
    return word.startsWith("-") || word.startsWith("cairn ") ? word
        : about.getCommandSpec().qualifiedName() + " "
            + word;
  }

  private static String message(ParameterException trouble) {
    String text = String.valueOf(trouble.getMessage());
    if (trouble instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().getFirst();
      boolean group = !trouble.getCommandLine().getSubcommands().isEmpty();
      String kind = word.startsWith("-") ? "option" : group ? "command" : "argument";
      return "unknown " + kind + " '" + word + "'";
    }
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
