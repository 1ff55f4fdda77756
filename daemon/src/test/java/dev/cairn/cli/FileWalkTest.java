package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.api.command.FileInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is met below the names on a command line, and files that change while they are read. */
class FileWalkTest {
  private static final WalkOptions PLAIN = new WalkOptions(true, false, false, false, false, false, "",
      IgnoreRules.of(List.of()));

  @TempDir
  Path dir;

  private static WalkOptions ignoring(String... patterns) {
    return new WalkOptions(true, false, false, false, false, false, "", IgnoreRules.of(List.of(patterns)));
  }

  private static WalkOptions following(boolean named, boolean all) {
    return new WalkOptions(true, false, named, all, false, false, "", IgnoreRules.of(List.of()));
  }

  private static List<String> met(WalkOptions options, Path... named) {
    FileWalk walk = FileWalk.over(List.of(named).stream().map(Path::toString).toList(), options);
    List<String> met = new ArrayList<>();
    for (Optional<FileWalk.Entry> next = walk.next(); next.isPresent(); next = walk.next()) {
      met.add(switch (next.get()) {
        case FileWalk.Entry.Directory directory -> directory.path() + "/";
        case FileWalk.Entry.File file -> file.path();
        case FileWalk.Entry.Symlink link -> link.path() + " -> " + link.target();
      });
    }
    return met;
  }

  private void refuses(WalkOptions options, Path named, String reason) {
    assertThatThrownBy(() -> met(options, named)).isInstanceOf(CliException.class)
        .hasMessageContaining(reason).message().doesNotContain("\n");
  }

  private Path file(String name, String content) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static void sh(Path where, String script) throws IOException, InterruptedException {
    Process sh = new ProcessBuilder("sh", "-c", script).directory(where.toFile()).inheritIO().start();
    assertThat(sh.waitFor()).isZero();
  }

  @Test
  void depthFirst_inTheOrderOfNames_hiddenOnesLeftOut() throws IOException {
    file("top/b", "b");
    file("top/a/z", "z");
    file("top/a/.hidden", "h");
    file("top/.git/config", "c");
    Files.createSymbolicLink(dir.resolve("top/link"), Path.of("a/z"));
    assertThat(met(PLAIN, dir.resolve("top"))).containsExactly("top/", "top/a/", "top/a/z", "top/b",
        "top/link -> a/z");
    WalkOptions hidden = new WalkOptions(true, true, false, false, false, false, "",
        IgnoreRules.of(List.of()));
    assertThat(met(hidden, dir.resolve("top"))).containsExactly("top/", "top/.git/", "top/.git/config",
        "top/a/", "top/a/.hidden", "top/a/z", "top/b", "top/link -> a/z");
    assertThat(met(PLAIN, dir.resolve("top/.git"))).as("what is named is not hidden")
        .containsExactly(".git/", ".git/config");
  }

  @Test
  void rulesLeaveOut_andTakeBack() throws IOException {
    for (String name : List.of("a.log", "keep.log", "build/x", "src/build", "src/deep/a.log", "src/a.txt")) {
      file("top/" + name, name);
    }
    Path top = dir.resolve("top");
    assertThat(met(ignoring("*.log", "!keep.log", "/build/", "# comment", ""), top)).containsExactly("top/",
        "top/keep.log", "top/src/", "top/src/a.txt", "top/src/build", "top/src/deep/");
    assertThat(met(ignoring("src/**/a.*"), top)).doesNotContain("top/src/deep/a.log", "top/src/a.txt")
        .contains("top/a.log");
    assertThat(met(ignoring("?.log", "[b-c]uild"), top)).containsExactly("top/", "top/keep.log", "top/src/",
        "top/src/a.txt", "top/src/deep/");
    assertThatThrownBy(() -> ignoring("[z-a]")).isInstanceOf(CliException.class)
        .hasMessageContaining("[z-a]");
  }

  @Test
  void whatCannotBeTaken() throws Exception {
    refuses(PLAIN, dir.resolve("none"), "none: no such file or directory");
    Path file = file("file", "x");
    refuses(PLAIN, file.resolve("below"), "below: no such file or directory");
    WalkOptions flat = new WalkOptions(false, false, false, false, false, false, "",
        IgnoreRules.of(List.of()));
    refuses(flat, dir, "use the '-r' flag");
    Files.createDirectory(dir.resolve("odd"));
    sh(dir.resolve("odd"), "mkfifo pipe");
    refuses(PLAIN, dir.resolve("odd"), "pipe: neither a file, a directory nor a symbolic link");
    assertThat(met(PLAIN, dir.resolve("odd/pipe"))).as("a pipe that is named is meant to be read")
        .containsExactly("pipe");
    Files.createSymbolicLink(dir.resolve("dangling"), Path.of("nowhere"));
    assertThat(met(PLAIN, dir.resolve("dangling"))).containsExactly("dangling -> nowhere");
    refuses(following(true, false), dir.resolve("dangling"), "dangling: no such file or directory");
  }

