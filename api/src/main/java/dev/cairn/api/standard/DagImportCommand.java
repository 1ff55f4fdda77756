package dev.cairn.api.standard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.api.command.Argument;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.FileInput;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Json;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.dag.Block;
import dev.cairn.dag.car.CarException;
import dev.cairn.dag.car.CarReader;
import dev.cairn.multiformats.Cid;
import dev.cairn.repo.Lease;
import dev.cairn.repo.Pin;
import dev.cairn.repo.PinException;
import dev.cairn.repo.Repo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code dag import}. Roots are told when their pins, or without pins all blocks, are durable. */
final class DagImportCommand {
  /** How many blocks are handed to the store at once; together at most as many bytes as {@link #BATCH_BYTES}. */
  private static final int BATCH_BLOCKS = 1024;

  private static final long BATCH_BYTES = 8 * 1024 * 1024;

  private DagImportCommand() {}

  static Command command() {
    return CommandSpec.named("dag import")
        .summary("Store the blocks of CAR files and pin their roots.")
        .help(
            """
                Reads CAR versions 1 and 2 and checks every block. The roots named in the files are pinned; a root whose
                DAG is not complete is reported and not pinned.
                """)
        .argument(Argument.file("path", "The CAR files.").many().orStdin())
        .option(Option.flag("pin-roots", "Pin the roots named in the files.").orElse(true))
        .option(
            Option.flag("local-only", "The files may hold parts of DAGs only; implies --pin-roots=false."))
        .option(Option.flag("silent", "Write nothing."))
        .option(Option.flag("stats", "Show how many blocks were read."))
        .option(Option.flag("allow-big-block", "Deprecated; blocks of more than 2 MiB are refused.").quiet())
        .options(FastProvide.OPTIONS)
        .does((in, out) -> new Run(in, out).run());
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Event(@Nullable Root root, @Nullable Stats stats) {}

  private record Root(Json.Link cid, String pinErrorMsg) {}

  private record Stats(long blockCount, long blockBytesCount) {}

  /** One call. */
  private static final class Run {
    private final Invocation in;
    private final Output out;
    private final Repo repo;
    private final List<Block> batch = new ArrayList<>();
    private long batchBytes;
    private long count;
    private long bytes;
    private @Nullable Cid last;

    Run(Invocation in, Output out) {
      this.in = in;
      this.out = out;
      this.repo = in.node().repo();
    }

    void run() throws IOException {
      boolean pin = in.flag("pin-roots") && !in.flag("local-only");
      if (in.flag("local-only") && in.given("pin-roots").orElse(false)) {
        throw new CommandException("--local-only implies --pin-roots=false and cannot be combined with "
            + "--pin-roots=true; please drop one of them");
      }
      Set<Cid> roots = new LinkedHashSet<>();
      try (FileInput files = in.requireFiles(); Lease _ = repo.lease()) {
        for (Optional<FileInput.Entry.File> file = Inputs.nextFile(files); file
            .isPresent(); file = Inputs.nextFile(files)) {
          read(file.get(), roots);
        }
        flush();
        if (pin) {
          pin(roots);
        } else {
          repo.blocks().sync();
        }
      }
      if (in.flag("stats")) {
        emit(new Event(null, new Stats(count, bytes)), "Imported " + count + " blocks (" + bytes + " bytes)");
      }
    }

    private void read(FileInput.Entry.File file, Set<Cid> roots) throws IOException {
      last = null;
      try (CarReader car = CarReader.open(file.content())) {
        roots.addAll(car.roots());
        for (Optional<Block> block = car.next(); block.isPresent(); block = car.next()) {
          take(block.get());
        }
      } catch (CarException e) {
        throw new CommandException(
            "import failed" + (last == null ? "" : " after block \"" + last + "\"") + ": "
                + e.getMessage(),
            e);
      }
    }

    private void take(Block block) {
      last = block.cid();
      count++;
      bytes += block.size();
      batch.add(block);
      batchBytes += block.size();
      if (batch.size() == BATCH_BLOCKS || batchBytes >= BATCH_BYTES) {
        flush();
      }
    }

    private void flush() {
      repo.blocks().putAll(batch);
      batch.clear();
      batchBytes = 0;
    }

    private void pin(Set<Cid> roots) throws IOException {
      Complaints complaints = new Complaints();
      repo.blocks().sync();
      for (Cid root : roots) {
        String cid = in.cids().of(root);
        String error = "";
        try {
          repo.pins().add(root, Pin.Mode.RECURSIVE, "");
        } catch (PinException e) {
          error = String.valueOf(e.getMessage());
        }
        if (!error.isEmpty() && out.encoding() == Output.Encoding.TEXT) {
          complaints.add("pinning root \"" + cid + "\" FAILED: " + error);
        } else {
          emit(new Event(new Root(new Json.Link(cid), error), null), "Pinned root\t" + cid + "\tsuccess");
        }
      }
      complaints.throwIfAny();
    }

    private void emit(Event event, String line) throws IOException {
      if (!in.flag("silent")) {
        out.emit(event, Output.Text.line(line));
      }
    }
  }
}
