package dev.cairn.daemon;

import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.Commands;
import dev.cairn.api.command.NodeContext;
import dev.cairn.api.command.VersionInfo;
import dev.cairn.dag.BlockSource;
import dev.cairn.repo.Repo;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What commands see of a node: its repository, if there is one, and the daemon around it, if it runs in one. Outside
 * of a daemon the repository is opened when a command first asks for it, so that those which need the configuration
 * file only work where the repository cannot be opened.
 */
public final class RepoContext implements NodeContext, AutoCloseable {
  private final Commands commands;
  private final Supplier<Repo> source;
  private final Optional<Path> config;
  private final Optional<Runnable> shutdown;
  private final VersionInfo version = BuildInfo.version();
  private final ReentrantLock opening = new ReentrantLock();

  /** The repository once it is open; written under the lock. */
  private volatile @Nullable Repo repo;

  private RepoContext(Commands commands, Supplier<Repo> source, Optional<Path> config,
      Optional<Runnable> shutdown) {
    this.commands = commands;
    this.source = source;
    this.config = config;
    this.shutdown = shutdown;
  }

  /** The context of a daemon, which owns the repository. */
  static RepoContext ofDaemon(Repo repo, Commands commands, Runnable shutdown) {
    RepoContext context = new RepoContext(commands, () -> repo, Optional.empty(), Optional.of(shutdown));
    context.repo = repo;
    return context;
  }

  /** The context of a process that runs one command and needs no repository. */
  public static RepoContext without(Commands commands) {
    return new RepoContext(commands, () -> {
      throw new CommandException("this command was started without a repository");
    }, Optional.empty(), Optional.empty());
  }

  /**
   * The context of a process that runs one command on the repository in this directory.
   *
   * @param notices told what opening the repository repaired or dropped, one line each
   */
  public static RepoContext on(Path directory, Path config, Commands commands, Consumer<String> notices) {
    return new RepoContext(commands, () -> {
      Repo repo = Repo.open(directory);
      repo.notices().forEach(notices);
      return repo;
    }, Optional.of(config), Optional.empty());
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
    Repo open = repo;
    if (open != null) {
      return open;
    }
    opening.lock();
    try {
      open = repo;
      if (open == null) {
        open = source.get();
        repo = open;
      }
      return open;
    } finally {
      opening.unlock();
    }
  }

  @Override
  public Path configPath() {
    return config.orElseGet(NodeContext.super::configPath);
  }

  @Override
  public BlockSource blocks() {
    return repo().blocks();
  }

  @Override
  public void shutdown() {
    shutdown.orElseThrow(() -> new CommandException("no daemon is running")).run();
  }

  /** Closes the repository if this context opened it; that of a daemon stays open. */
  @Override
  public void close() {
    Repo open = repo;
    if (shutdown.isEmpty() && open != null) {
      open.close();
    }
  }
}
