package dev.cairn.api.standard;

import dev.cairn.api.command.CommandException;
import java.util.ArrayList;
import java.util.List;

/**
 * What went wrong with single items of a command that goes on. In JSON each is a value of its own; in text they are
 * told together at the end, as the failure of the command, so that what it prints holds good results only.
 */
final class Complaints {
  /** How many are told; of more, only the number. */
  private static final int MAX = 100;

  private final List<String> lines = new ArrayList<>();
  private long count;

  /** Remembers one. */
  void add(String line) {
    count++;
    if (lines.size() < MAX) {
      lines.add(line);
    }
  }

  /**
   * Ends the command if there was any.
   *
   * @throws CommandException with all of them, one a line
   */
  void throwIfAny() {
    if (count > lines.size()) {
      lines.add("and " + (count - lines.size()) + " more");
    }
    if (count > 0) {
      throw new CommandException(String.join("\n", lines));
    }
  }
}
