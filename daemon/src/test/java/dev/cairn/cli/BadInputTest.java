package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cairn.daemon.Node;
import dev.cairn.daemon.NodeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input gives one clear line and leaves the repository whole, with a daemon and on the repository alike. */
class BadInputTest {
  @TempDir
  static Path dir;

  private static Path alone;
  private static Path served;
  private static Node node;

  /**
   * One command line.
   *
   * @param words what is typed; {@code @/} stands for the folder of the inputs, {@code @cid} for a known file's CID
   * @param reason what the line must contain
   */
  record Case(List<String> words, String reason) {
    static Case of(String reason, String... words) {
      return new Case(List.of(words), reason);
    }

    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        Case.of("none: no such file or directory", "add", "@/none"),
        Case.of("none: no such file or directory", "add", "@/good", "@/none"),
        Case.of("use the '-r' flag", "add", "@/"),
        Case.of("good/below: no such file or directory", "add", "@/good/below"),
        Case.of("pipe: neither a file", "add", "-r", "@/odd"),
        Case.of("the name is not valid UTF-8", "add", "-r", "@/latin"),
        Case.of("a loop of symbolic links", "add", "-r", "--dereference-symlinks", "@/loop"),
        Case.of("self: ", "add", "--dereference-args", "@/self"),
        Case.of("\"[z-a]\" cannot be used", "add", "-r", "--ignore=[z-a]", "@/loop"),
        Case.of("cannot read the rules in", "add", "-r", "--ignore-rules-path=@/none", "@/loop"),
        Case.of("it is not text in UTF-8", "add", "-r", "--ignore-rules-path=@/bytes", "@/loop"),
        Case.of("/proc/self/mem: ", "add", "/proc/self/mem"),
        Case.of("none: no such file or directory", "dag", "import", "@/none"),
        Case.of("", "dag", "import", "@/bytes"),
        Case.of("none: no such file or directory", "block", "put", "@/none"),
        Case.of("none", "get", "-o", "@/none/x", "@cid"),
        Case.of("it is a directory that is not empty", "get", "-o", "@/odd/in", "@cid"),
        Case.of("", "get", "-o", "@/new", "@cid/none"));
  }

  @BeforeAll
  static void places() throws Exception {
    Files.writeString(dir.resolve("good"), "good");
    Files.write(dir.resolve("bytes"), new byte[]{(byte) 0xff, (byte) 0xfe, 0, 1});
    Files.createDirectories(dir.resolve("loop/a"));
    Files.writeString(dir.resolve("loop/a/x"), "x");
    Files.createSymbolicLink(dir.resolve("loop/a/up"), Path.of(".."));
    Files.createSymbolicLink(dir.resolve("self"), Path.of("self"));
    Process sh = new ProcessBuilder("sh", "-c",
        "mkdir -p odd/in/good/x latin && mkfifo odd/pipe && echo x >\"latin/$(printf 'caf\\351')\"")
        .directory(dir.toFile()).inheritIO().start();
    assertThat(sh.waitFor()).isZero();
    alone = repo("alone");
    served = repo("served");
    node = Node.start(new NodeOptions(served, true), CliCommands.all(), () -> {});
  }

  private static Path repo(String name) throws IOException {
    Path repo = dir.resolve("repos/" + name);
    Files.createDirectories(repo.getParent());
    assertThat(Run.cairn(repo, "init", "--profile=test").code()).isZero();
    return repo;
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void onTheRepository(Case bad) throws IOException {
    check(alone, bad);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inADaemon(Case bad) throws IOException {
    assertThat(served.resolve("api")).exists();
    check(served, bad);
  }

  private static void check(Path repo, Case bad) throws IOException {
    if (bad.words.contains("/proc/self/mem")) {
      assumeThat(Path.of("/proc/self/mem")).as("a file that opens and cannot be read").exists();
    }
    String cid = Run.cairn(repo, "add", "-Q", dir.resolve("good").toString()).out().strip();
    // `get` names a file after its CID when it puts it into a directory.
    Files.createDirectories(dir.resolve("odd/in").resolve(cid).resolve("x"));
    String pins = Run.cairn(repo, "pin", "ls", "--type=recursive").out();
    Run run = Run.cairn(repo, bad.words.stream()
        .map(word -> word.replace("@/", dir + "/").replace("@cid", cid)).toArray(String[]::new));
    assertThat(run.code()).as(run.toString()).isEqualTo(1);
    assertThat(run.err()).startsWith("Error: ").endsWith("\n").contains(bad.reason);
    assertThat(run.err().lines()).as("one line").hasSize(1);
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("internal error");
    assertThat(dir.resolve("new")).doesNotExist();
    assertThat(Run.cairn(repo, "pin", "ls", "--type=recursive").out()).isEqualTo(pins);
    Run verify = Run.cairn(repo, "repo", "verify");
    assertThat(verify.code()).as(verify.toString()).isZero();
  }
}
