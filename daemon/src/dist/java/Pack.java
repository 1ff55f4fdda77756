import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Completes the distribution that Maven has begun by copying jars into {@code lib}:
 *
 * <pre>
 * cairn/
 *   bin/cairn      the launcher
 *   lib/cairn.jar  the program; its manifest names the other jars, so the class path is fixed
 *   lib/*.jar      what it stands on
 *   commands       how each command is called, as text that is quickly read
 *   client.aot     what the JVM learned from training runs: commands that a daemon serves,
 *   local.aot      commands on the repository itself,
 *   daemon.aot     the daemon
 *   jdk            the folder of the JDK whose caches these are; written last, so that it says "complete"
 * </pre>
 *
 * <p>Run by the build as {@code java Pack.java <program jar> <launcher> <target folder>}, on the JDK that will run
 * Cairn. The caches only save time: where this JVM cannot make them, that is said and the distribution is whole.
 */
final class Pack {
  /** As the launcher has them: the JVM takes a cache only under the options that it was made with. */
  private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xlog:disable",
      "--enable-native-access=ALL-UNNAMED", "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  private static final String MAIN = "dev.cairn.cli.Main";
  private static final String TRAINING = "dev.cairn.cli.Training";

  private final Path home;
  private final Path program;
  private final Path jdk = Path.of(System.getProperty("java.home"));
  private final Path log;
  private Path repo = Path.of("");

  private Pack(Path home) {
    this.home = home;
    this.program = home.resolve("lib/cairn.jar");
    this.log = home.resolveSibling("pack.log");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Pack pack = new Pack(Path.of(args[2]));
    Files.deleteIfExists(pack.home.resolve("jdk"));
    pack.copy(Path.of(args[0]), Path.of(args[1]));
    pack.unsign();
    pack.train();
    Files.writeString(pack.home.resolve("jdk"), pack.jdk + "\n");
  }

  private void copy(Path jar, Path launcher) throws IOException {
    Files.copy(jar, program, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(home.resolve("bin"));
    Files.copy(launcher, home.resolve("bin/cairn"), StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    Set<String> wanted = new HashSet<>(List.of("cairn.jar"));
    try (JarFile file = new JarFile(jar.toFile())) {
      String classPath = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      wanted.addAll(Arrays.asList(classPath.split(" ")));
    }
    Set<String> there = new HashSet<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(home.resolve("lib"))) {
      for (Path each : jars) {
        String name = each.getFileName().toString();
        there.add(name);
        if (!wanted.contains(name)) {
          Files.delete(each); // left by an earlier build
        }
      }
    }
    wanted.removeAll(there);
    if (!wanted.isEmpty()) {
      throw new IOException("the class path names jars that are not in lib: " + wanted);
    }
  }

  /**
   * Takes the signatures out of signed jars. Nobody checks who signed the parts of a distribution, but the JVM would
   * check every class of such a jar at each start, and leave them all out of the caches.
   */
  private void unsign() throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(home.resolve("lib"), "*.jar")) {
      for (Path jar : jars) {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
          if (file.stream().anyMatch(entry -> isSignature(entry.getName()))) {
            unsign(file, jar);
          }
        }
      }
    }
  }

  private static void unsign(JarFile from, Path jar) throws IOException {
    Path part = jar.resolveSibling(jar.getFileName() + ".part");
    Manifest manifest = new Manifest(from.getManifest());
    manifest.getEntries().clear(); // digests of the signed files
    try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(part))) {
      to.putNextEntry(entry(JarFile.MANIFEST_NAME));
      manifest.write(to);
      for (JarEntry entry : Collections.list(from.entries())) {
        if (!isSignature(entry.getName()) && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
          to.putNextEntry(entry(entry.getName()));
          try (InputStream content = from.getInputStream(entry)) {
            content.transferTo(to);
          }
        }
      }
    }
    Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** An entry with the same date whenever it is made. */
  private static JarEntry entry(String name) {
    JarEntry entry = new JarEntry(name);
    entry.setTimeLocal(LocalDateTime.of(2026, 11, 1, 0, 0));
    return entry;
  }

  private static boolean isSignature(String name) {
    return name.startsWith("META-INF/") && name.indexOf('/', 9) < 0
        && (name.endsWith(".SF") || name.endsWith(".RSA") || name.endsWith(".DSA") || name.endsWith(".EC"));
  }

  private void train() throws IOException, InterruptedException {
    Files.deleteIfExists(log);
    for (String role : new String[]{"client", "local", "daemon"}) {
      Files.deleteIfExists(cache(role));
    }
    Path folder = Files.createTempDirectory("cairn-training");
    try {
      repo = folder.resolve("repo");
      run(java(List.of(), "dev.cairn.cli.CommandTable", home.toString()));
      run(java(List.of(), MAIN, "init", "--profile=test"));
      run(java(List.of("-XX:AOTCacheOutput=" + cache("local")), TRAINING, "local"));
      Process daemon = start(
          java(List.of("-XX:AOTCacheOutput=" + cache("daemon"), "-Dcairn.training=true"), MAIN,
              "daemon", "--offline"));
      try {
        awaitFile(repo.resolve("gateway"), daemon);
        run(java(List.of("-XX:TieredStopAtLevel=1", "-XX:AOTCacheOutput=" + cache("client")), TRAINING,
            "client"));
        run(java(List.of(), MAIN, "shutdown"));
        if (!daemon.waitFor(120, TimeUnit.SECONDS)) {
          throw new IOException("the daemon of the training run did not end");
        }
      } finally {
        daemon.destroyForcibly();
      }
    } catch (IOException e) {
      System.err
          .println("WARNING: Cairn will start slower than it could: " + e.getMessage() + "; see " + log);
    } finally {
      delete(folder.toFile());
    }
  }

  private Path cache(String role) {
    return home.resolve(role + ".aot");
  }

  private List<String> java(List<String> options, String... words) {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin/java").toString());
    command.addAll(JVM);
    command.addAll(options);
    command.addAll(List.of("-Dcairn.home=" + home, "-cp", program.toString()));
    command.addAll(List.of(words));
    return command;
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .redirectInput(
            ProcessBuilder.Redirect.from(new File(System.getProperty("os.name").startsWith("Windows")
                ? "NUL"
                : "/dev/null")));
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "IPFS_PATH"));
    builder.environment().put("CAIRN_PATH", repo.toString());
    return builder.start();
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Process process = start(command);
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("a command of the training run failed: " + String.join(" ", command));
    }
  }

  private static void awaitFile(Path file, Process daemon) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(file)) {
      if (daemon.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        throw new IOException("the daemon of the training run did not start");
      }
    }
  }

  private static void delete(File file) {
    File[] inside = file.listFiles();
    if (inside != null) {
      for (File each : inside) {
        delete(each);
      }
    }
    file.delete();
  }
}
