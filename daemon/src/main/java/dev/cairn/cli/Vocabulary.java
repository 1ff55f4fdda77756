package dev.cairn.cli;

import dev.cairn.api.command.CommandSpec;
import java.util.List;
import java.util.Optional;

/** Which commands there are, and how they are called. */
@FunctionalInterface
interface Vocabulary {
  /** The command or group with these words; help texts may be missing. */
  Optional<CommandSpec> find(List<String> path);
}
