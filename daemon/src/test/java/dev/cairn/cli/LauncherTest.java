package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code cairn}, among a Java and a Maven that only say how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final Path SCRIPT = Path.of("..", "cairn").toAbsolutePath().normalize();
  private static final List<String> TOOLS = List.of("mkdir", "rm", "mv", "sleep", "tail", "readlink");

  @TempDir
  Path dir;

  private Path checkout;
  private Path home;
  private Path jdk;
  private Path bin;
  private Path go;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void machine() throws IOException {
    checkout = Files.createDirectories(dir.resolve("a check out"));
    home = checkout.resolve("daemon/target/cairn");
    Files.copy(SCRIPT, checkout.resolve("cairn"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    bin = Files.createDirectories(dir.resolve("bin"));
    for (String tool : TOOLS) {
      Path real = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
      script(bin.resolve(tool), "exec " + real + " \"$@\"");
    }
    jdk = dir.resolve("a jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"999.0.1\"\n");
    script(jdk.resolve("bin/java"), "printf '%s\\n' \"$@\"");
    go = dir.resolve("go");
    environment.putAll(Map.of("PATH", bin.toString(), "HOME", dir.resolve("nobody").toString(), "JAVA_HOME",
        jdk.toString(), "LC_ALL", "C.UTF-8"));
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A Maven that waits for {@link #go} and leaves what the build leaves. */
  private void maven() throws IOException {
    script(bin.resolve("mvn"), "echo built >>\"" + dir.resolve("builds") + "\"\nuntil [ -f \"" + go
        + "\" ]; do sleep 0.02; done\nmkdir -p daemon/target/cairn/lib && : >daemon/target/cairn/lib/cairn.jar"
        + " && echo \"" + jdk + "\" >daemon/target/cairn/jdk");
  }

  private void built() throws IOException {
    Files.createDirectories(home.resolve("lib"));
    Files.writeString(home.resolve("lib/cairn.jar"), "");
    Files.writeString(home.resolve("jdk"), jdk + "\n");
  }

  /** The script in its own process; standard error goes to a file. */
  private record Running(Process process, Path err) {
    Run end() throws IOException, InterruptedException {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Run(process.exitValue(), out, Files.readString(err));
    }
  }

  private Running start(Path where, String... command) throws IOException {
    Path err = Files.createTempFile(dir, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile())
        .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Running(builder.start(), err);
  }

  private Run run(Path where, String... command) throws IOException, InterruptedException {
    return start(where, command).end();
  }

  private Run cairn(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("cairn").toString()));
    command.addAll(List.of(words));
    return run(dir, command.toArray(String[]::new));
  }

  private static void refused(Run run, String reason) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().startsWith("Error: ").contains(reason);
  }

  @Test
  void handsTheWordsOn_throughPathsWithSpaces() throws Exception {
    built();
    Run run = cairn("add", "two words", "", "*");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("-Dcairn.home=" + home + "\n")
        .endsWith("dev.cairn.cli.Main\nadd\ntwo words\n\n*\n");
  }

  @Test
  void throughLinks_fromElsewhere() throws Exception {
    built();
    Path links = Files.createDirectories(dir.resolve("some links/deep"));
    Files.createSymbolicLink(links.resolve("first"), Path.of("../second"));
    Files.createSymbolicLink(dir.resolve("some links/second"), Path.of("../a check out/cairn"));
    Files.createSymbolicLink(links.resolve("absolute"), checkout.resolve("cairn"));
    for (String name : List.of(links + "/first", links + "/absolute", "some links/second",
        "a check out/cairn")) {
      Run run = run(dir, name, "version");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).as(name).endsWith("version\n").contains("cairn.jar");
    }
    assertThat(run(links, "./first", "version").out()).endsWith("version\n");
    assertThat(run(checkout, "sh", "cairn", "version").out()).endsWith("version\n");
  }

  @Test
  void asADistribution_alsoFromWithinItsFolder() throws Exception {
    built();
    Path distribution = dir.resolve("a distribution");
    Files.move(home, distribution);
    Path own = Files.createDirectory(distribution.resolve("bin"));
    Files.copy(SCRIPT, own.resolve("cairn"));
    assertThat(run(dir, own + "/cairn", "version").out()).endsWith("version\n");
    assertThat(run(own, "./cairn", "version").out()).endsWith("version\n");
    assertThat(run(own, "sh", "cairn", "version").out()).endsWith("version\n");
    assertThat(run(distribution, "bin/cairn", "version").out()).endsWith("version\n");
    Files.delete(distribution.resolve("lib/cairn.jar"));
    refused(run(own, "./cairn", "version"), "this distribution is not whole");
  }

  @Test
  void choosesTheJvmByWhatRuns() throws Exception {
    built();
    Path repo = Files.createDirectories(dir.resolve("my repo"));
    environment.put("CAIRN_PATH", repo.toString());
    assertThat(cairn("id").out()).contains("/local.aot\n");
    assertThat(cairn("daemon").out()).contains("/daemon.aot\n");
    Files.writeString(repo.resolve("api"), "/ip4/127.0.0.1/tcp/1");
    assertThat(cairn("id").out()).contains("/client.aot\n");
    environment.remove("CAIRN_PATH");
    assertThat(cairn("--repo-dir", repo.toString(), "id").out()).contains("/client.aot\n");
    assertThat(cairn("--repo-dir=" + repo, "id").out()).contains("/client.aot\n");
    assertThat(cairn("id").out()).contains("/local.aot\n");
  }

  @Test
  void withoutMaven() throws Exception {
    refused(cairn("version"), "building needs Maven");
  }

  @Test
  void withoutAJavaThatIsNewEnough() throws Exception {
    maven();
    // No machine has this one, so what is installed here plays no part.
    String text = Files.readString(checkout.resolve("cairn"));
    assertThat(text).contains("\njava_release=25\n");
    Files.writeString(checkout.resolve("cairn"),
        text.replace("\njava_release=25\n", "\njava_release=1000\n"));
    refused(cairn("version"), "needs Java 1000 or newer and found none");
    assertThat(dir.resolve("builds")).as("no build is tried").doesNotExist();
    built();
    Files.writeString(home.resolve("jdk"), dir.resolve("removed") + "\n");
    refused(cairn("version"), "needs Java 1000 or newer and found none");
    environment.put("CAIRN_JAVA", jdk.toString());
    assertThat(cairn("version").out()).as("whoever names one is believed").endsWith("version\n");
    environment.put("CAIRN_JAVA", dir.toString());
    refused(cairn("version"), "where no java can be run");
  }

  @Test
  void aJdkThatWentAwayIsReplaced() throws Exception {
    built();
    Files.writeString(home.resolve("jdk"), dir.resolve("removed") + "\n");
    assertThat(cairn("version").out()).endsWith("version\n");
    assertThat(home.resolve("jdk")).hasContent(jdk.toString());
  }

  @Test
  void twoFirstUsesBuildOnce() throws Exception {
    maven();
    Running first = start(dir, checkout + "/cairn", "one");
    awaitText(first, "Building Cairn, once");
    Running second = start(dir, checkout + "/cairn", "two");
    awaitText(second, "Another first use is building Cairn");
    Files.writeString(go, "");
    assertThat(first.end().out()).endsWith("one\n");
    assertThat(second.end().out()).endsWith("two\n");
    assertThat(dir.resolve("builds")).hasContent("built");
    assertThat(checkout.resolve("daemon/target/first-build.lock")).doesNotExist();
  }

  private static void awaitText(Running running, String text) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.readString(running.err).contains(text)) {
      assertThat(running.process.isAlive() && System.nanoTime() < deadline)
          .as("waiting for \"%s\": %s", text, Files.readString(running.err)).isTrue();
      running.process.waitFor(5, TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void aBuilderThatWasKilledIsNotWaitedFor() throws Exception {
    maven();
    Files.writeString(go, "");
    Process gone = new ProcessBuilder("sh", "-c", "exit 0").start();
    gone.waitFor();
    Path lock = Files.createDirectories(checkout.resolve("daemon/target/first-build.lock"));
    Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
    assertThat(cairn("version").out()).endsWith("version\n");
    assertThat(lock).doesNotExist();
  }

  @Test
  void aBuildThatFailsShowsItsEnd_andTheNextUseTriesAgain() throws Exception {
    script(bin.resolve("mvn"), "echo the disk is full; exit 1");
    Run run = cairn("version");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("the disk is full\n")
        .contains("Error: the build failed; its whole log is ");
    assertThat(checkout.resolve("daemon/target/first-build.lock")).doesNotExist();
    maven();
    Files.writeString(go, "");
    assertThat(cairn("version").out()).endsWith("version\n");
  }
}
