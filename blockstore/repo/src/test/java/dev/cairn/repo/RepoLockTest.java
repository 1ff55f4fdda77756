package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RepoLockTest {
  @TempDir
  Path dir;

  @Test
  void acquire_writesThePid() {
    try (RepoLock _ = RepoLock.acquire(dir)) {
      assertThat(dir.resolve("repo.lock")).hasContent(Long.toString(ProcessHandle.current().pid()));
    }
    RepoLock.acquire(dir).close();
  }

  @Test
  void close_onAnInterruptedThread_freesTheLock() {
    RepoLock lock = RepoLock.acquire(dir);
    Thread.currentThread().interrupt();
    try {
      lock.close();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    RepoLock.acquire(dir).close();
  }

  @Test
  void acquire_twiceInOneProcess_isRefused_andTheFirstStaysValid() throws Exception {
    try (RepoLock _ = RepoLock.acquire(dir)) {
      assertThatThrownBy(() -> RepoLock.acquire(dir.resolve(".").toAbsolutePath()))
          .hasMessageContaining("already open in this process");
      // POSIX would have dropped the lock if the refused attempt had opened the file.
      try (Holder other = Holder.start(dir)) {
        assertThat(other.firstLine()).startsWith("refused")
            .contains(Long.toString(ProcessHandle.current().pid()));
      }
    }
  }

  @Test
  void acquire_whileAnotherProcessHasIt_namesItAndSaysWhatToDo() throws Exception {
    try (Holder other = Holder.start(dir)) {
      assertThat(other.firstLine()).isEqualTo("locked");
      assertThatThrownBy(() -> RepoLock.acquire(dir))
          .hasMessageContaining("process " + other.pid())
          .hasMessageContaining("daemon")
          .hasMessageContaining("stop it");
    }
    RepoLock.acquire(dir).close();
  }

  @Test
  void aLockLeftByAKilledProcess_isFree() throws Exception {
    try (Holder other = Holder.start(dir)) {
      assertThat(other.firstLine()).isEqualTo("locked");
      other.kill();
      assertThat(dir.resolve("repo.lock")).isNotEmptyFile();
      RepoLock.acquire(dir).close();
    }
  }

  @Test
  void garbageInTheFile_isHarmless() throws Exception {
    Files.writeString(dir.resolve("repo.lock"), "x".repeat(1000));
    try (RepoLock _ = RepoLock.acquire(dir)) {
      assertThat(dir.resolve("repo.lock")).hasContent(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void close_twice_isHarmless() {
    RepoLock first = RepoLock.acquire(dir);
    first.close();
    try (RepoLock _ = RepoLock.acquire(dir)) {
      first.close();
      assertThatThrownBy(() -> RepoLock.acquire(dir)).hasMessageContaining("already open");
    }
  }

  @Test
  void acquire_inADirectoryThatIsNotThere_isSaid() {
    assertThatThrownBy(() -> RepoLock.acquire(dir.resolve("none"))).hasMessageContaining("cannot create");
  }

  /** Another process that takes the lock, says how that went and waits to be ended. */
  static final class Holder implements AutoCloseable {
    private final Process process;

    private Holder(Process process) {
      this.process = process;
    }

    static Holder start(Path dir) throws Exception {
      return new Holder(ChildJvm.start(Holder.class, dir.toString()));
    }

    String firstLine() throws Exception {
      return process.inputReader().readLine();
    }

    long pid() {
      return process.pid();
    }

    void kill() throws Exception {
      process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws Exception {
      kill();
    }

    public static void main(String[] args) throws Exception {
      try (RepoLock _ = RepoLock.acquire(Path.of(args[0]))) {
        System.out.println("locked");
        System.in.read();
      } catch (RuntimeException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }
}
