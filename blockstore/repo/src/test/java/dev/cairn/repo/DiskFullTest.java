package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.config.UserError;
import dev.cairn.multiformats.Cid;
import dev.cairn.store.BlockstoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository on a file system without space. Needs the right to mount a tmpfs; skipped without. */
final class DiskFullTest {
  @TempDir
  Path temp;

  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(temp.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString());
    assumeTrue(mounted, "mounting a tmpfs is not permitted here");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Repo open(Path dir) {
    return Repo.open(dir, (directory, config) -> RepoStore.open(directory, AddingProcess.SMALL));
  }

  @Test
  void addingUntilTheDiskIsFull_failsClearlyAndLosesNothing() throws Exception {
    Path dir = disk.resolve("repo");
    Repo.init(dir, InitOptions.DEFAULTS,
        (directory, config) -> RepoStore.open(directory, AddingProcess.SMALL));
    Map<Cid, Long> added = new LinkedHashMap<>();
    Throwable failure;
    Repo repo = open(dir);
    try {
      failure = catchThrowable(() -> {
        for (long seed = 0; seed < 10_000; seed++) {
          added.put(new TestTree(seed).addTo(repo), seed);
        }
      });
      assertThat(root(failure)).isInstanceOfSatisfying(BlockstoreException.class,
          e -> assertThat(e.code()).isEqualTo(BlockstoreException.Code.FULL));
      assertThat(added).isNotEmpty();
      assertWhole(repo, added);
    } finally {
      // What was put last may not become durable; the store says so and lets go all the same.
      Throwable closing = catchThrowable(repo::close);
      assertThat(closing == null || closing instanceof BlockstoreException).isTrue();
    }
    try (Repo again = open(dir)) {
      assertWhole(again, added);
    } catch (BlockstoreException e) {
      assertThat(e.code()).isEqualTo(BlockstoreException.Code.FULL);
    }
    assertThat(run("mount", "-o", "remount,size=40m", disk.toString())).isTrue();
    try (Repo again = open(dir)) {
      assertWhole(again, added);
      assertThat(again.verifier().verify(event -> {}).ok()).isTrue();
      new TestTree(99_999).assertWhole(again.blocks(), new TestTree(99_999).addTo(again));
    }
  }

  @Test
  void initOnAFullDisk_failsClearly_andTheNextAttemptSucceeds() throws Exception {
    Path dir = disk.resolve("repo");
    Path ballast = disk.resolve("ballast");
    Throwable full = catchThrowable(() -> Files.write(ballast, new byte[64 << 20]));
    assertThat(full).isInstanceOf(IOException.class);

    assertThat(catchThrowable(() -> Repo.init(dir, InitOptions.DEFAULTS))).hasMessageContaining("space");

    Files.delete(ballast);
    assertThat(run("mount", "-o", "remount,size=40m", disk.toString())).isTrue();
    Repo.init(dir, InitOptions.DEFAULTS);
    Repo.open(dir).close();
  }

  @Test
  void aReadOnlyFileSystem_isSaid() throws Exception {
    Path dir = disk.resolve("repo");
    assertThat(run("mount", "-o", "remount,size=40m", disk.toString())).isTrue();
    Repo.init(dir, InitOptions.DEFAULTS);
    assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();

    assertThat(catchThrowable(() -> Repo.open(dir))).isInstanceOf(UserError.class)
        .hasMessageContaining(dir.resolve("repo.lock").toString())
        .hasMessageContaining("Read-only file system");
    assertThat(catchThrowable(() -> Repo.init(disk.resolve("other"), InitOptions.DEFAULTS)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Read-only file system");
  }

  private static Throwable root(Throwable failure) {
    Throwable at = failure;
    while (!(at instanceof BlockstoreException) && at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }

  private static void assertWhole(Repo repo, Map<Cid, Long> added) throws IOException {
    for (Map.Entry<Cid, Long> tree : added.entrySet()) {
      assertThat(repo.pins().get(tree.getKey())).isPresent();
      new TestTree(tree.getValue()).assertWhole(repo.blocks(), tree.getKey());
    }
  }
}
