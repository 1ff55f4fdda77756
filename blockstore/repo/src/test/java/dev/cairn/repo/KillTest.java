package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.multiformats.Cid;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that adds, unpins and collects, at random moments, again and again on the same repository, and looks
 * at what is left. How often: system property {@code cairn.kills}, 20 by default. The moments follow from {@code
 * cairn.kill.seed} as far as moments of a running process can.
 */
final class KillTest {
  private static final int KILLS = Integer.getInteger("cairn.kills", 20);
  private static final long SEED = Long.getLong("cairn.kill.seed", 20261101L);

  @TempDir
  Path temp;

  private final Map<Cid, Long> acknowledged = new HashMap<>();
  private final Set<Cid> unpinned = new HashSet<>();
  private final Random random = new Random(SEED);

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void whatWasAcknowledged_isWholeAndPinnedAfterEveryKill() throws Exception {
    Path dir = temp.resolve("repo");
    for (int kill = 0; kill < KILLS; kill++) {
      List<Cid> fresh = runAndKill(dir, kill);
      if (Repo.exists(dir)) {
        inspect(dir, kill, fresh);
      } else {
        assertThat(acknowledged).isEmpty();
      }
    }
    assertThat(acknowledged).as("trees added before the kills").isNotEmpty();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aKillWhileTheRepositoryIsMade_leavesNothingInTheWay() throws Exception {
    for (int kill = 0; kill < Math.ceilDiv(KILLS, 5); kill++) {
      Path dir = temp.resolve("made " + kill);
      Process process = ChildJvm.start(AddingProcess.class, dir.toString(), Long.toString(SEED));
      // The directory comes with the first step, and the config file ends the last.
      while (!Files.exists(dir) && process.isAlive()) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
      }
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(400_000)));
      process.destroyForcibly().waitFor();

      if (!Repo.exists(dir)) {
        Repo.init(dir, InitOptions.DEFAULTS);
      }
      try (Repo repo = Repo.open(dir)) {
        List<PinCheck> checks = new ArrayList<>();
        repo.pins().verify(checks::add);
        assertThat(checks).as("kill %d, seed %d", kill, SEED).isNotEmpty().allMatch(PinCheck::ok);
      }
    }
  }

  /** Runs the process, kills it and takes down what it said; returns the roots that it added and kept. */
  private List<Cid> runAndKill(Path dir, int kill) throws Exception {
    int lines = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(12);
    // Without a line to wait for the kill meets the start: the JVM, making the repository, recovery.
    long nanos = TimeUnit.MICROSECONDS.toNanos(lines == 0 ? random.nextInt(700_000) : random.nextInt(20_000));
    Process process = ChildJvm.start(AddingProcess.class, dir.toString(), Long.toString(SEED + kill));
    List<String> said = new ArrayList<>();
    try (BufferedReader reader = process.inputReader()) {
      for (int i = 0; i < lines; i++) {
        String line = reader.readLine();
        assertThat(line).as("the process ended by itself, kill %d, seed %d", kill, SEED).isNotNull();
        said.add(line);
      }
      LockSupport.parkNanos(nanos);
      // Of the handle: that of the process would close the pipe before it is read to its end.
      process.toHandle().destroyForcibly();
      reader.lines().forEach(said::add);
    }
    assertThat(process.waitFor()).as("exit by SIGKILL").isEqualTo(128 + 9);
    return takeDown(said);
  }

  private List<Cid> takeDown(List<String> said) {
    List<Cid> fresh = new ArrayList<>();
    for (String line : said) {
      String[] words = line.split(" ");
      if (!line.endsWith(" .")) {
        continue;
      }
      switch (words[0]) {
        case "added" -> {
          Cid root = Cid.parse(words[1]);
          acknowledged.put(root, Long.parseLong(words[2]));
          fresh.add(root);
        }
        // From here on it may be pinned or not, until the removal is acknowledged.
        case "unpinning" -> {
          acknowledged.remove(Cid.parse(words[1]));
          fresh.remove(Cid.parse(words[1]));
        }
        case "unpinned" -> unpinned.add(Cid.parse(words[1]));
        default -> assertThat(words[0]).isEqualTo("open");
      }
    }
    return fresh;
  }

  private void inspect(Path dir, int kill, List<Cid> fresh) throws IOException {
    boolean last = kill == KILLS - 1;
    try (Repo repo = Repo.open(dir, (directory, config) -> RepoStore.open(directory, AddingProcess.SMALL))) {
      assertThat(dir.resolve("api")).doesNotExist();
      for (Cid root : acknowledged.keySet()) {
        assertThat(repo.pins().get(root)).as("pin of %s after kill %d, seed %d", root, kill, SEED)
            .isPresent();
      }
      for (Cid root : unpinned) {
        assertThat(repo.pins().get(root)).as("unpinned %s after kill %d, seed %d", root, kill, SEED)
            .isEmpty();
      }
      for (Cid root : last ? List.copyOf(acknowledged.keySet()) : fresh) {
        Long tree = acknowledged.get(root);
        if (tree != null) {
          new TestTree(tree).assertWhole(repo.blocks(), root);
        }
      }
      if (last || kill % 5 == 0) {
        // Also what nobody acknowledged: a block that is here is what its CID says, a pin that is here is whole.
        List<VerifyEvent> events = new ArrayList<>();
        VerifyResult result = repo.verifier().verify(events::add);
        assertThat(result.ok()).as("%s after kill %d, seed %d", events, kill, SEED).isTrue();
      }
    }
  }
}
