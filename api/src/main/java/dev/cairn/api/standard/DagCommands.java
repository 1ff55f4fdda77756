package dev.cairn.api.standard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.api.command.Argument;
import dev.cairn.api.command.ByteOutput;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.FileInput;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Json;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.dag.Block;
import dev.cairn.dag.car.DagExport;
import dev.cairn.dag.codec.Codecs;
import dev.cairn.dag.ipld.Node;
import dev.cairn.dag.path.Resolution;
import dev.cairn.dag.path.Resolver;
import dev.cairn.dag.walk.DagStats;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.repo.Lease;
import dev.cairn.repo.Pin;
import dev.cairn.repo.Repo;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** {@code dag}: IPLD data of all codecs. {@code dag import} is in {@link DagImportCommand}. */
final class DagCommands {
  private static final int CAR_BUFFER = 256 * 1024;
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private DagCommands() {}

  static List<Command> commands() {
    Option progress = Option.flag("progress", "Show progress. Default: when standard error is a terminal.",
        "p");
    return List.of(
        CommandSpec.named("dag").summary("Work with IPLD data.").group(),
        CommandSpec.named("dag get")
            .summary("Write the value that a path leads to.")
            .argument(Argument.text("ref", "The path.").orStdin())
            .option(Option.text("output-codec", "Codec to write the value in.").orElse("dag-json"))
            .does(DagCommands::get),
        CommandSpec.named("dag put")
            .summary("Store values as blocks.")
            .argument(Argument.file("object data", "The values.").many().orStdin())
            .option(Option.text("store-codec", "Codec of the blocks.").orElse("dag-cbor"))
            .option(Option.text("input-codec", "Codec of the input.").orElse("dag-json"))
            .option(Option.flag("pin", "Pin the blocks with all they link to."))
            .option(Option.text("hash", "Hash function. Default: Import.HashFunction."))
            .option(
                Option.flag("allow-big-block", "Deprecated; blocks of more than 2 MiB are refused.").quiet())
            .does(DagCommands::put),
        CommandSpec.named("dag resolve")
            .summary("Find the block that a path ends in, and the rest of the path inside of it.")
            .argument(Argument.text("ref", "The path.").orStdin())
            .does(DagCommands::resolve),
        CommandSpec.named("dag export")
            .summary("Write a DAG as a CAR file.")
            .help("Writes CARv1: the root, then every block below it once, depth first.")
            .argument(Argument.text("root", "The root.").orStdin())
            .option(progress)
            .option(Option.flag("local-only", "Leave out what is not here, instead of failing."))
            .does(DagCommands::export),
        CommandSpec.named("dag stat")
            .summary("Count the blocks and bytes of DAGs.")
            .help("A block that occurs several times in a DAG counts once; several DAGs are compared too.")
            .argument(Argument.text("root", "The roots.").many().orStdin())
            .option(progress)
            .does(DagCommands::stat),
        DagImportCommand.command());
  }

  private static Multicodec codec(String name) {
    Multicodec codec = Multicodec.of(name)
        .orElseThrow(() -> new CommandException("unknown multicodec: \"" + name + "\""));
    if (!Codecs.knows(codec)) {
      throw new CommandException(
          "invalid encoding: " + name + " - this codec can be named, but not read or written");
    }
    return codec;
  }

  private static void get(Invocation in, Output out) throws IOException {
    Multicodec codec = codec(in.text("output-codec").orElseThrow());
    Resolution resolution = Paths.resolve(in, in.argument(0));
    Node value = new Resolver(in.node().blocks()).value(resolution);
    byte[] bytes = Codecs.encode(codec, value);
    out.bytes("", OptionalLong.empty()).writeShared(bytes, 0, bytes.length);
  }

  private record Put(Json.Link cid) {}

  private static void put(Invocation in, Output out) throws IOException {
    Multicodec from = codec(in.text("input-codec").orElseThrow());
    Multicodec to = codec(in.text("store-codec").orElseThrow());
    HashFunction function = AddOptions.hash(in, "hash");
    Repo repo = in.node().repo();
    try (FileInput files = in.requireFiles(); Lease _ = repo.lease()) {
      for (Optional<FileInput.Entry.File> file = Inputs.nextFile(files); file
          .isPresent(); file = Inputs.nextFile(files)) {
        byte[] bytes = Codecs.encode(to, Codecs.decode(from, Inputs.small(file.get(), Block.MAX_BYTES)));
        if (bytes.length > Block.MAX_BYTES) {
          throw new CommandException(
              "the block would have " + bytes.length + " bytes, more than the limit of "
                  + Block.MAX_BYTES + "; split the value and link the parts");
        }
        Block block = Block.of(to, function, bytes);
        repo.blocks().put(block);
        if (in.flag("pin")) {
          repo.pins().add(block.cid(), Pin.Mode.RECURSIVE, "");
        } else {
          repo.blocks().sync();
        }
        String cid = in.cids().of(block.cid());
        out.emit(new Put(new Json.Link(cid)), Output.Text.line(cid));
      }
    }
  }

