package dev.cairn.cli;

import dev.cairn.api.command.Argument;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.CommandSpec.Trait;
import dev.cairn.api.command.Commands;
import dev.cairn.api.command.Option;
import dev.cairn.api.standard.StandardCommands;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All commands of the command line: those of every node, and those that only make sense here. */
final class CliCommands {
  private static final List<Own> OWN = List.of(
      new Own(init(), InitCommand::run),
      new Own(daemon(), DaemonCommand::run),
      new Own(completion(), CompletionCommand::run),
      new Own(configEdit(), ConfigEditCommand::run));
  private static final Commands ALL = collect();

  private CliCommands() {}

  /** A command that runs nowhere but here. */
  private record Own(CommandSpec spec, Action action) {}

  /** What such a command does; returns the exit code. */
  @FunctionalInterface
  interface Action {
    int run(Line line, Terminal terminal) throws IOException;
  }

  /** The tree of all commands. */
  static Commands all() {
    return ALL;
  }

  /** How all commands are called. */
  static Vocabulary vocabulary() {
    return path -> ALL.find(path).map(Command::spec);
  }

  /** What to do for a command of our own; empty when it is one of the node. */
  static Optional<Action> own(CommandSpec spec) {
    for (Own own : OWN) {
      if (own.spec.path().equals(spec.path())) {
        return Optional.of(own.action);
      }
    }
    return Optional.empty();
  }

  private static Commands collect() {
    List<Command> all = new ArrayList<>(StandardCommands.all().all());
    for (Own own : OWN) {
      List<String> above = own.spec.path().subList(0, own.spec.path().size() - 1);
      if (!above.isEmpty() && StandardCommands.all().find(above).isEmpty()) {
        continue;
      }
      all.add(new Command(own.spec, (in, out) -> {
        throw new IllegalStateException("'" + own.spec.name() + "' runs on the command line only");
      }));
    }
    return Commands.of(all);
  }

  private static CommandSpec init() {
    return CommandSpec.named("init")
        .summary("Create a repository and the node's identity.")
        .help("""
            Makes the folder that holds the node's blocks, pins, key and configuration: $CAIRN_PATH, or
            $IPFS_PATH, or ~/.cairn.""")
        .option(Option.text("algorithm", "Kind of the identity's key: ed25519.", "a").orElse("ed25519"))
        .option(Option.integer("bits", "Number of bits of an RSA key.", "b").quiet())
        .option(Option.flag("empty-repo", "Leave the help files out; there are none.", "e").quiet())
        .option(Option.text("profile", "Configuration profiles to apply, separated by commas.", "p"))
        .trait(Trait.NO_REMOTE)
        .trait(Trait.NO_REPO)
        .build();
  }

  private static CommandSpec daemon() {
    return CommandSpec.named("daemon")
        .summary("Run the node until it is stopped.")
        .help(
            """
                Serves the gateway and the RPC, and prints where. Creates the repository first if there is none. Ends
                in order at SIGTERM, SIGINT or 'cairn shutdown'; at once at the second signal.""")
        .option(Option.flag("init", "Create the repository if there is none; this is always done."))
        .option(Option.text("init-profile", "Configuration profiles for --init, separated by commas."))
        .option(Option.flag("migrate", "Bring an older repository up to date without asking."))
        .option(Option.flag("enable-gc", "Collect garbage now and then.").quiet())
        .option(Option.flag("enable-pubsub-experiment", "Accepted for Kubo's tools.").quiet())
        .option(Option.flag("enable-namesys-pubsub", "Accepted for Kubo's tools.").quiet())
        .option(Option.flag("enable-mplex-experiment", "Accepted for Kubo's tools.").quiet())
        .option(Option.flag("unrestricted-api", "Accepted for Kubo's tools.").quiet())
        .option(Option.text("routing", "Accepted for Kubo's tools.").quiet())
        .option(Option.text("agent-version-suffix", "Accepted for Kubo's tools.").quiet())
        .option(Option.flag("manage-fdlimit", "Accepted for Kubo's tools.").quiet())
        .trait(Trait.NO_REMOTE)
        .trait(Trait.NO_REPO)
        .build();
  }

  private static CommandSpec completion() {
    return CommandSpec.named("completion")
        .summary("Print a script that completes command lines in your shell.")
        .help("""
            bash:  source <(cairn completion bash)
            zsh:   source <(cairn completion zsh)
            fish:  cairn completion fish | source""")
        .argument(Argument.text("shell", "bash, zsh or fish."))
        .trait(Trait.NO_REMOTE)
        .trait(Trait.NO_REPO)
        .build();
  }

  private static CommandSpec configEdit() {
    return CommandSpec.named("config edit")
        .summary("Open the configuration in the editor that $EDITOR names.")
        .trait(Trait.NO_REMOTE)
        .trait(Trait.NO_REPO)
        .build();
  }
}
