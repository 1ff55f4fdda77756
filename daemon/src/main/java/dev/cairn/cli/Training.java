package dev.cairn.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The run from which the JVM learns which classes the command line needs, when the distribution is made.
 *
 * <p>The JVM loads everything that it learned at every start, needed or not, so there are two lessons: what a command
 * needs that a daemon serves, which is little, and what one needs that works on the repository itself.
 */
final class Training {
  private static final String HELLO = "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD";
  private static final String EMPTY_DIRECTORY = "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn";

  private Training() {}

  /** Takes "client" or "local"; the environment names the repository. */
  public static void main(String[] args) throws IOException {
    boolean client = args[0].equals("client");
    for (int i = 0; i < 2; i++) {
      if (client) {
        withDaemon();
      } else {
        alone();
      }
    }
  }

  private static void withDaemon() throws IOException {
    run("version");
    withFile(file -> run("add", "-Q", file));
    run("cat", HELLO);
    run("pin", "ls", "--type=recursive");
    run("cat", "not-a-cid");
  }

  private static void alone() throws IOException {
    withFile(file -> {
      run("add", "-r", file);
      run("get", "-o", file, HELLO);
    });
    run("id");
    run("cat", HELLO);
    run("ls", EMPTY_DIRECTORY);
    run("pin", "ls");
    run("pin", "add", HELLO);
    run("block", "stat", HELLO);
    run("dag", "get", HELLO);
    run("repo", "stat");
    run("config", "Addresses.API");
    run("cat", "not-a-cid");
  }

  /** What to do with a file, by its name. */
  @FunctionalInterface
  private interface WithFile {
    void run(String file);
  }

  private static void withFile(WithFile work) throws IOException {
    Path file = Files.writeString(Files.createTempFile("cairn", ".txt"), "hello world");
    try {
      work.run(file.toString());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void run(String... words) {
    OutputStream nowhere = OutputStream.nullOutputStream();
    new Cli(new Terminal(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, false, false, false,
        System.getenv())).run(words);
  }
}
