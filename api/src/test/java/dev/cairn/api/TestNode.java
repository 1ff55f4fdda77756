package dev.cairn.api;

import dev.cairn.api.command.Commands;
import dev.cairn.api.command.NodeContext;
import dev.cairn.api.command.VersionInfo;
import dev.cairn.api.standard.StandardCommands;
import dev.cairn.dag.BlockSource;
import dev.cairn.repo.InitOptions;
import dev.cairn.repo.Repo;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A node on a new repository. */
public final class TestNode implements NodeContext, AutoCloseable {
  public final AtomicBoolean stopped = new AtomicBoolean();
  private final Repo repo;

  /** A node whose repository is made in this directory. */
  public TestNode(Path directory) {
    Repo.init(directory, InitOptions.DEFAULTS);
    this.repo = Repo.open(directory);
  }

  @Override
  public VersionInfo version() {
    return VersionInfo.of("1.2.3", "abc", "18");
  }

  @Override
  public Commands commands() {
    return StandardCommands.all();
  }

  @Override
  public boolean daemon() {
    return true;
  }

  @Override
  public Repo repo() {
    return repo;
  }

  @Override
  public BlockSource blocks() {
    return repo.blocks();
  }

  @Override
  public void shutdown() {
    stopped.set(true);
  }

  @Override
  public void close() {
    repo.close();
  }
}
