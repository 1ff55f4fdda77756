package dev.cairn.api.standard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.api.command.Argument;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.FileInput;
import dev.cairn.api.command.FileInput.Entry;
import dev.cairn.api.command.FileInput.Metadata;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.dag.BlockSink;
import dev.cairn.dag.unixfs.Attributes;
import dev.cairn.dag.unixfs.ImportListener;
import dev.cairn.dag.unixfs.ImportOptions;
import dev.cairn.dag.unixfs.Imported;
import dev.cairn.dag.unixfs.TreeImporter;
import dev.cairn.dag.unixfs.UnixFsStat;
import dev.cairn.dag.unixfs.UnixTime;
import dev.cairn.repo.Lease;
import dev.cairn.repo.Repo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code add}. The entries are told as they get their CIDs; the roots last, when all blocks and the pins on the roots
 * are durable.
 */
final class AddCommand {
  /** How much of a file is read between two values of progress, in bytes. */
  private static final long PROGRESS_STEP = 256 * 1024;

  private AddCommand() {}

  static List<Command> commands() {
    return List.of(CommandSpec.named("add")
        .summary("Add files or directories.")
        .help(
            """
                Adds the content of <path>; use -r to add directories. What is printed as added is stored durably, and
                pinned unless --pin=false.

                The CID depends on the content and on how it is cut and laid out: the same bytes and the same options
                give the same CID as Kubo.
                """)
        .argument(Argument.file("path", "The files to add.").many().orDirectory().orStdin())
        .option(Option.flag("recursive", "Add directories.", "r"))
        .option(Option.flag("dereference-args", "Deprecated: use --dereference-symlinks.").quiet())
        .option(Option.flag("dereference-symlinks", "Add what symbolic links lead to."))
        .option(Option.text("stdin-name", "The name of what is read from standard input."))
        .option(Option.flag("hidden", "Include hidden files of directories.", "H"))
        .option(Option.texts("ignore", "A rule for files to leave out, as in .gitignore."))
        .option(Option.text("ignore-rules-path", "A file with such rules."))
        .option(Option.flag("quiet", "Write the CIDs only.", "q"))
        .option(Option.flag("quieter", "Write the last CID only.", "Q"))
        .option(Option.flag("silent", "Write nothing."))
        .option(Option.flag("progress", "Show progress. Default: when standard error is a terminal.", "p"))
        .option(Option.flag("only-hash", "Compute the CIDs and store nothing.", "n"))
        .option(Option.flag("pin", "Pin what is added.").orElse(true))
        .option(Option.text("pin-name", "The name of the pin."))
        .option(Option.text("to-files", "A path of MFS to link to what is added.").quiet())
        .options(AddOptions.ALL)
        .option(Option.flag("nocopy", "Leave the bytes where they are.").quiet())
        .option(Option.flag("fscache", "Look for blocks in the filestore.").quiet())
        .options(FastProvide.OPTIONS)
        .does((in, out) -> new Run(in, out).run()));
  }

