package dev.cairn.api.standard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.api.command.Argument;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.multiformats.Cid;
import dev.cairn.repo.Pin;
import dev.cairn.repo.PinCheck;
import dev.cairn.repo.Pins;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** {@code pin}: what is kept. {@code pin ls} is in {@link PinLsCommand}. */
final class PinCommands {
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private PinCommands() {}

  static List<Command> commands() {
    Option recursive = Option.flag("recursive", "Everything below the path too.", "r").orElse(true);
    return List.of(
        CommandSpec.named("pin").summary("Keep content in the repository.").group(),
        CommandSpec.named("pin add")
            .summary("Pin content, so that it is kept.")
            .help(
                """
                    A recursive pin, the default, keeps everything below the path; -r=false keeps the one block. Pinning
                    again with another name renames the pin.
                    """)
            .argument(Argument.text("ipfs-path", "What to pin.").many().orStdin())
            .option(recursive)
            .option(Option.text("name", "A name for the pins, up to 255 bytes.", "n"))
            .option(Option.flag("progress", "Show progress."))
            .options(FastProvide.OPTIONS)
            .does(PinCommands::add),
        CommandSpec.named("pin rm")
            .summary("Remove pins; what nothing else keeps is collected later.")
            .argument(Argument.text("ipfs-path", "What to unpin.").many().orStdin())
            .option(recursive)
            .does(PinCommands::remove),
        CommandSpec.named("pin update")
            .summary("Move a recursive pin to another version of the content.")
            .help("What the two have in common is not looked through again.")
            .argument(Argument.text("from-path", "What is pinned."))
            .argument(Argument.text("to-path", "What is to be pinned in its place."))
            .option(Option.flag("unpin", "Remove the old pin.").orElse(true))
            .options(FastProvide.OPTIONS)
            .does(PinCommands::update),
        CommandSpec.named("pin verify")
            .summary("Look whether everything that is pinned is here.")
            .option(Option.flag("verbose", "Tell of pins that are whole too."))
            .option(Option.flag("quiet", "Write the CIDs of broken pins only.", "q"))
            .does(PinCommands::verify),
        PinLsCommand.command());
  }

  /** The answer of a command that changed pins. */
  private record Changed(List<String> pins) {}

  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  private record Progress(long progress, long bytes) implements Output.Progress {
    @Override
    public long done() {
      return progress;
    }

    @Override
    public Unit unit() {
      return Unit.NODES;
    }
  }

  private static void add(Invocation in, Output out) throws IOException, InterruptedException {
    boolean recursive = in.flag("recursive");
    Pin.Mode mode = recursive ? Pin.Mode.RECURSIVE : Pin.Mode.DIRECT;
    String name = in.text("name").orElse("");
    boolean progress = in.flag("progress");
    ProgressClock clock = new ProgressClock(out, progress);
    List<String> pinned = new ArrayList<>();
    Streams.run(() -> {
      for (String path : in.eachArgument()) {
        Cid cid = Paths.cid(in, path);
        in.node().repo().pins().add(cid, mode, name, in.node().blocks(), clock.next());
        pinned.add(in.cids().of(cid));
      }
      return true;
    });
    Output.Text text = to -> {
      for (String cid : pinned) {
        to.append("pinned ").append(cid).append(recursive ? " recursively\n" : " directly\n");
      }
    };
    if (progress) {
      clock.tell();
      out.emit(new Changed(pinned), text);
    } else {
      out.only(new Changed(pinned), text);
    }
  }

  /** Tells twice a second how many blocks have been reached. */
  private static final class ProgressClock {
    private final Output out;
    private final boolean wanted;
    private long before;
    private long now;
    private long told = System.nanoTime();

    ProgressClock(Output out, boolean wanted) {
      this.out = out;
      this.wanted = wanted;
    }

    /** The listener for the next pin. */
    LongConsumer next() {
      before += now;
      now = 0;
      return blocks -> {
        now = blocks;
        if (wanted && System.nanoTime() - told > PROGRESS_NANOS) {
          told = System.nanoTime();
          tell();
        }
      };
    }

    void tell() {
      Streams.progress(out, new Progress(before + now, 0));
    }
  }

  private static void remove(Invocation in, Output out) throws IOException {
    Pins pins = in.node().repo().pins();
    boolean recursive = in.flag("recursive");
    List<String> removed = new ArrayList<>();
    for (String path : in.eachArgument()) {
      Cid cid = Paths.cid(in, path);
      pins.remove(cid, recursive);
      removed.add(in.cids().of(cid));
    }
    out.only(new Changed(removed), text -> {
      for (String cid : removed) {
        text.append("unpinned ").append(cid).append('\n');
      }
    });
  }

  private static void update(Invocation in, Output out) throws IOException {
    Cid from = Paths.cid(in, in.argument(0));
    Cid to = Paths.cid(in, in.argument(1));
    in.node().repo().pins().update(from, to, in.flag("unpin"), in.node().blocks());
    List<String> both = List.of(in.cids().of(from), in.cids().of(to));
    out.only(new Changed(both), Output.Text.line("updated " + both.get(0) + " to " + both.get(1)));
  }

  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  private record Verified(String cid, boolean ok, @Nullable List<BadNode> badNodes) {}

  private record BadNode(String cid, String err) {}

  private static void verify(Invocation in, Output out) throws IOException, InterruptedException {
    boolean verbose = in.flag("verbose");
    boolean quiet = in.flag("quiet");
    if (verbose && quiet) {
      throw new CommandException("the --verbose and --quiet options can not be used at the same time");
    }
    Streams.run(() -> {
      in.node().repo().pins().verify(check -> {
        if (!check.ok() || verbose) {
          tell(in, out, check, quiet);
        }
      });
      return true;
    });
  }

  private static void tell(Invocation in, Output out, PinCheck check, boolean quiet) {
    String cid = in.cids().of(check.pin().cid());
    List<BadNode> bad = quiet
        ? List.of()
        : check.badBlocks().stream().map(block -> new BadNode(in.cids().of(block.cid()), block.reason()))
            .toList();
    Streams.emit(out, new Verified(cid, check.ok(), bad.isEmpty() ? null : bad), text -> {
      text.append(cid).append(quiet ? "\n" : check.ok() ? " ok\n" : " broken\n");
      for (BadNode node : bad) {
        text.append("  ").append(node.cid).append(": ").append(node.err).append('\n');
      }
    });
  }
}
