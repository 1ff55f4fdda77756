package dev.cairn.api.command;

import dev.cairn.dag.BlockSource;
import dev.cairn.repo.Repo;
import java.nio.file.Path;

/** The node that commands work on: a running daemon, or a repository opened for one command. */
public interface NodeContext {
  /** Which program this is; known without a repository. */
  VersionInfo version();

  /** All commands, for {@code commands}. */
  Commands commands();

  /** Whether this is a daemon, rather than a process that runs one command. */
  boolean daemon();

  /**
   * The repository. A process that runs one command may open it at the first call.
   *
   * @throws CommandException when the command was started without one
   */
  Repo repo();

  /**
   * The configuration file of the repository. Does not open the repository where that is left to the first {@link
   * #repo}, so that commands which need this file only can mend what keeps the repository from opening.
   */
  default Path configPath() {
    return repo().path().resolve("config");
  }

  /** Where blocks are read from: what is here, and the network where there is one. */
  BlockSource blocks();

  /** Begins the orderly end of the daemon and returns at once. */
  void shutdown();
}
