package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program {@code cairn} as a process of its own, on the class path of the test. */
final class ChildDaemon implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final Thread reader;
  private final Path errors;

  private ChildDaemon(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.reader = Thread.ofVirtual().start(() -> {
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          lines.add(line);
        }
      } catch (IOException ended) {
        lines.add("(standard output broke: " + ended.getMessage() + ")");
      }
    });
  }

  /** Starts the program with these words on a repository. */
  static ChildDaemon start(Path repo, String... words) throws IOException {
    Process process = builder(repo, words).redirectError(errors(repo).toFile()).start();
    process.getOutputStream().close();
    return new ChildDaemon(process, errors(repo));
  }

  /** How such a process is started. */
  static ProcessBuilder builder(Path repo, String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(each -> each.startsWith("--add-opens") || each.startsWith("--enable-native")
            || each.startsWith("--sun-misc"))
        .forEach(command::add);
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m", "-cp",
        System.getProperty("java.class.path"), "dev.cairn.cli.Main"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CAIRN_PATH", repo.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder;
  }

  private static Path errors(Path repo) {
    return repo.resolveSibling(repo.getFileName() + ".err");
  }

  /** Waits for the line that says that it serves. */
  ChildDaemon awaitReady() throws InterruptedException, IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!lines.contains("Daemon is ready")) {
      assertThat(process.isAlive() && System.nanoTime() < deadline)
          .as("no readiness; standard output: %s, standard error: %s", lines, errorText())
          .isTrue();
      process.waitFor(5, TimeUnit.MILLISECONDS);
    }
    return this;
  }

  /** What it printed so far. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** What it complained of so far. */
  String errorText() throws IOException {
    return Files.readString(errors);
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL and waits. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitExit();
  }

  /** Waits for the end and returns the exit code; all output is there then. */
  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("the process ends").isTrue();
    reader.join();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