  private record Resolved(Json.Link cid, String remPath) {}

  private static void resolve(Invocation in, Output out) throws IOException {
    String text = in.argument(0);
    Resolution resolution = Paths.resolve(in, text);
    String cid = (in.has("cid-base") ? in.cids() : in.cids().like(text)).of(resolution.cid());
    StringBuilder rest = new StringBuilder();
    resolution.remainder().forEach(segment -> rest.append('/').append(segment));
    out.only(new Resolved(new Json.Link(cid), rest.toString()), to -> to.append(cid).append(rest));
  }

  private static void export(Invocation in, Output out) throws IOException, InterruptedException {
    Cid root = Paths.cid(in, in.argument(0));
    DagExport all = DagExport.from(in.node().blocks());
    DagExport export = in.flag("local-only") ? all.partial() : all;
    // Before the first byte, so that a missing root is an error and no broken archive.
    in.node().blocks().require(root);
    ByteOutput bytes = out.bytes("application/vnd.ipld.car", OptionalLong.empty());
    Streams.run(() -> {
      OutputStream buffered = new BufferedOutputStream(bytes, CAR_BUFFER);
      export.write(root, buffered, count -> {});
      buffered.flush();
      return true;
    });
  }

  private record RootStat(String cid, @JsonInclude(JsonInclude.Include.NON_DEFAULT) long size,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) long numBlocks) {}

  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  private record Summary(long uniqueBlocks, long totalSize, long sharedSize, float ratio,
      List<RootStat> dagStats)
      implements
        Output.Progress {
    @Override
    public long done() {
      return dagStats.stream().mapToLong(RootStat::numBlocks).sum();
    }

    @Override
    public Unit unit() {
      return Unit.NODES;
    }
  }

  private static void stat(Invocation in, Output out) throws IOException, InterruptedException {
    boolean progress = in.given("progress").orElse(true);
    DagStats stats = new DagStats(in.node().blocks());
    Streams.run(() -> {
      long[] told = {System.nanoTime()};
      for (String path : in.eachArgument()) {
        stats.add(Paths.cid(in, path), counted -> {
          if (progress && System.nanoTime() - told[0] > PROGRESS_NANOS) {
            told[0] = System.nanoTime();
            Streams.progress(out,
                new Summary(0, stats.summary().uniqueBytes(), 0, 0, roots(in, stats.summary())));
          }
        });
      }
      return true;
    });
    DagStats.Summary all = stats.summary();
    Summary summary = new Summary(all.uniqueBlocks(), all.uniqueBytes(), all.sharedBytes(),
        (float) all.ratio(),
        roots(in, all));
    out.emit(summary, text -> describe(summary, text));
  }

  private static List<RootStat> roots(Invocation in, DagStats.Summary all) {
    List<RootStat> roots = new ArrayList<>();
    all.roots()
        .forEach(root -> roots.add(new RootStat(in.cids().of(root.cid()), root.bytes(), root.blocks())));
    return roots;
  }

  private static void describe(Summary summary, Appendable text) throws IOException {
    int width = summary.dagStats.getFirst().cid.length();
    text.append("\nCID").append(" ".repeat(Math.max(0, width - 3))).append("\tBlocks         \tSize\n");
    for (RootStat root : summary.dagStats) {
      text.append(root.cid).append(String.format(Locale.ROOT, "\t%-15d\t", root.numBlocks))
          .append(Long.toString(root.size)).append('\n');
    }
    text.append("\nSummary\nTotal Size: ").append(size(summary.totalSize))
        .append("\nUnique Blocks: ").append(Long.toString(summary.uniqueBlocks))
        .append("\nShared Size: ").append(size(summary.sharedSize))
        .append(String.format(Locale.ROOT, "\nRatio: %f\n\n\n", summary.ratio));
  }

  private static String size(long bytes) {
    return bytes + " (" + Sizes.human(bytes) + ")";
  }
}
