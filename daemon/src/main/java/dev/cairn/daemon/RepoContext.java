package dev.cairn.daemon;

import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.Commands;
import dev.cairn.api.command.NodeContext;
import dev.cairn.api.command.VersionInfo;
import dev.cairn.dag.BlockSource;
import dev.cairn.repo.Repo;
import java.util.Optional;

/** What commands see of a node: its repository, if there is one, and the daemon around it, if it runs in one. */
public final class RepoContext implements NodeContext {
  private final Commands commands;
  private final Optional<Repo> repo;
  private final Optional<Runnable> shutdown;
  private final VersionInfo version = BuildInfo.version();

  private RepoContext(Commands commands, Optional<Repo> repo, Optional<Runnable> shutdown) {
    this.commands = commands;
    this.repo = repo;
    this.shutdown = shutdown;
  }

  /** The context of a daemon. */
  static RepoContext ofDaemon(Repo repo, Commands commands, Runnable shutdown) {
    return new RepoContext(commands, Optional.of(repo), Optional.of(shutdown));
  }

  /** The context of a process that opened the repository for one command, or needs none. */
  public static RepoContext ofCommand(Optional<Repo> repo, Commands commands) {
    return new RepoContext(commands, repo, Optional.empty());
  }

  @Override
  public VersionInfo version() {
    return version;
  }

  @Override
  public Commands commands() {
    return commands;
  }

  @Override
  public boolean daemon() {
    return shutdown.isPresent();
  }

  @Override
  public Repo repo() {
    return repo.orElseThrow(() -> new CommandException("this command was started without a repository"));
  }

  @Override
  public BlockSource blocks() {
    return repo().blocks();
  }

  @Override
  public void shutdown() {
    shutdown.orElseThrow(() -> new CommandException("no daemon is running")).run();
  }
}
