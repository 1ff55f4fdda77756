package dev.cairn.repo;

import dev.cairn.config.Config;
import dev.cairn.store.Blockstore;
import dev.cairn.store.Tables;
import dev.cairn.store.pack.OpenReport;
import dev.cairn.store.pack.PackOptions;
import dev.cairn.store.pack.PackStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The open store of a repository: one thing, seen as blocks and as tables.
 *
 * @param check looks through it
 * @param notices what opening it repaired or dropped, one line each
 */
record RepoStore(Blockstore blocks, Tables tables, StoreCheck check, List<String> notices) {

  /** Opens the pack store in a directory, or makes one there. */
  static RepoStore open(Path directory, PackOptions options) {
    PackStore store = PackStore.open(directory, options);
    return new RepoStore(store, store, StoreCheck.of(store), notices(store.report()));
  }

  private static List<String> notices(OpenReport report) {
    List<String> notices = new ArrayList<>();
    report.rebuilt()
        .ifPresent(reason -> notices.add("the index was built anew from the segments: " + reason));
    if (report.bytesDropped() > 0) {
      notices.add("the last stop was not clean: " + report.bytesDropped()
          + " unfinished bytes at the end of the log were dropped; nothing that was acknowledged is lost");
    }
    report.damage()
        .forEach(line -> notices.add(line + "; 'cairn repo verify' tells which pins are affected"));
    return notices;
  }

  /** Opens the store in a directory, which it makes if need be. */
  @FunctionalInterface
  interface Opener {
    RepoStore open(Path directory, Config.Datastore config);
  }
}
