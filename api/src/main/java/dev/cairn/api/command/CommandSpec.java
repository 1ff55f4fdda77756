package dev.cairn.api.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a command is called: pure data, from which help texts, completion, the command line's parser and the RPC
 * server's query parsing come.
 *
 * @param path the words that name it, such as {@code [pin, ls]}
 * @param summary one line
 * @param help further paragraphs, wrapped at about 80 columns; may be empty
 * @param arguments positional arguments in order
 * @param options its own options; {@link GlobalOptions#ALL} are understood too
 * @param traits what else is to know
 */
public record CommandSpec(
    List<String> path,
    String summary,
    String help,
    List<Argument> arguments,
    List<Option> options,
    Set<Trait> traits) {

  /** What sets a command apart. */
  public enum Trait {
    /** Only for the command line; unknown over HTTP. */
    NO_REMOTE,
    /** Needs a running daemon. */
    NO_LOCAL,
    /** Works where there is no repository. */
    NO_REPO,
    /** Left out of help texts and listings. */
    HIDDEN,
    /** Only a name over other commands; running it shows help. */
    GROUP
  }

  public CommandSpec {
    path = List.copyOf(path);
    arguments = List.copyOf(arguments);
    options = List.copyOf(options);
    traits = Set.copyOf(traits);
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (arguments.get(i).variadic()) {
        throw new IllegalArgumentException("only the last argument of a command may be variadic: " + path);
      }
    }
  }

  /** Begins the description of the command with these words, such as {@code "pin ls"}. */
  public static Builder named(String words) {
    return new Builder(List.of(words.split(" ")));
  }

  /** The words with a space between them. */
  public String name() {
    return String.join(" ", path);
  }

  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** The option that has this name or alias, its own or a global one. */
  public Optional<Option> option(String nameOrAlias) {
    for (Option option : options) {
      if (option.names().contains(nameOrAlias)) {
        return Optional.of(option);
      }
    }
    return GlobalOptions.find(nameOrAlias);
  }

  /** Whether it takes files from the request body. */
  public boolean takesFiles() {
    return arguments.stream().anyMatch(argument -> argument.kind() == Argument.Kind.FILE);
  }

  /** Collects the parts of a {@link CommandSpec}. */
  public static final class Builder {
    private final List<String> path;
    private final List<Argument> arguments = new ArrayList<>();
    private final List<Option> options = new ArrayList<>();
    private final EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
    private String summary = "";
    private String help = "";

    private Builder(List<String> path) {
      this.path = path;
    }

    /** The one line; ends with a full stop. */
    public Builder summary(String line) {
      this.summary = line;
      return this;
    }

    /** The longer text. */
    public Builder help(String text) {
      this.help = text.strip();
      return this;
    }

    public Builder argument(Argument argument) {
      arguments.add(argument);
      return this;
    }

    public Builder option(Option option) {
      options.add(option);
      return this;
    }

    public Builder options(List<Option> more) {
      options.addAll(more);
      return this;
    }

    public Builder trait(Trait trait) {
      traits.add(trait);
      return this;
    }

    /** The finished description. */
    public CommandSpec build() {
      return new CommandSpec(path, summary, help, arguments, options, traits);
    }

    /** The finished command. */
    public Command does(Command.Work work) {
      return new Command(build(), work);
    }

    /** A name over other commands. */
    public Command group() {
      traits.add(Trait.GROUP);
      CommandSpec spec = build();
      return new Command(spec, (in, out) -> {
        throw CommandException.client("'" + spec.name() + "' is a group of commands; name one of them");
      });
    }
  }
}
