package dev.cairn.api.standard;

import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Output;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import java.io.IOException;

/** {@code refs}: the links of blocks. */
final class RefsCommands {
  private RefsCommands() {}

  /** A link, or why there is none to tell. */
  record Ref(String ref, String err) {}

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
}
