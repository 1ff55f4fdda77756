package dev.cairn.cli;

import dev.cairn.api.command.Argument;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.Invocation.NamedValue;
import dev.cairn.api.command.Option;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command in a daemon: sends the words, and the files where there are some, and hands the answer on. Asks for
 * the text form, so that nothing is to be understood here but where an error is.
 */
final class Remote {
  private static final int MAX_ERROR_BYTES = 64 * 1024;
  private static final String STREAM_ERROR = "x-stream-error";

  private final RpcExchange exchange;
  private final Terminal terminal;

  Remote(RpcExchange exchange, Terminal terminal) {
    this.exchange = exchange;
    this.terminal = terminal;
  }

  /** Takes the body of a good answer. */
  @FunctionalInterface
  interface Sink {
    void take(RpcResponse response, Progress progress) throws IOException;
  }

  /**
   * Runs a command.
   *
   * @param sink where the answer goes
   * @param progress a bar for what is sent, and hidden before the sink prints
   * @throws CliException when the daemon reports an error, at first or at last
   * @throws IOException when the connection breaks
   */
  void run(Line line, Sink sink, Progress progress) throws IOException {
    CommandSpec spec = line.spec();
    List<String> texts = new ArrayList<>();
    List<String> files = new ArrayList<>();
    split(line, texts, files);
    String target = target(line, texts);
    boolean fromStdin = readsStdin(spec, texts, files);
    if (!fromStdin && files.isEmpty()) {
      exchange.send(target);
      finish(exchange.receive(), sink, progress);
      return;
    }
    runWithBody(line, files, target, sink, progress);
  }

  private void runWithBody(Line line, List<String> files, String target, Sink sink, Progress progress)
      throws IOException {
    WalkOptions walk = WalkOptions.of(line);
    Sender sender = new Sender(progress);
    Upload upload = exchange.upload(target, sender.contentType());
    Sending sending = new Sending(() -> {
      if (files.isEmpty() || files.equals(List.of("-"))) {
        sender.send(terminal.in(), walk.stdinName(), upload);
      } else {
        sender.send(FileWalk.over(files, walk), upload);
      }
    }, exchange);
    sending.start();
    try {
      finish(exchange.receive(), sink, progress);
    } catch (IOException broken) {
      // When sending failed, the answer was broken off by us, and why is more telling.
      sending.await();
      if (sending.localTrouble().isPresent()) {
        throw sending.localTrouble().get();
      }
      throw broken;
    }
  }

  private static void finish(RpcResponse response, Sink sink, Progress progress) throws IOException {
    if (response.status() != 200) {
      throw new CliException(ErrorBody.message(response.text(MAX_ERROR_BYTES)));
    }
    sink.take(response, progress);
    Optional<String> error = response.trailer(STREAM_ERROR);
    if (error.isPresent() && !error.get().isEmpty()) {
      throw new CliException(ErrorBody.message(error.get()));
    }
  }

  /** Sorts the arguments into texts, which travel in the query, and files, which travel in the body. */
  static void split(Line line, List<String> texts, List<String> files) {
    List<Argument> wanted = line.spec().arguments();
    for (int i = 0; i < line.arguments().size(); i++) {
      Argument argument = wanted.get(Math.min(i, wanted.size() - 1));
      (argument.kind() == Argument.Kind.FILE ? files : texts).add(line.arguments().get(i));
    }
  }

  /** Whether the last argument is missing and comes from standard input. */
  static boolean readsStdin(CommandSpec spec, List<String> texts, List<String> files) {
    List<Argument> wanted = spec.arguments();
    return !wanted.isEmpty() && wanted.getLast().stdin() && wanted.getLast().required()
        && texts.size() + files.size() < wanted.size();
  }

  private static String target(Line line, List<String> texts) {
    CommandSpec spec = line.spec();
    StringBuilder target = new StringBuilder("/api/v0");
    for (String word : spec.path()) {
      target.append('/').append(word);
    }
    char separator = '?';
    boolean encoded = false;
    boolean progress = false;
    for (NamedValue option : line.options()) {
      String name = option.name();
      encoded |= name.equals("encoding");
      progress |= name.equals("progress");
      if (!isForUsOnly(name)) {
        target.append(separator).append(name.equals("local") ? "offline" : name).append('=');
        UrlText.append(target, option.value());
        separator = '&';
      }
    }
    if (!encoded) {
      target.append(separator).append("encoding=text");
      separator = '&';
    }
    if (!progress && has(spec, "progress")) {
      // The bar is drawn from what we send or receive.
      target.append("&progress=false");
    }
    for (String text : texts) {
      target.append(separator).append("arg=");
      UrlText.append(target, text);
      separator = '&';
    }
    return target.toString();
  }

  private static boolean has(CommandSpec spec, String option) {
    for (Option each : spec.options()) {
      if (each.name().equals(option)) {
        return true;
      }
    }
    return false;
  }

  /** Options that say how the command line works and mean nothing to a daemon. */
  private static boolean isForUsOnly(String option) {
    return switch (option) {
      case "repo-dir", "config-file", "config", "debug", "api", "api-auth", "output" -> true;
      default -> false;
    };
  }

  /** The thread that sends the body. */
  private static final class Sending {
    /** What it does. */
    @FunctionalInterface
    interface Work {
      void run() throws IOException;
    }

    private final Work work;
    private final RpcExchange exchange;
    private final Thread thread;
    private volatile @Nullable RuntimeException trouble;

    Sending(Work work, RpcExchange exchange) {
      this.work = work;
      this.exchange = exchange;
      this.thread = Thread.ofPlatform().daemon().name("send").unstarted(this::run);
    }

    void start() {
      thread.start();
    }

    private void run() {
      try {
        work.run();
      } catch (RuntimeException e) {
        trouble = e;
        end(exchange::close, e);
      } catch (IOException e) {
        // The connection broke, or the daemon answered early; reading the answer tells which.
        end(exchange::stopSending, e);
      }
    }

    private static void end(Work ending, Exception reason) {
      try {
        ending.run();
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }

    void await() throws IOException {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EOFException("interrupted");
      }
    }

    /** What was wrong with the files, if it was not the connection. */
    Optional<RuntimeException> localTrouble() {
      return Optional.ofNullable(trouble);
    }
  }
}
