package dev.cairn.api.command;

import dev.cairn.dag.BlockSource;
import dev.cairn.store.Blockstore;

/** The node that commands work on: a running daemon, or a repository opened for one command. */
public interface NodeContext {
  /** Which program this is; known without a repository. */
  VersionInfo version();

  /**
   * All commands, for {@code commands}.
   */
  Commands commands();

  /** Whether this is a daemon, rather than a process that runs one command. */
  boolean daemon();

  /**
   * The blocks that are here.
   *
   * @throws CommandException when there is no repository
   */
  Blockstore blockstore();

  /** Where blocks are read from: what is here, and the network where there is one. */
  BlockSource blocks();

  /** Begins the orderly end of the daemon and returns at once. */
  void shutdown();
}
