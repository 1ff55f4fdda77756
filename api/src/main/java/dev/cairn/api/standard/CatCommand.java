package dev.cairn.api.standard;

import dev.cairn.api.command.Argument;
import dev.cairn.api.command.ByteOutput;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.dag.pb.Names;
import dev.cairn.dag.unixfs.UnixFs;
import dev.cairn.dag.unixfs.UnixFsDirectory;
import dev.cairn.dag.unixfs.UnixFsFile;
import dev.cairn.dag.unixfs.UnixFsNode;
import dev.cairn.dag.unixfs.UnixFsSymlink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** {@code cat}. */
final class CatCommand {
  /** How many paths one call may have; each holds a block until its turn comes. */
  private static final int MAX_PATHS = 10_000;

  private CatCommand() {}

  static List<Command> commands() {
    return List.of(CommandSpec.named("cat")
        .summary("Write the content of files.")
        .help(
            """
                Several files are written one after the other; offset and length count over all of them. Of a symbolic
                link the target is written.
                """)
        .argument(Argument.text("ipfs-path", "The files.").many().orStdin())
        .option(Option.integer("offset", "Where to begin, in bytes.", "o"))
        .option(Option.integer("length", "How many bytes to write at most.", "l"))
        .option(Option.flag("progress", "Show progress. Default: when standard error is a terminal.", "p"))
        .does(CatCommand::run));
  }

  /** A range of a file that is to be written. */
  private record Part(Content content, long offset, long length) {}

  /** What a path leads to, as bytes. */
  private record Content(long size, Writer writer) {}

  /** Writes a range of some content. */
  @FunctionalInterface
  private interface Writer {
    void write(long offset, long length, ByteOutput out) throws IOException;
  }

  private static void run(Invocation in, Output out) throws IOException, InterruptedException {
    long skip = in.integer("offset").orElse(0L);
    long left = in.integer("length").orElse(Long.MAX_VALUE);
    if (skip < 0) {
      throw new CommandException("cannot specify negative offset");
    }
    if (left < 0) {
      throw new CommandException("cannot specify negative length");
    }
    List<Part> parts = new ArrayList<>();
    long total = 0;
    int paths = 0;
    for (String path : in.eachArgument()) {
      if (++paths > MAX_PATHS) {
        throw new CommandException(
            "more than " + MAX_PATHS + " paths in one call; call again for the others");
      }
      Content content = content(in, path);
      long begin = Math.min(skip, content.size);
      long length = Math.min(left, content.size - begin);
      skip -= begin;
      left -= length;
      total += length;
      if (length > 0) {
        parts.add(new Part(content, begin, length));
      }
    }
    ByteOutput bytes = out.bytes("", OptionalLong.of(total));
    Streams.run(() -> {
      for (Part part : parts) {
        part.content.writer.write(part.offset, part.length, bytes);
      }
      return true;
    });
  }

  private static Content content(Invocation in, String path) {
    UnixFsNode node = UnixFs.open(in.node().blocks(), Paths.cid(in, path));
    return switch (node) {
      case UnixFsFile file -> new Content(file.size(),
          (offset, length, out) -> file.writeTo(offset, length, piece -> write(out, piece)));
      case UnixFsDirectory _ -> throw new CommandException("this dag node is a directory");
      case UnixFsSymlink link -> {
        byte[] target = Names.bytes(link.target());
        yield new Content(target.length,
            (offset, length, out) -> out.write(target, (int) offset, (int) length));
      }
    };
  }

  /** Passes a piece of a block on. */
  private static void write(ByteOutput out, ByteBuffer piece) {
    try {
      out.writeShared(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
