package dev.cairn.cli;

import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandSpec.Trait;
import dev.cairn.api.command.EncodedOutput;
import dev.cairn.api.command.FileInput;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.NodeContext;
import dev.cairn.api.command.Output;
import dev.cairn.api.command.OutputChannel;
import dev.cairn.daemon.Logging;
import dev.cairn.daemon.RepoContext;
import dev.cairn.repo.RepoPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.logging.Level;

/** Runs a command in this process: on the repository, which nobody else may have open, or without one. */
final class Local {
  private final Line line;
  private final Terminal terminal;

  private Local(Line line, Terminal terminal) {
    this.line = line;
    this.terminal = terminal;
  }

  /** Runs the command and returns the exit code. */
  static int run(Line line, Terminal terminal) throws IOException {
    Optional<CliCommands.Action> own = CliCommands.own(line.spec());
    return own.isPresent() ? own.get().run(line, terminal) : new Local(line, terminal).run();
  }

  /** The repository that the line names, or the environment. */
  static Path repoPath(Line line, Terminal terminal) {
    Optional<String> named = line.option("repo-dir");
    return named.isPresent()
        ? FileWalk.path(named.get()).toAbsolutePath().normalize()
        : RepoPath.resolve(terminal.environment(), Path.of(System.getProperty("user.home", ".")));
  }

  /** The configuration file that the line names, or that of the repository. */
  static Path configFile(Line line, Terminal terminal) {
    return line.option("config-file")
        .or(() -> line.option("config"))
        .map(FileWalk::path)
        .orElseGet(() -> repoPath(line, terminal).resolve("config"));
  }

  private int run() throws IOException {
    if (line.spec().is(Trait.NO_REPO)) {
      return run(RepoContext.without(CliCommands.all()));
    }
    Logging.configure(line.flag("debug") ? Level.FINE : Level.WARNING);
    Path config = configFile(line, terminal);
    try (RepoContext context = RepoContext.on(repoPath(line, terminal), config, CliCommands.all(),
        notice -> terminal.complain("Warning: " + notice))) {
      return run(context);
    }
  }

  private int run(NodeContext node) throws IOException {
    Answer answer = new Answer(line, terminal);
    try (Progress progress = answer.progress(); Files files = files(progress)) {
      Invocation in = Invocation.parse(command().spec(), files.texts, line.options(), files.input, node);
      if (answer.isSaved()) {
        save(in, answer);
      } else {
        work(in, (bytes, offset, length) -> answer.printer().print(bytes, offset, length), progress);
      }
      return 0;
    } catch (IOException | RuntimeException e) {
      if (answer.printer().readerGone()) {
        return Answer.READER_GONE;
      }
      throw Trouble.told(e);
    }
  }

  private Command command() {
    return CliCommands.all().find(line.spec().path())
        .orElseThrow(() -> new CliException("the distribution is damaged: its table of commands names '"
            + line.spec().name() + "', which is not there; build it again"));
  }

  /** Where a command's bytes go. */
  @FunctionalInterface
  private interface Target {
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  private void work(Invocation in, Target target, Progress progress) throws IOException {
    EncodedOutput out = new EncodedOutput(in.encoding(Output.Encoding.TEXT), new OutputChannel() {
      @Override
      public void begin(Shape shape, String contentType, OptionalLong lengthBytes) {
        if (shape == Shape.BYTES && lengthBytes.isPresent()) {
          progress.total(lengthBytes.getAsLong());
        }
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        target.write(bytes, offset, length);
        if (!line.spec().takesFiles()) {
          progress.advance(length);
        }
      }
    });
    Command command = command();
    try (Deadline deadline = Deadline.of(in.timeout())) {
      try {
        command.run(in, out);
        out.end();
      } catch (InterruptedException e) {
        throw deadline.hasPassed() ? new CliException("context deadline exceeded", e)
            : new CliException("interrupted", e);
      }
    }
  }

  /** Runs a command whose answer is an archive on a thread of its own, and unpacks here. */
  private void save(Invocation in, Answer answer) throws IOException {
    ChunkPipe pipe = new ChunkPipe();
    Thread maker = Thread.ofVirtual().name("get").start(() -> {
      try {
        try {
          work(in, pipe::write, Progress.none());
          pipe.end();
        } catch (Throwable e) {
          pipe.fail(e); // whatever it is, the reader must not wait for ever
        }
      } catch (IOException interrupted) {
        Thread.currentThread().interrupt();
      }
    });
    try (InputStream archive = pipe.reader()) {
      answer.take(archive, OptionalLong.empty());
    } catch (IOException e) {
      switch (pipe.failure()) {
        case RuntimeException reason -> throw reason;
        case Error reason -> throw reason;
        case null, default -> throw e;
      }
    } finally {
      maker.interrupt();
      await(maker); // it reads from the repository, which is closed next
    }
  }

  private static void await(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The arguments and files that the command gets. */
  private record Files(List<String> texts, Optional<FileInput> input) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (input.isPresent()) {
        input.get().close();
      }
    }
  }

  private Files files(Progress progress) {
    List<String> texts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Remote.split(line, texts, names);
    WalkOptions walk = WalkOptions.of(line);
    if (Remote.readsStdin(line.spec(), texts, names) || names.equals(List.of("-"))) {
      FileInput.Entry stdin = new FileInput.Entry.File(walk.stdinName(), terminal.in(), OptionalLong.empty(),
          FileInput.Metadata.NONE);
      return new Files(texts, Optional.of(FileInput.of(List.of(stdin))));
    }
    return new Files(texts, names.isEmpty()
        ? Optional.empty()
        : Optional.of(new WalkInput(FileWalk.over(names, walk), progress)));
  }

  /** Interrupts the thread that made it when the time is up. */
  private static final class Deadline implements AutoCloseable {
    private final Thread worker = Thread.currentThread();
    private final Optional<Thread> clock;
    private volatile boolean passed;

    private Deadline(Optional<Duration> limit) {
      clock = limit.map(length -> Thread.ofVirtual().name("deadline").unstarted(() -> {
        try {
          Thread.sleep(length);
          passed = true;
          worker.interrupt();
        } catch (InterruptedException done) {
          Thread.currentThread().interrupt();
        }
      }));
    }

    static Deadline of(Optional<Duration> limit) {
      Deadline deadline = new Deadline(limit);
      deadline.clock.ifPresent(Thread::start);
      return deadline;
    }

    boolean hasPassed() {
      return passed;
    }

    @Override
    public void close() {
      clock.ifPresent(Thread::interrupt);
    }
  }
}
