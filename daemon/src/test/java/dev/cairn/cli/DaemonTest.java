package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process: how it starts, serves, ends, and what it says when it cannot. */
class DaemonTest {
  @TempDir
  Path dir;

  private Path repo;

  @BeforeEach
  void place() {
    repo = dir.resolve("repo");
  }

  private void init() {
    Run run = Run.cairn(repo, "init", "--profile=test");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("peer identity: 12D3KooW")
        .endsWith("initializing IPFS node at " + repo + "\n");
  }

  private Path site() throws IOException {
    Path site = Files.createDirectories(dir.resolve("site/sub")).getParent();
    byte[] large = new byte[700_000];
    new Random(1).nextBytes(large);
    Files.writeString(site.resolve("index.html"), "<h1>hello</h1>");
    Files.write(site.resolve("sub/large ü.bin"), large);
    return site;
  }

  private static byte[] fetch(String url) throws IOException {
    try (var in = URI.create(url).toURL().openStream()) {
      return in.readAllBytes();
    }
  }

  private String gateway() throws IOException {
    return Files.readString(repo.resolve("gateway"));
  }

  @Test
  void servesWhatIsAdded_andEndsInOrder() throws Exception {
    init();
    Path site = site();
    try (ChildDaemon daemon = ChildDaemon.start(repo, "daemon").awaitReady()) {
      String api = Files.readString(repo.resolve("api"));
      assertThat(daemon.lines()).as("the lines that tools look for, in their order").satisfiesExactly(
          line -> assertThat(line).isEqualTo("Initializing daemon..."),
          line -> assertThat(line).startsWith("Cairn version: "),
          line -> assertThat(line).isEqualTo("Repo version: 18"),
          line -> assertThat(line).startsWith("System version: "),
          line -> assertThat(line).startsWith("Java version: "),
          line -> assertThat(line).startsWith("PeerID: 12D3KooW"),
          line -> assertThat(line).startsWith("Swarm "),
          line -> assertThat(line).isEqualTo("RPC API server listening on " + api),
          line -> assertThat(line).startsWith("Gateway server listening on /ip4/127.0.0.1/tcp/"),
          line -> assertThat(line).contains(gateway()),
          line -> assertThat(line).isEqualTo("Daemon is ready"));

      Run added = Run.cairn(repo, "add", "-r", site.toString());
      assertThat(added.code()).as(added.err()).isZero();
      String root = Run.cairn(repo, "add", "-rQ", site.toString()).out().strip();
      assertThat(added.out()).contains("added " + root + " site\n").contains(" site/sub/large ü.bin\n");
      assertThat(fetch(gateway() + "/ipfs/" + root + "/")).asString().isEqualTo("<h1>hello</h1>");
      assertThat(fetch(gateway() + "/ipfs/" + root + "/sub/large%20%C3%BC.bin"))
          .isEqualTo(Files.readAllBytes(site.resolve("sub/large ü.bin")));
      assertThat(Run.cairn(repo, "pin", "ls", "--type=recursive").out()).contains(root + " recursive\n");

      Path target = dir.resolve("got");
      assertThat(Run.cairn(repo, "get", "-o", target.toString(), root).out())
          .isEqualTo("Saving file(s) to " + target + "\n");
      assertThat(target.resolve("sub/large ü.bin")).hasSameBinaryContentAs(site.resolve("sub/large ü.bin"));

      daemon.terminate();
      assertThat(daemon.awaitExit()).isZero();
      assertThat(repo.resolve("api")).doesNotExist();
      assertThat(repo.resolve("gateway")).doesNotExist();
    }
  }

  @Test
  void makesTheRepositoryThatIsMissing_andHeedsShutdown() throws Exception {
    Files.createDirectories(repo);
    init();
    Path other = dir.resolve("other");
    Files.createDirectories(other);
    try (ChildDaemon daemon = ChildDaemon.start(other, "daemon", "--init-profile=test").awaitReady()) {
      assertThat(daemon.lines()).contains("initializing IPFS node at " + other);
      assertThat(Run.cairn(other, "shutdown").code()).isZero();
      assertThat(daemon.awaitExit()).isZero();
    }
    assertThat(other.resolve("api")).doesNotExist();
  }

