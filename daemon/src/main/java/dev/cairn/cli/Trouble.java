package dev.cairn.cli;

import dev.cairn.api.command.Failure;
import dev.cairn.config.UserError;
import org.slf4j.LoggerFactory;

/** What is said of a command that failed in this process. */
final class Trouble {
  private Trouble() {}

  /** The exception as one line for a person; a fault of ours goes to the log besides, with its stack trace. */
  static CliException told(Exception e) {
    return switch (e) {
      case CliException ours -> ours;
      case UserError mistake -> new CliException(String.valueOf(mistake.getMessage()), mistake);
      default -> ofCommand(e);
    };
  }

  private static CliException ofCommand(Exception e) {
    Failure failure = Failure.of(e);
    if (failure.unexpected()) {
      LoggerFactory.getLogger(Trouble.class).error("a fault of the program", e);
    }
    return new CliException(failure.message(), e);
  }
}
