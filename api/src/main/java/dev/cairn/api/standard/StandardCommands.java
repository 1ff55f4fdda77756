package dev.cairn.api.standard;

import dev.cairn.api.command.Command;
import dev.cairn.api.command.Commands;
import java.util.ArrayList;
import java.util.List;

/** All commands of a node. */
public final class StandardCommands {
  private static final Commands ALL = collect();

  private StandardCommands() {}

  /** The tree of all commands. */
  public static Commands all() {
    return ALL;
  }

  private static Commands collect() {
    List<Command> commands = new ArrayList<>();
    commands.addAll(AddCommand.commands());
    commands.addAll(BlockCommands.commands());
    commands.addAll(CatCommand.commands());
    commands.addAll(CidCommands.commands());
    commands.addAll(new ConfigCommands().commands());
    commands.addAll(DagCommands.commands());
    commands.addAll(DiagCommands.commands());
    commands.addAll(GetCommand.commands());
    commands.addAll(IdCommand.commands());
    commands.addAll(LsCommand.commands());
    commands.addAll(MultibaseCommands.commands());
    commands.addAll(NodeCommands.commands());
    commands.addAll(PinCommands.commands());
    commands.addAll(RefsCommands.commands());
    commands.addAll(RepoCommands.commands());
    commands.addAll(ResolveCommand.commands());
    commands.addAll(VersionCommand.commands());
    return Commands.of(commands);
  }
}
