package dev.cairn.api.standard;

import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.CommandSpec.Trait;
import dev.cairn.api.command.Commands;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code commands}, {@code shutdown}: the node about itself. */
final class NodeCommands {
  private static final String PROGRAM = "cairn";

  private NodeCommands() {}

  static List<Command> commands() {
    return List.of(
        CommandSpec.named("commands")
            .summary("List all commands.")
            .option(Option.flag("flags", "Show the options of each command too.", "f"))
            .trait(Trait.NO_REPO)
            .does(NodeCommands::list),
        CommandSpec.named("shutdown")
            .summary("End the daemon.")
            .does((in, out) -> {
              if (!in.node().daemon()) {
                throw CommandException.client("daemon not running");
              }
              in.node().shutdown();
            }));
  }

  private record Listed(String name, List<Listed> subcommands, List<Names> options) {}

  private record Names(List<String> names) {}

  private static void list(Invocation in, Output out) throws IOException {
    Listed tree = tree(PROGRAM, in.node().commands().root());
    Set<String> lines = new TreeSet<>();
    collect("", tree, in.flag("flags"), lines);
    out.only(tree, text -> {
      for (String line : lines) {
        text.append(line).append('\n');
      }
    });
  }

  private static Listed tree(String name, Commands.Node node) {
    List<Names> options = node.command().stream()
        .flatMap(command -> command.spec().options().stream())
        .map(option -> new Names(option.names()))
        .toList();
    List<Listed> below = new ArrayList<>();
    node.children().forEach((word, child) -> {
      if (!child.command().map(command -> command.spec().is(Trait.HIDDEN)).orElse(false)) {
        below.add(tree(word, child));
      }
    });
    return new Listed(name, below, options);
  }

  private static void collect(String prefix, Listed node, boolean flags, Set<String> lines) {
    String name = prefix + node.name;
    lines.add(name);
    if (flags && !prefix.isEmpty()) {
      for (Names option : node.options) {
        lines.add(String.join(" / ", option.names.stream()
            .map(one -> name + (one.length() == 1 ? " -" : " --") + one)
            .toList()));
      }
    }
    for (Listed child : node.subcommands) {
      collect(name + " ", child, flags, lines);
    }
  }
}
