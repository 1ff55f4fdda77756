package dev.cairn.repo;

import dev.cairn.multiformats.Cid;
import dev.cairn.store.pack.PackOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The process that {@link KillTest} kills: opens a repository, or makes it, then adds, unpins and collects without end,
 * and tells on standard output what it has done. A line counts only if it ends with {@code " ."}.
 */
final class AddingProcess {
  /** Many small segments and index commits, so that kills meet all of them. */
  static final PackOptions SMALL = PackOptions.defaults()
      .withSegmentBytes(1 << 20)
      .withBuffers(3, 4 << 20)
      .withCheckpoint(200, 2 << 20, Duration.ofMillis(50));

  private AddingProcess() {}

  private static void say(String what) {
    System.out.println(what + " .");
    System.out.flush();
  }

  public static void main(String[] args) throws Exception {
    Path dir = Path.of(args[0]);
    long seed = Long.parseLong(args[1]);
    RepoStore.Opener opener = (directory, config) -> RepoStore.open(directory, SMALL);
    if (!Repo.exists(dir)) {
      Repo.init(dir, InitOptions.DEFAULTS, opener);
    }
    try (Repo repo = Repo.open(dir, opener); ApiFile _ = ApiFile.api(dir, "/ip4/127.0.0.1/tcp/5001")) {
      say("open");
      work(repo, seed);
    }
  }

  private static void work(Repo repo, long seed) {
    Random random = new Random(seed);
    List<Cid> added = new ArrayList<>();
    for (long i = 0;; i++) {
      long tree = seed * 100_000 + i;
      Cid root = new TestTree(tree).addTo(repo);
      added.add(root);
      say("added " + root + " " + tree);
      if (random.nextInt(4) == 0) {
        Cid victim = added.remove(random.nextInt(added.size()));
        say("unpinning " + victim);
        repo.pins().remove(victim, true);
        say("unpinned " + victim);
      }
      if (random.nextInt(6) == 0) {
        repo.collector().collect(false, event -> {});
      }
    }
  }
}
