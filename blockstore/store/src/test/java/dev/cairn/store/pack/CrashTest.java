package dev.cairn.store.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.store.Blockstore;
import dev.cairn.store.pack.CrashChild.Group;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that writes, again and again in one folder, and looks at what is left each time. {@code
 * -Dcairn.kills=200} for a long run, {@code -Dcairn.seed} to repeat one.
 */
final class CrashTest {
  private static final int KILLS = Integer.getInteger("cairn.kills", 8);
  private static final long SEED = Long.getLong("cairn.seed", System.nanoTime());

  @TempDir
  Path dir;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void whatWasAcknowledged_survivesKills() throws Exception {
    Random random = new Random(SEED);
    Map<Integer, Integer> acknowledged = new HashMap<>();
    for (int run = 0; run < KILLS; run++) {
      acknowledged.put(run, runAndKill(run, random));
      try (PackStore store = PackStore.open(dir, CrashChild.OPTIONS)) {
        String as = "seed " + SEED + ", run " + run + ", acknowledged " + acknowledged.get(run);
        assertThat(store.report().damage()).as(as).isEmpty();
        assertThat(store.report().rebuilt()).as(as).isEmpty();
        checkRun(store, run, acknowledged.get(run), as);
        if (run == KILLS - 1) {
          for (int earlier = 0; earlier < run; earlier++) {
            checkRun(store, earlier, acknowledged.get(earlier), as + ", looking at run " + earlier);
          }
        }
        checkWhole(store, as);
      }
    }
  }

  /** Returns the number of the last group that was acknowledged, or -1. */
  private int runAndKill(int run, Random random) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(
            a -> a.startsWith("--add-opens") || a.startsWith("--enable-native") || a.startsWith("--sun-misc"))
        .forEach(command::add);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m", "-cp",
        System.getProperty("java.class.path"), CrashChild.class.getName(), dir.toString(), "" + run));
    int groups = random.nextInt(40);
    long nanos = random.nextInt(4_000_000);
    int last = -1;
    Process child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).as("seed %d, run %d: the store opens after the kill", SEED, run)
          .isEqualTo(CrashChild.READY);
      while (last < groups - 1) {
        last = number(lines.readLine());
      }
      for (long start = System.nanoTime(); System.nanoTime() - start < nanos;) {
        Thread.onSpinWait();
      }
      // Through the handle: Process.destroyForcibly would throw away what the child said last.
      assertThat(child.toHandle().destroyForcibly()).isTrue();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(CrashChild.ACKNOWLEDGED)) {
          last = number(line);
        }
      }
    } finally {
      child.destroyForcibly().onExit().join();
    }
    return last;
  }

  private static int number(String line) {
    assertThat(line).startsWith(CrashChild.ACKNOWLEDGED);
    return Integer.parseInt(line.substring(CrashChild.ACKNOWLEDGED.length()));
  }

  private static void checkRun(PackStore store, int run, int acknowledged, String as) {
    Map<String, String> pins = StoreFolder.pins(store);
    for (int number = 0; number <= acknowledged; number++) {
      Group group = Group.of(run, number);
      if (group.isTemporary() && number + 3 <= acknowledged) {
        assertThat(pins).as(as).doesNotContainKey(group.pin());
        group.blocks().forEach(block -> assertThat(store.has(block.cid())).as(as).isFalse());
      } else if (!group.isTemporary() || number + 3 > acknowledged + 1) {
        assertThat(pins).as(as).containsKey(group.pin());
        StoreFolder.assertHolds(store, group.blocks());
      }
    }
    // A pin that is there has its blocks, acknowledged or not.
    for (int number = acknowledged + 1; number < acknowledged + 3; number++) {
      Group group = Group.of(run, number);
      if (pins.containsKey(group.pin())) {
        StoreFolder.assertHolds(store, group.blocks());
      }
    }
  }

  private static void checkWhole(PackStore store, String as) {
    List<Problem> problems = new ArrayList<>();
    VerifyReport verified = store.verify(problems::add, (_, _) -> {});
    assertThat(problems).as(as).isEmpty();
    List<Blockstore.Entry> entries = StoreFolder.entries(store);
    assertThat(verified.blocks()).as(as).isEqualTo(entries.size());
  }
}