  private record Progress(String name, @JsonInclude(JsonInclude.Include.NON_DEFAULT) long bytes)
      implements
        Output.Progress {
    @Override
    public long done() {
      return bytes;
    }

    @Override
    public Unit unit() {
      return Unit.BYTES;
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Added(String name, String hash, String size, @Nullable String mode, @Nullable Long mtime,
      @Nullable Integer mtimeNsecs) {}

  /** One call. */
  private static final class Run implements ImportListener {
    private final Invocation in;
    private final Output out;
    private final ImportOptions options;
    private final boolean progress;
    private final boolean pin;
    private final List<Imported> roots = new ArrayList<>();
    private String last = "";
    private String reading = "";
    private long readBytes;
    private long toldBytes;

    Run(Invocation in, Output out) {
      this.in = in;
      this.out = out;
      refuse(in);
      this.options = AddOptions.of(in, ImportDefaults.of(in.node().repo().config().importing()));
      this.progress = in.flag("progress");
      this.pin = in.flag("pin") && !in.flag("only-hash");
    }

    private static void refuse(Invocation in) {
      if (in.flag("nocopy")) {
        throw new CommandException(
            "--nocopy is not possible: blocks are always copied into the repository, and there "
                + "is no filestore; leave the option out");
      }
      if (in.has("to-files")) {
        throw new CommandException("--to-files is not possible: this node has no MFS; leave the option out");
      }
      if (in.has("pin-name") && !in.flag("pin")) {
        throw new CommandException("pin-name option requires pin to be set");
      }
    }

    void run() throws IOException {
      try (FileInput files = in.requireFiles()) {
        if (in.flag("only-hash")) {
          read(files, block -> {});
          tellRoots();
        } else {
          store(files, in.node().repo());
        }
      } catch (UncheckedIOException e) {
        throw Streams.cause(e);
      }
      if (in.flag("quieter") && !in.flag("silent") && out.encoding() == Output.Encoding.TEXT) {
        out.emit(last, Output.Text.line(last));
      }
    }

    private void store(FileInput files, Repo repo) throws IOException {
      try (Lease lease = repo.lease()) {
        read(files, repo.blocks());
        if (pin) {
          String name = in.text("pin-name").orElse("");
          for (Imported root : roots) {
            repo.pins().addComplete(lease, root.cid(), name);
          }
        } else {
          repo.blocks().sync();
        }
        tellRoots();
      }
    }

    private void read(FileInput files, BlockSink sink) throws IOException {
      int count = 0;
      try (TreeImporter importer = TreeImporter.open(sink, options, this)) {
        for (Optional<Entry> next = files.next(); next.isPresent(); next = files.next()) {
          Entry entry = next.get();
          Attributes attributes = attributes(entry.metadata());
          switch (entry) {
            case Entry.Directory directory -> importer.directory(directory.path(), attributes);
            case Entry.File file ->
              importer.file(file.path(), file.content(), file.sizeBytes().orElse(-1), attributes);
            case Entry.Symlink link -> importer.symlink(link.path(), link.target(), attributes);
          }
          count++;
        }
        if (count == 0) {
          throw CommandException.client("expected a file argument");
        }
        importer.finish();
      }
    }

    private static Attributes attributes(Metadata metadata) {
      Attributes attributes = Attributes.none();
      if (metadata.mode().isPresent()) {
        attributes = attributes.withMode(metadata.mode().getAsInt());
      }
      if (metadata.modified().isPresent()) {
        attributes = attributes.withMtime(UnixTime.of(metadata.modified().get()));
      }
      return attributes;
    }

    @Override
    public void progress(String path, long bytes) {
      if (!progress) {
        return;
      }
      if (!path.equals(reading) || bytes < readBytes) {
        tellProgress();
        reading = path;
        toldBytes = 0;
      }
      readBytes = bytes;
      if (bytes - toldBytes >= PROGRESS_STEP) {
        tellProgress();
      }
    }

    private void tellProgress() {
      if (readBytes > toldBytes) {
        toldBytes = readBytes;
        Streams.progress(out, new Progress(reading, readBytes));
      }
    }

    @Override
    public void added(Imported entry) {
      if (progress && entry.kind() == UnixFsStat.Kind.FILE && entry.path().equals(reading)) {
        tellProgress();
      }
      if (isRoot(entry)) {
        roots.add(entry);
        return;
      }
      try {
        tell(entry);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Roots are acknowledged only when they are safe. */
    private boolean isRoot(Imported entry) {
      return options.wrap()
          ? entry.path().isEmpty() && entry.kind() == UnixFsStat.Kind.DIRECTORY
          : entry.path().indexOf('/') < 0;
    }

    private void tellRoots() throws IOException {
      tellProgress();
      for (Imported root : roots) {
        tell(root);
      }
    }

    private void tell(Imported entry) throws IOException {
      String cid = in.cids().of(entry.cid());
      last = cid;
      if (in.flag("silent") || (in.flag("quieter") && out.encoding() == Output.Encoding.TEXT)) {
        return;
      }
      boolean unnamed = entry.path().isEmpty() && entry.kind() != UnixFsStat.Kind.DIRECTORY;
      String name = unnamed ? cid : entry.path();
      Attributes attributes = entry.attributes();
      Added added = new Added(name, cid, Long.toString(entry.cumulativeSize()),
          attributes.mode().isPresent() ? "0" + Integer.toOctalString(attributes.mode().getAsInt()) : null,
          attributes.mtime().map(UnixTime::seconds).orElse(null),
          attributes.mtime().map(UnixTime::nanos).filter(nanos -> nanos != 0).orElse(null));
      boolean quiet = in.flag("quiet");
      out.emit(added, text -> {
        if (quiet) {
          text.append(cid).append('\n');
        } else {
          text.append("added ").append(cid).append(' ').append(Printable.name(name)).append('\n');
        }
      });
    }
  }
}