  @Test
  void keepsEverythingThroughAKill_andTheNextStartNeedsNoHelp() throws Exception {
    init();
    String root;
    try (ChildDaemon daemon = ChildDaemon.start(repo, "daemon").awaitReady()) {
      root = Run.cairn(repo, "add", "-rQ", site().toString()).out().strip();
      daemon.kill();
    }
    assertThat(repo.resolve("api")).as("left behind by the kill").exists();
    assertThat(Run.cairn(repo, "cat", root + "/index.html").out()).as("on the repository itself")
        .isEqualTo("<h1>hello</h1>");
    try (ChildDaemon daemon = ChildDaemon.start(repo, "daemon").awaitReady()) {
      assertThat(fetch(gateway() + "/ipfs/" + root + "/index.html")).asString().isEqualTo("<h1>hello</h1>");
      assertThat(Run.cairn(repo, "pin", "ls", "-q", "--type=recursive").out().lines()).contains(root);
      assertThat(daemon.lines()).contains("Daemon is ready");
    }
  }

  @Test
  void aSecondDaemonOnTheRepositoryIsRefused() throws Exception {
    init();
    try (ChildDaemon first = ChildDaemon.start(repo, "daemon").awaitReady();
        ChildDaemon second = ChildDaemon.start(repo, "daemon")) {
      assertThat(second.awaitExit()).isEqualTo(1);
      assertThat(second.errorText()).contains("Error: ").contains(repo.toString())
          .contains("in use by process");
      assertThat(Run.cairn(repo, "id").code()).as("the first one still serves").isZero();
      assertThat(first.lines()).contains("Daemon is ready");
    }
  }

  @Test
  void aPortThatIsTakenIsNamed_withTheSettingAndAnExample() throws Exception {
    init();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (String key : List.of("API", "Gateway")) {
        Run.cairn(repo, "config", "Addresses." + key, "/ip4/127.0.0.1/tcp/" + taken.getLocalPort());
        try (ChildDaemon daemon = ChildDaemon.start(repo, "daemon")) {
          assertThat(daemon.awaitExit()).isEqualTo(1);
          assertThat(daemon.errorText().lines().filter(line -> line.startsWith("Error: "))).singleElement()
              .asString()
              .contains(String.valueOf(taken.getLocalPort()))
              .contains("Addresses." + key)
              .contains("/ip4/127.0.0.1/tcp/");
        }
        Run.cairn(repo, "config", "Addresses." + key, "/ip4/127.0.0.1/tcp/0");
      }
    }
  }

  @Test
  void aBadConfigurationStopsTheStart_withKeyReasonAndExample() throws Exception {
    init();
    Path config = repo.resolve("config");
    Files.writeString(config,
        Files.readString(config).replaceFirst("\"API\": *(\"[^\"]*\"|\\[[^]]*\\])", "\"API\": 5"));
    try (ChildDaemon daemon = ChildDaemon.start(repo, "daemon")) {
      assertThat(daemon.awaitExit()).isEqualTo(1);
      assertThat(daemon.errorText()).contains("Error: ").contains("Addresses.API")
          .contains("/ip4/127.0.0.1/tcp/5001");
    }
  }

  @Test
  void whatOpeningDroppedIsTold_withAndWithoutADaemon() throws Exception {
    init();
    tear();
    Run run = Run.cairn(repo, "pin", "ls");
    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("Warning: the last stop was not clean: 7 unfinished bytes");
    assertThat(Run.cairn(repo, "pin", "ls").err()).as("once").isEmpty();
    tear();
    try (ChildDaemon daemon = ChildDaemon.start(repo, "daemon").awaitReady()) {
      assertThat(daemon.errorText()).contains("WARN  Node: the last stop was not clean: 7 unfinished bytes")
          .as("a fresh configuration is nothing to talk about").doesNotContain("config:");
    }
  }

  /** Leaves the beginning of a record at the end of the log, as a crash would. */
  private void tear() throws IOException {
    try (var files = Files.list(repo.resolve("blocks"))) {
      Path last = files.filter(file -> file.toString().endsWith(".seg")).max(Path::compareTo).orElseThrow();
      Files.write(last, new byte[]{(byte) 0xc5, 0x1b, 1, 0, 0, 0, 9}, StandardOpenOption.APPEND);
    }
  }

  @Test
  void aReaderThatGoesAwayEndsTheCommandQuietly() throws Exception {
    init();
    Path file = dir.resolve("large");
    Files.write(file, new byte[4_000_000]);
    String cid = Run.cairn(repo, "add", "-Q", file.toString()).out().strip();
    Process cat = ChildDaemon.builder(repo, "cat", cid).start();
    assertThat(cat.getInputStream().readNBytes(10)).hasSize(10);
    cat.getInputStream().close();
    String complaints = new String(cat.getErrorStream().readAllBytes());
    assertThat(cat.waitFor()).isEqualTo(141);
    assertThat(complaints).isEmpty();
  }
}
