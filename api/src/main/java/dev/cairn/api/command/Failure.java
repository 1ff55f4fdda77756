package dev.cairn.api.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.cairn.dag.BlockNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * What is told of a command that failed: {@code {"Message":…,"Code":…,"Type":"error"}}. {@link #of} is the one table
 * that turns exceptions into codes; docs/errors.md shows it.
 *
 * @param message what happened, to what, and what to do next
 * @param code what kind of trouble
 * @param unexpected whether this is a fault of ours that belongs into the log
 */
@JsonPropertyOrder({"Message", "Code", "Type"})
public record Failure(
    @JsonProperty("Message") String message,
    @JsonIgnore CommandException.Code code,
    @JsonIgnore boolean unexpected) {

  /** The number of the code. */
  @JsonProperty("Code")
  public int number() {
    return code.number();
  }

  /** Always {@code error}. */
  @JsonProperty("Type")
  public String type() {
    return "error";
  }

  /** What to tell of this exception. */
  public static Failure of(Throwable thrown) {
    return switch (thrown) {
      case CommandException refused -> new Failure(text(refused), refused.code(), false);
      case BlockNotFoundException missing ->
        normal("block was not found locally (offline): " + text(missing));
      case InterruptedException stopped -> normal("context canceled");
      case InterruptedIOException stopped -> normal("context canceled");
      case IOException broken -> normal(text(broken));
      case IllegalStateException bug -> fault(bug);
      case NullPointerException bug -> fault(bug);
      case RuntimeException other -> other.getClass().getPackageName().startsWith("dev.cairn.")
          ? normal(text(other))
          : fault(other);
      default -> fault(thrown);
    };
  }

  private static Failure normal(String message) {
    return new Failure(message, CommandException.Code.NORMAL, false);
  }

  private static Failure fault(Throwable bug) {
    return new Failure("internal error, please report it with the node's log: " + bug,
        CommandException.Code.IMPLEMENTATION, true);
  }

  private static String text(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || message.isEmpty() ? thrown.toString() : message;
  }
}