  @Test
  void namesThatAreNotUtf8() throws Exception {
    Path latin = Files.createDirectory(dir.resolve("latin"));
    sh(latin, "touch \"$(printf 'caf\\351')\"");
    refuses(PLAIN, latin, "the name is not valid UTF-8");
    Path link = Files.createDirectory(dir.resolve("link"));
    sh(link, "ln -s \"$(printf 'caf\\351')\" target");
    refuses(PLAIN, link, "target: the name is not valid UTF-8");
    Path sign = Files.createDirectory(dir.resolve("sign"));
    sh(sign, "touch \"$(printf '\\357\\277\\275')\"");
    assertThat(met(PLAIN, sign)).as("the replacement character itself is a name like another")
        .containsExactly("sign/", "sign/\uFFFD");
  }

  @Test
  void loopsOfLinksEnd() throws IOException {
    file("top/a/x", "x");
    Files.createSymbolicLink(dir.resolve("top/a/again"), Path.of(".."));
    Files.createSymbolicLink(dir.resolve("self"), Path.of("self"));
    assertThat(met(PLAIN, dir.resolve("top"))).contains("top/a/again -> ..");
    refuses(following(true, true), dir.resolve("top"), "a loop of symbolic links");
    refuses(following(true, false), dir.resolve("self"), "symbolic link");
    file("twice/one/x", "x");
    Files.createSymbolicLink(dir.resolve("twice/two"), Path.of("one"));
    assertThat(met(following(true, true), dir.resolve("twice"))).as("the same directory twice is no loop")
        .containsExactly("twice/", "twice/one/", "twice/one/x", "twice/two/", "twice/two/x");
  }

  private WalkInput input(Path file) {
    return new WalkInput(FileWalk.over(List.of(file.toString()), PLAIN), Progress.none());
  }

  @Test
  void aFileThatChangesWhileItIsRead_onTheRepository() throws IOException {
    Path file = file("file", "0123456789");
    try (WalkInput input = input(file)) {
      FileInput.Entry.File entry = (FileInput.Entry.File) input.next().orElseThrow();
      Files.writeString(file, "more", StandardOpenOption.APPEND);
      assertThat(entry.content().readAllBytes()).as("as long as it was when it was met").hasSize(10);
    }
    try (WalkInput input = input(file)) {
      FileInput.Entry.File entry = (FileInput.Entry.File) input.next().orElseThrow();
      Files.writeString(file, "less");
      assertThatThrownBy(() -> entry.content().readAllBytes()).isInstanceOf(IOException.class)
          .hasMessageContaining(
              file + ": the file became shorter while it was read (14 bytes at first, now 4)");
    }
  }

  @Test
  void aFileThatVanishesBetweenLookingAndOpening() throws IOException {
    file("top/a", "a");
    Path file = file("top/b", "b");
    FileWalk walk = FileWalk.over(List.of(dir.resolve("top").toString()), PLAIN);
    try (WalkInput input = new WalkInput(walk, Progress.none())) {
      assertThat(input.next()).isPresent();
      assertThat(input.next()).isPresent();
      Files.delete(file);
      assertThatThrownBy(input::next).isInstanceOf(CliException.class)
          .hasMessage(file + ": no such file or directory");
    }
  }

  @Test
  void aFileThatShrinksWhileItIsSent() throws IOException {
    Path file = file("file", "x".repeat(200_000));
    Upload upload = new Upload(new WritableByteChannel() {
      @Override
      public int write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        bytes.position(bytes.limit());
        Files.writeString(file, "short"); // the head leaves when the file has been met already
        return length;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    });
    FileWalk walk = FileWalk.over(List.of(file.toString()), PLAIN);
    assertThatThrownBy(() -> new Sender(Progress.none()).send(walk, upload)).isInstanceOf(CliException.class)
        .hasMessageContaining("became shorter while it was read (200000 bytes at first");
  }

  @Test
  void sendsAsManyBytesAsWereAskedFor_andTellsWhenThereAreFewer() throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    Upload upload = new Upload(java.nio.channels.Channels.newChannel(sent));
    try (FileChannel ten = FileChannel.open(file("ten", "0123456789"))) {
      assertThat(upload.write(ten, 4, n -> assertThat(n).isEqualTo(4))).isEqualTo(4);
    }
    try (FileChannel ten = FileChannel.open(dir.resolve("ten"))) {
      assertThat(upload.write(ten, 20, n -> assertThat(n).isEqualTo(10))).isEqualTo(10);
    }
    upload.finish();
    assertThat(sent.toString(StandardCharsets.US_ASCII)).isEqualTo("e\r\n01230123456789\r\n0\r\n\r\n");
  }
}
