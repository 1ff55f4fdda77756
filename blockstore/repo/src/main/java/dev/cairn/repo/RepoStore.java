package dev.cairn.repo;

import dev.cairn.store.Blockstore;
import dev.cairn.store.Tables;
import java.nio.file.Path;
import java.util.List;

/**
 * The open store of a repository: one thing, seen as blocks and as tables.
 *
 * @param notices what opening it repaired or dropped, one line each
 */
record RepoStore(Blockstore blocks, Tables tables, List<String> notices) {

  /** Opens the store in a directory, which it makes if need be. */
  @FunctionalInterface
  interface Opener {
    RepoStore open(Path directory);
  }
}
