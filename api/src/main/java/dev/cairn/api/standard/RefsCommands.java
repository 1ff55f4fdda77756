package dev.cairn.api.standard;

import dev.cairn.api.command.Argument;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.Failure;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.dag.Block;
import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.dag.DecodeException;
import dev.cairn.dag.walk.DagVisitor;
import dev.cairn.dag.walk.DagWalker;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code refs}: the links of blocks. */
final class RefsCommands {
  private RefsCommands() {}

  static List<Command> commands() {
    return List.of(
        CommandSpec.named("refs")
            .summary("List the links of blocks.")
            .argument(Argument.text("ipfs-path", "The blocks whose links to list.").many().orStdin())
            .option(Option.text("format", "How a link is written; may hold <src>, <dst> and <linkname>.")
                .orElse("<dst>"))
            .option(Option.flag("edges", "Write each link as <from> -> <to>.", "e"))
            .option(Option.flag("unique", "Write each CID once.", "u"))
            .option(Option.flag("recursive", "The links of linked blocks too.", "r"))
            .option(Option.integer("max-depth", "With -r, how far to go; -1 for no limit.").orElse(-1))
            .does(RefsCommands::list),
        local("refs local"));
  }

  /** A link, or why there is none to tell. */
  private record Ref(String ref, String err) {}

  /** The command that lists all blocks that are here, under the name that it has in this group. */
  static Command local(String words) {
    return CommandSpec.named(words)
        .summary("List all blocks that are here.")
        .help("The store knows blocks by their hashes, so all CIDs are version 1 and of the codec raw.")
        .does(RefsCommands::listLocal);
  }

  private static void listLocal(Invocation in, Output out) throws IOException, InterruptedException {
    Streams.run(() -> {
      in.node().repo().blocks().forEach(entry -> {
        String cid = in.cids().of(Cid.v1(Multicodec.RAW, entry.hash()));
        Streams.emit(out, new Ref(cid, ""), Output.Text.line(cid));
        return !Thread.currentThread().isInterrupted();
      });
      return true;
    });
  }

  private static void list(Invocation in, Output out) throws IOException, InterruptedException {
    String format = in.text("format").orElseThrow();
    if (in.flag("edges")) {
      if (!format.equals("<dst>")) {
        throw new CommandException("using format argument with edges is not allowed");
      }
      format = "<src> -> <dst>";
    }
    long depth = in.flag("recursive") ? in.integer("max-depth").orElseThrow() : 1;
    DagWalker walker = DagWalker.over(in.node().blocks())
        .limitedTo(depth < 0 ? DagWalker.UNLIMITED : (int) Math.min(depth, DagWalker.UNLIMITED));
    Edges edges = new Edges(in, out, format);
    List<Cid> roots = new ArrayList<>();
    for (String path : in.eachArgument()) {
      roots.add(Paths.cid(in, path));
    }
    Complaints complaints = new Complaints();
    DagWalker one = in.flag("unique") ? walker : walker.repeating();
    for (Cid root : roots) {
      try {
        one.walk(root, edges);
      } catch (BlockNotFoundException | DecodeException e) {
        String error = Failure.of(e).message();
        complaints.add(error);
        if (out.encoding() == Output.Encoding.JSON) {
          out.emit(new Ref("", error), Output.Text.none());
        }
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    if (out.encoding() == Output.Encoding.TEXT) {
      complaints.throwIfAny();
    }
  }

  /** Writes each link that the walk follows. */
  private record Edges(Invocation in, Output out, String format) implements DagVisitor<IOException> {
    @Override
    public void block(Block block, int depth) {
      // Links are what is told.
    }

    @Override
    public void link(Cid parent, Cid child, String name, int depth) throws IOException {
      String to = in.cids().of(child);
      String line = format.equals("<dst>")
          ? to
          : format.replace("<src>", in.cids().of(parent)).replace("<dst>", to).replace("<linkname>", name);
      out.emit(new Ref(line, ""), Output.Text.line(line));
    }
  }
}
