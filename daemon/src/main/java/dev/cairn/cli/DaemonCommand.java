package dev.cairn.cli;

import dev.cairn.api.command.VersionInfo;
import dev.cairn.config.ConfigFile;
import dev.cairn.config.ConfigProblem;
import dev.cairn.daemon.BuildInfo;
import dev.cairn.daemon.Logging;
import dev.cairn.daemon.Node;
import dev.cairn.daemon.NodeOptions;
import dev.cairn.daemon.ServiceManager;
import dev.cairn.daemon.Signals;
import dev.cairn.repo.InitOptions;
import dev.cairn.repo.Repo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code daemon}: starts the node, says where it serves, and waits for the end. Tools that start daemons read these
 * lines, so their words and their order are Kubo's.
 */
final class DaemonCommand {
  private static final int FORCED = 1;
  /** Options of Kubo's daemon that change nothing here; whoever gives one is told. */
  private static final List<String> WITHOUT_EFFECT = List.of("enable-gc", "enable-pubsub-experiment",
      "enable-namesys-pubsub", "enable-mplex-experiment", "unrestricted-api", "routing",
      "agent-version-suffix");

  private final Line line;
  private final Terminal terminal;
  private final CountDownLatch stop = new CountDownLatch(1);

  private DaemonCommand(Line line, Terminal terminal) {
    this.line = line;
    this.terminal = terminal;
  }

  static int run(Line line, Terminal terminal) throws IOException {
    Logging.configure(level(line, terminal));
    return new DaemonCommand(line, terminal).run();
  }

  private int run() throws IOException {
    Path repo = Local.repoPath(line, terminal);
    Signals.onStop(this::signalled);
    terminal.print("Initializing daemon...\n" + versions());
    if (!Repo.exists(repo)) {
      InitCommand.create(repo,
          InitOptions.DEFAULTS.withProfiles(InitCommand.profiles(line.option("init-profile"))),
          terminal);
    }
    Logger log = LoggerFactory.getLogger(DaemonCommand.class);
    WITHOUT_EFFECT.stream().filter(name -> line.option(name).isPresent())
        .forEach(name -> log.warn("--{} has no effect in this version", name));
    warn(repo, log);
    ServiceManager manager = ServiceManager.of(terminal.environment());
    try (Node node = Node.start(new NodeOptions(repo, line.flag("offline")), CliCommands.all(),
        stop::countDown)) {
      terminal.print(started(node));
      manager.ready();
      stop.await();
      manager.stopping();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", e);
    }
    return 0;
  }

  private static void warn(Path repo, Logger log) {
    for (ConfigProblem problem : ConfigFile.read(repo.resolve("config")).problems()) {
      switch (problem.severity()) {
        case ERROR -> {
          // The start stops at it.
        }
        case WARNING -> log.warn("config: {}", problem);
        case NOTICE -> log.debug("config: {}", problem); // a fresh file holds some; `config check` tells
      }
    }
  }

  private static String versions() {
    VersionInfo version = BuildInfo.version();
    return "Cairn version: " + version.version() + "\nRepo version: " + version.repo() + "\nSystem version: "
        + version.system() + "\nJava version: " + System.getProperty("java.version") + "\n";
  }

  private static String started(Node node) {
    StringBuilder lines = new StringBuilder();
    lines.append("PeerID: ").append(node.peerId()).append('\n')
        .append("Swarm not listening, running in offline mode.\n");
    for (String address : node.rpcAddresses()) {
      lines.append("RPC API server listening on ").append(address).append('\n');
    }
    for (String address : node.gatewayAddresses()) {
      lines.append("Gateway server listening on ").append(address).append('\n');
    }
    node.gatewayUrl()
        .ifPresent(url -> lines.append("Open ").append(url).append("/ipfs/<cid> in a browser\n"));
    return lines.append("Daemon is ready\n").toString();
  }

  private void signalled(int count) {
    if (count == 1) {
      say("\nReceived a signal to stop, shutting down...\n(A second one ends the daemon at once.)\n");
      stop.countDown();
    } else {
      say("Received a second signal, ending at once.\n");
      Runtime.getRuntime().halt(FORCED);
    }
  }

  private void say(String text) {
    try {
      terminal.print(text);
    } catch (IOException nobodyListens) {
      // Whoever started the daemon may be gone; the signal counts all the same.
    }
  }

  private static Level level(Line line, Terminal terminal) {
    String named = terminal.environment().getOrDefault(Logging.LEVEL_VARIABLE, "");
    try {
      return line.flag("debug") ? Level.FINE : named.isEmpty() ? Level.INFO : Logging.level(named);
    } catch (IllegalArgumentException e) {
      throw new CliException(Logging.LEVEL_VARIABLE + ": " + e.getMessage(), e);
    }
  }
}
