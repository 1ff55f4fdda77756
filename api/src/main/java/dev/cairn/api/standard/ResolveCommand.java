package dev.cairn.api.standard;

import dev.cairn.api.command.Argument;
import dev.cairn.api.command.CidText;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.GlobalOptions;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.dag.path.ContentPath;
import dev.cairn.dag.path.Resolution;
import java.io.IOException;
import java.util.List;

/** {@code resolve}. */
final class ResolveCommand {
  private ResolveCommand() {}

  static List<Command> commands() {
    return List.of(CommandSpec.named("resolve")
        .summary("Find what a path leads to.")
        .argument(Argument.text("name", "The path to resolve.").orStdin())
        .option(Option.flag("recursive", "Go on until the result is no name.", "r").orElse(true))
        .option(Option.integer("dht-record-count", "How many records to ask for.", "dhtrc").quiet())
        .option(Option.text("dht-timeout", "How long to ask.", "dhtt").quiet())
        .does(ResolveCommand::run));
  }

  private record Resolved(String path) {}

  private static void run(Invocation in, Output out) throws IOException {
    String text = in.argument(0);
    Resolution resolution = Paths.resolve(in, text);
    CidText cids = in.has(GlobalOptions.CID_BASE.name()) ? in.cids() : in.cids().like(text);
    StringBuilder path = new StringBuilder("/").append(ContentPath.parse(text).namespace().label())
        .append('/')
        .append(cids.of(resolution.cid()));
    resolution.remainder().forEach(segment -> path.append('/').append(segment));
    out.only(new Resolved(path.toString()), Output.Text.line(path.toString()));
  }
}
