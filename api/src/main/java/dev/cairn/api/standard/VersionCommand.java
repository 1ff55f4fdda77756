package dev.cairn.api.standard;

import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.CommandSpec.Trait;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.api.command.VersionInfo;
import java.io.IOException;
import java.util.List;

/** {@code version}. */
final class VersionCommand {
  private VersionCommand() {}

  static List<Command> commands() {
    return List.of(CommandSpec.named("version")
        .summary("Show version information.")
        .option(Option.flag("number", "Only show the version number.", "n"))
        .option(Option.flag("commit", "Show the commit hash."))
        .option(Option.flag("repo", "Show the repository version."))
        .option(Option.flag("all", "Show all version information."))
        .trait(Trait.NO_REPO)
        .does(VersionCommand::run));
  }

  private static void run(Invocation in, Output out) throws IOException {
    VersionInfo version = in.node().version();
    out.only(version, Output.Text.line(text(in, version)));
  }

  private static String text(Invocation in, VersionInfo version) {
    String commit = version.commit().isEmpty() ? "" : "-" + version.commit();
    if (in.flag("all")) {
      return "Cairn version: " + version.version() + commit + "\nRepo version: " + version.repo()
          + "\nSystem version: " + version.system() + "\nJava version: " + version.golang();
    }
    String number = version.version() + (in.flag("commit") ? commit : "");
    if (in.flag("repo")) {
      return version.repo();
    }
    return in.flag("number") ? number : "ipfs version " + number;
  }
}
