package dev.cairn.api;

import dev.cairn.api.command.Commands;
import dev.cairn.api.command.NodeContext;
import dev.cairn.api.command.VersionInfo;
import dev.cairn.api.standard.StandardCommands;
import dev.cairn.dag.BlockSource;
import dev.cairn.store.Blockstore;
import dev.cairn.store.MemoryBlockstore;
import java.util.concurrent.atomic.AtomicBoolean;

/** A node in memory. */
public class TestNode implements NodeContext {
  public final MemoryBlockstore blocks = new MemoryBlockstore();
  public final AtomicBoolean stopped = new AtomicBoolean();

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
  public Blockstore blockstore() {
    return blocks;
  }

  @Override
  public BlockSource blocks() {
    return blocks;
  }

  @Override
  public void shutdown() {
    stopped.set(true);
  }
}
