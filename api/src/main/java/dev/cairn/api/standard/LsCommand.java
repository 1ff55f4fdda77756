package dev.cairn.api.standard;

import dev.cairn.api.command.Argument;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.dag.BlockSource;
import dev.cairn.dag.unixfs.UnixFs;
import dev.cairn.dag.unixfs.UnixFsDirectory;
import dev.cairn.dag.unixfs.UnixFsEntry;
import dev.cairn.dag.unixfs.UnixFsNode;
import dev.cairn.dag.unixfs.UnixFsStat;
import dev.cairn.dag.unixfs.UnixFsSymlink;
import dev.cairn.multiformats.Multicodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code ls}. */
final class LsCommand {
  private static final int STREAM_WIDTH = 10;

  private LsCommand() {}

  static List<Command> commands() {
    return List.of(CommandSpec.named("ls")
        .summary("List the entries of directories.")
        .help(
            """
                Shows the CID, size and name of each entry; directories have a slash behind the name and no size. With -l,
                the mode and the modification time too, where they were kept when the content was added; times are in UTC.
                """)
        .argument(Argument.text("ipfs-path", "The directories.").many().orStdin())
        .option(Option.flag("headers", "Show a line with the names of the columns.", "v"))
        .option(Option.flag("resolve-type", "Look at each entry to tell what it is.").orElse(true))
        .option(Option.flag("size", "Look at each entry to tell its size.").orElse(true))
        .option(Option.flag("stream", "Answer with one value for each entry, unsorted.", "s"))
        .option(Option.flag("long", "Show modes and modification times too.", "l"))
        .does((in, out) -> new Run(in, out).run()));
  }

  private record Listing(List<Folder> objects) {}

  private record Folder(String hash, List<LsLink> links) {}

  /** One call. */
  private static final class Run {
    private final Invocation in;
    private final Output out;
    private final boolean resolve;
    private final boolean stream;
    private final LsLine lines;

    Run(Invocation in, Output out) {
      this.in = in;
      this.out = out;
      this.resolve = in.flag("resolve-type") || in.flag("size");
      this.stream = in.flag("stream");
      this.lines = new LsLine(in.flag("size"), in.flag("long"));
    }

    void run() throws IOException, InterruptedException {
      List<String> paths = new ArrayList<>();
      in.eachArgument().forEach(paths::add);
      Streams.run(() -> {
        if (stream) {
          for (String path : paths) {
            stream(path, paths.size() > 1);
          }
        } else {
          all(paths);
        }
        return true;
      });
    }

    private void stream(String path, boolean several) throws IOException {
      boolean[] first = {true};
      for (UnixFsEntry entry : entries(path)) {
        LsLink link = link(entry);
        boolean head = first[0];
        first[0] = false;
        out.emit(new Listing(List.of(new Folder(path, List.of(link)))), text -> {
          if (head && several) {
            text.append(path).append(":\n");
          }
          Columns columns = new Columns(STREAM_WIDTH);
          if (head && in.flag("headers")) {
            columns.add(lines.headers());
          }
          columns.add(lines.cells(link));
          columns.appendTo(text);
        });
      }
    }

    private void all(List<String> paths) throws IOException {
      List<Folder> folders = new ArrayList<>();
      for (String path : paths) {
        List<LsLink> links = new ArrayList<>();
        for (UnixFsEntry entry : entries(path)) {
          links.add(link(entry));
        }
        links.sort(Comparator.comparing(LsLink::name));
        folders.add(new Folder(path, links));
      }
      out.only(new Listing(folders), text -> {
        for (int i = 0; i < folders.size(); i++) {
          write(folders.get(i), i, folders, text);
        }
      });
    }

    private void write(Folder folder, int index, List<Folder> all, Appendable text) throws IOException {
      boolean begins = index == 0 || !all.get(index - 1).hash.equals(folder.hash);
      if (begins && all.size() > 1) {
        text.append(index == 0 ? "" : "\n").append(folder.hash).append(":\n");
      }
      Columns columns = new Columns(1);
      if (begins && in.flag("headers")) {
        columns.add(lines.headers());
      }
      folder.links.forEach(link -> columns.add(lines.cells(link)));
      columns.appendTo(text);
    }

    private Iterable<UnixFsEntry> entries(String path) {
      UnixFsNode node = UnixFs.open(in.node().blocks(), Paths.cid(in, path));
      return node instanceof UnixFsDirectory directory ? directory : List.of();
    }

    private LsLink link(UnixFsEntry entry) {
      String cid = in.cids().of(entry.cid());
      if (!resolve) {
        return entry.cid().is(Multicodec.RAW)
            ? LsLink.unresolved(entry.name(), cid, entry.tsize(), LsLink.FILE)
            : LsLink.unresolved(entry.name(), cid, 0, LsLink.UNKNOWN);
      }
      BlockSource blocks = in.node().blocks();
      UnixFsStat stat = UnixFs.stat(blocks, entry);
      if (stat.kind() == UnixFsStat.Kind.SYMLINK
          && UnixFs.open(blocks, entry.cid()) instanceof UnixFsSymlink symlink) {
        return LsLink.of(entry.name(), cid, stat, symlink.target());
      }
      return LsLink.of(entry.name(), cid, stat, "");
    }
  }
}
