package dev.cairn.api.standard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.CommandSpec.Trait;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Json;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.multiformats.Cid;
import dev.cairn.repo.BadBlock;
import dev.cairn.repo.GcEvent;
import dev.cairn.repo.GcResult;
import dev.cairn.repo.Repo;
import dev.cairn.repo.RepoStat;
import dev.cairn.repo.VerifyEvent;
import dev.cairn.repo.VerifyResult;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code repo}: the repository as a whole. */
final class RepoCommands {
  private RepoCommands() {}

  static List<Command> commands() {
    return List.of(
        CommandSpec.named("repo").summary("Look after the repository.").group(),
        CommandSpec.named("repo stat")
            .summary("Show how much is in the repository.")
            .option(Option.flag("size-only", "Only RepoSize and StorageMax.", "s"))
            .option(Option.flag("human", "Show sizes in units that people read.", "H"))
            .does(RepoCommands::stat),
        CommandSpec.named("repo gc")
            .summary("Remove the blocks that nothing needs.")
            .help("Removes what no pin reaches. The node goes on working meanwhile.")
            .option(Option.flag("stream-errors", "Report errors as they come and go on."))
            .option(Option.flag("quiet", "Write the CIDs only.", "q"))
            .option(Option.flag("silent", "Write nothing."))
            .does(RepoCommands::collect),
        CommandSpec.named("repo verify")
            .summary("Check all blocks and pins.")
            .help(
                """
                    Reads every block and compares it with its hash, and looks whether everything below each pin is here.
                    Changes nothing, unless --drop is given: then damaged blocks are removed.
                    """)
            .option(Option.flag("drop", "Remove damaged blocks."))
            .does(RepoCommands::verify),
        CommandSpec.named("repo version")
            .summary("Show the version of the repository.")
            .option(Option.flag("quiet", "Write the version only.", "q"))
            .trait(Trait.NO_REPO)
            .does((in, out) -> {
              Version version = new Version(in.node().version().repo());
              out.only(version, Output.Text.line((in.flag("quiet") ? "" : "ipfs repo version ") + "fs-repo@"
                  + version.version));
            }),
        RefsCommands.local("repo ls"));
  }

  private record Version(String version) {}

  private record Stat(long repoSize, long storageMax, long numObjects, String repoPath, String version) {}

  private static void stat(Invocation in, Output out) throws IOException {
    RepoStat all = in.node().repo().stat();
    boolean sizeOnly = in.flag("size-only");
    Stat stat = sizeOnly
        ? new Stat(all.repoSize(), all.storageMax(), 0, "", "")
        : new Stat(all.repoSize(), all.storageMax(), all.numObjects(), all.repoPath().toString(),
            all.version());
    boolean human = in.flag("human");
    String size = human ? Sizes.human(stat.repoSize) : Long.toString(stat.repoSize);
    String max = human ? Sizes.human(stat.storageMax) : Long.toString(stat.storageMax);
    out.only(stat, text -> {
      if (!sizeOnly) {
        text.append("NumObjects: ").append(Long.toString(stat.numObjects)).append('\n');
      }
      text.append("RepoSize:   ").append(size).append("\nStorageMax: ").append(max).append('\n');
      if (!sizeOnly) {
        text.append("RepoPath:   ").append(stat.repoPath).append("\nVersion:    ").append(stat.version)
            .append('\n');
      }
    });
  }

  private record Collected(Json.@Nullable Link key,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String error) {}

  private static void collect(Invocation in, Output out) throws IOException, InterruptedException {
    boolean streamErrors = in.flag("stream-errors");
    String prefix = in.flag("quiet") ? "" : "removed ";
    GcResult result = Streams.run(() -> in.node().repo().collector().collect(false, event -> {
      switch (event) {
        case GcEvent.Removed removed -> {
          if (!in.flag("silent")) {
            String cid = in.cids().of(removed.cid());
            Streams.emit(out, new Collected(new Json.Link(cid), ""), Output.Text.line(prefix + cid));
          }
        }
        case GcEvent.Bad bad -> tellBad(out, streamErrors, badText(bad.block()));
        case GcEvent.Failed failed ->
          tellBad(out, streamErrors, "could not remove " + failed.cid() + ": " + failed.reason());
      }
    }));
    if (result.badBlocks() == 0 && result.complete()) {
      return;
    }
    if (streamErrors) {
      throw new CommandException("encountered errors during gc run");
    }
    throw new CommandException(result.badBlocks() + " blocks that pins need are missing or damaged, "
        + result.failedBlocks() + " could not be removed, and " + result.withheldBlocks()
        + " were kept because it cannot be told whether something needs them; 'repo verify' shows the damage, "
        + "unpin what cannot be repaired and collect again");
  }

  private static String badText(BadBlock block) {
    return "block " + block.cid() + " below the pin " + block.root() + ": " + block.reason();
  }

  private static void tellBad(Output out, boolean streamErrors, String error) {
    if (streamErrors) {
      Streams.emit(out, new Collected(null, error), Output.Text.line("Error: " + error));
    }
  }

  private record Verified(String msg, long progress) implements Output.Progress {
    @Override
    public long done() {
      return progress;
    }

    @Override
    public Unit unit() {
      return Unit.BYTES;
    }
  }

  private static void verify(Invocation in, Output out) throws IOException, InterruptedException {
    Repo repo = in.node().repo();
    boolean drop = in.flag("drop");
    VerifyResult result = Streams.run(() -> repo.verifier().verify(event -> {
      switch (event) {
        case VerifyEvent.Damaged damaged -> {
          boolean dropped = drop && repo.blocks().delete(damaged.cid().multihash());
          message(out, "block " + damaged.cid() + " was corrupt (" + damaged.reason() + ")"
              + (dropped ? ", removed" : ""));
        }
        case VerifyEvent.Progress progress ->
          Streams.progress(out, new Verified("", progress.checkedBytes()));
        case VerifyEvent.StoreDamaged damaged -> message(out, damaged.reason());
        case VerifyEvent.BrokenPin broken -> {
          Cid root = broken.check().pin().cid();
          for (BadBlock block : broken.check().badBlocks()) {
            message(out, "pin " + root + " is broken: block " + block.cid() + ": " + block.reason());
          }
        }
      }
    }));
    repo.blocks().sync();
    if (result.ok()) {
      message(out, "verify complete, all blocks validated.");
      return;
    }
    String summary = "verify complete, " + result.damagedBlocks() + " blocks corrupt"
        + (drop ? ", " + result.damagedBlocks() + " removed" : "")
        + (result.otherDamage() > 0 ? ", " + result.otherDamage() + " other places damaged" : "")
        + (result.brokenPins() > 0 ? ", " + result.brokenPins() + " pins broken" : "");
    if (drop && result.brokenPins() == 0 && result.otherDamage() == 0) {
      message(out, summary);
    } else {
      throw new CommandException(summary);
    }
  }

  private static void message(Output out, String text) {
    Streams.emit(out, new Verified(text, 0), Output.Text.line(text));
  }
}
