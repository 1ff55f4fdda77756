package dev.cairn.api.standard;

import dev.cairn.api.command.Argument;
import dev.cairn.api.command.ByteOutput;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.dag.path.ContentPath;
import dev.cairn.dag.unixfs.UnixFs;
import dev.cairn.dag.unixfs.UnixFsFile;
import dev.cairn.dag.unixfs.UnixFsNode;
import dev.cairn.dag.unixfs.UnixFsStat;
import dev.cairn.multiformats.Cid;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** {@code get}: a tree as a tar archive, which the command line unpacks. */
final class GetCommand {
  private static final int BUFFER = 64 * 1024;

  private GetCommand() {}

  static List<Command> commands() {
    return List.of(CommandSpec.named("get")
        .summary("Download files and directories.")
        .help(
            """
                Stores what is at the path in a file or directory of the same name, or where --output says. With --archive
                it is stored as a TAR archive, with --compress compressed by GZIP.
                """)
        .argument(Argument.text("ipfs-path", "What to download.").orStdin())
        .option(Option.text("output", "Where to store it.", "o"))
        .option(Option.flag("archive", "Store a TAR archive.", "a"))
        .option(Option.flag("compress", "Compress with GZIP.", "C"))
        .option(Option.integer("compression-level", "How hard to compress, 1 to 9.", "l"))
        .option(Option.flag("progress", "Show progress. Default: when standard error is a terminal.", "p"))
        .does(GetCommand::run));
  }

  private static void run(Invocation in, Output out) throws IOException, InterruptedException {
    Optional<Integer> level = in.flag("compress") ? Optional.of(level(in)) : Optional.empty();
    String path = in.argument(0);
    Cid cid = Paths.cid(in, path);
    UnixFsNode node = UnixFs.open(in.node().blocks(), cid);
    UnixFsStat stat = node.stat();
    OptionalLong size = OptionalLong
        .of(stat.kind() == UnixFsStat.Kind.DIRECTORY ? stat.cumulativeSize() : stat.size());
    Streams.run(() -> {
      if (level.isEmpty()) {
        tar(in, path, cid, out.bytes("application/x-tar", size));
      } else if (in.flag("archive")) {
        try (OutputStream zip = new Gzip(out.bytes("application/gzip", size), level.get())) {
          tar(in, path, cid, zip);
        }
      } else if (node instanceof UnixFsFile file) {
        try (OutputStream zip = new Gzip(out.bytes("application/gzip", size), level.get())) {
          file.writeTo(0, file.size(), zip);
        }
      } else {
        throw new CommandException("file is not regular; add --archive to compress a directory");
      }
      return true;
    });
  }

  private static int level(Invocation in) {
    long level = in.integer("compression-level").orElse(-1L);
    if (in.has("compression-level") && (level < 1 || level > 9)) {
      throw new CommandException("compression level must be between 1 and 9");
    }
    return (int) level;
  }

  private static void tar(Invocation in, String path, Cid cid, OutputStream to) throws IOException {
    ContentPath parsed = ContentPath.parse(path);
    String name = parsed.segments().isEmpty() ? parsed.root() : parsed.segments().getLast();
    try (TarOutput tar = new TarOutput(to, name)) {
      UnixFs.walk(in.node().blocks(), cid, tar);
    }
  }

  /** GZIP with a chosen level, which the class of the JDK has no parameter for. Does not close what it writes to. */
  private static final class Gzip extends GZIPOutputStream {
    Gzip(ByteOutput out, int level) throws IOException {
      super(out, BUFFER);
      def.setLevel(level < 0 ? Deflater.DEFAULT_COMPRESSION : level);
    }
  }
}
