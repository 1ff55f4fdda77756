package dev.cairn.cli;

import dev.cairn.api.command.CommandSpec.Trait;
import dev.cairn.api.command.Commands;
import dev.cairn.api.command.GlobalOptions;
import dev.cairn.api.command.Option;
import java.io.IOException;
import java.util.List;
import picocli.AutoComplete;

/** {@code completion}: scripts for shells, made from the command tree. */
final class CompletionCommand {
  private CompletionCommand() {}

  static int run(Line line, Terminal terminal) throws IOException {
    String shell = line.arguments().getFirst();
    String script = switch (shell) {
      // The script switches on bash's way of completion when zsh reads it.
      case "bash", "zsh" -> AutoComplete.bash("cairn", Usage.model(CliCommands.all()));
      case "fish" -> fish(CliCommands.all());
      default ->
        throw new CliException("there is no completion for '" + shell + "'; there is for bash, zsh and fish");
    };
    terminal.print(script);
    return 0;
  }

  private static String fish(Commands commands) {
    StringBuilder out = new StringBuilder("""
        # fish completion for cairn; load it with: cairn completion fish | source
        complete -c cairn -e
        function __cairn_at
          # Whether the words so far, options left out, begin with these.
          set -l words (string match -v -- '-*' (commandline -opc))
          set -e words[1]
          test (count $words) -ge (count $argv); or return 1
          for i in (seq (count $argv))
            test "$words[$i]" = "$argv[$i]"; or return 1
          end
        end
        function __cairn_next
          # The same, and nothing after them yet.
          set -l words (string match -v -- '-*' (commandline -opc))
          __cairn_at $argv; and test (count $words) -eq (math (count $argv) + 1)
        end
        """);
    for (Option option : GlobalOptions.ALL) {
      option(out, "", option);
    }
    node(out, commands.root(), "");
    return out.toString();
  }

  private static void node(StringBuilder out, Commands.Node node, String words) {
    node.children().forEach((name, child) -> {
      var spec = child.command().orElseThrow().spec();
      if (spec.is(Trait.HIDDEN)) {
        return;
      }
      out.append("complete -c cairn -f -n '__cairn_next").append(words).append("' -a ").append(name)
          .append(" -d ").append(quoted(spec.summary())).append('\n');
      String below = words + " " + name;
      List<Option> options = spec.options();
      for (Option option : options) {
        option(out, below, option);
      }
      if (spec.takesFiles()) {
        out.append("complete -c cairn -F -n '__cairn_at").append(below).append("'\n");
      }
      node(out, child, below);
    });
  }

  private static void option(StringBuilder out, String words, Option option) {
    if (option.hidden()) {
      return;
    }
    out.append("complete -c cairn");
    if (!words.isEmpty()) {
      out.append(" -n '__cairn_at").append(words).append('\'');
    }
    for (String name : option.names()) {
      out.append(name.length() == 1 ? " -s " : " -l ").append(name);
    }
    if (option.type() != Option.Type.FLAG) {
      out.append(" -r");
    }
    out.append(" -d ").append(quoted(option.help())).append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
