package dev.cairn.cli;

import dev.cairn.api.command.Invocation.NamedValue;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Patterns in the manner of {@code .gitignore} that leave files out: {@code *} and {@code ?} stop at slashes, {@code
 * **} does not, a pattern with a slash before its end is anchored at the top, one with a slash at its end means
 * directories only, {@code !} takes back, and of several that match the last one decides.
 */
final class IgnoreRules {
  private static final IgnoreRules NONE = new IgnoreRules(List.of());

  private record Rule(Pattern pattern, boolean directoriesOnly, boolean ignore) {}

  private final List<Rule> rules;

  private IgnoreRules(List<Rule> rules) {
    this.rules = rules;
  }

  /** The rules of {@code --ignore} and {@code --ignore-rules-path}. */
  static IgnoreRules of(Line line) {
    List<String> patterns = new ArrayList<>();
    for (NamedValue option : line.options()) {
      switch (option.name()) {
        case "ignore" -> patterns.add(option.value());
        case "ignore-rules-path" -> patterns.addAll(readFile(option.value()));
        default -> {
          // Not about ignoring.
        }
      }
    }
    return patterns.isEmpty() ? NONE : of(patterns);
  }

  /** The rules with these patterns; empty ones and those that begin with {@code #} are comments. */
  static IgnoreRules of(List<String> patterns) {
    List<Rule> rules = new ArrayList<>();
    for (String line : patterns) {
      String text = line.stripTrailing();
      boolean negated = text.startsWith("!");
      String glob = negated ? text.substring(1) : text;
      boolean directoriesOnly = glob.endsWith("/");
      glob = directoriesOnly ? glob.substring(0, glob.length() - 1) : glob;
      if (!glob.isEmpty() && !text.startsWith("#")) {
        rules.add(new Rule(compile(glob), directoriesOnly, !negated));
      }
    }
    return new IgnoreRules(List.copyOf(rules));
  }

  /** Whether to leave out what lies at {@code path}, relative to the directory that was named. */
  boolean ignores(String path, boolean directory) {
    boolean ignored = false;
    for (Rule rule : rules) {
      if ((directory || !rule.directoriesOnly) && rule.ignore != ignored
          && rule.pattern.matcher(path).matches()) {
        ignored = rule.ignore;
      }
    }
    return ignored;
  }

  private static List<String> readFile(String name) {
    try {
      return Files.readAllLines(FileWalk.path(name));
    } catch (IOException e) {
      throw new CliException("cannot read the rules in " + name + ": " + FileTrouble.reason(e), e);
    }
  }

  private static Pattern compile(String glob) {
    try {
      return Pattern.compile(regex(glob), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new CliException(
          "the pattern \"" + glob + "\" cannot be used to ignore files: " + e.getDescription(),
          e);
    }
  }

  private static String regex(String glob) {
    boolean anchored = glob.indexOf('/') >= 0;
    String body = glob.startsWith("/") ? glob.substring(1) : glob;
    StringBuilder regex = new StringBuilder(anchored ? "" : "(?:.*/)?");
    int i = 0;
    while (i < body.length()) {
      char c = body.charAt(i);
      if (body.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 3;
      } else if (body.startsWith("**", i)) {
        regex.append(".*");
        i += 2;
      } else if (c == '[' && body.indexOf(']', i + 2) > 0) {
        int end = body.indexOf(']', i + 2);
        regex.append(characterClass(body.substring(i + 1, end)));
        i = end + 1;
      } else {
        switch (c) {
          case '*' -> regex.append("[^/]*");
          case '?' -> regex.append("[^/]");
          case '\\' -> {
            i = Math.min(i + 1, body.length() - 1);
            regex.append(Pattern.quote(body.substring(i, i + 1)));
          }
          default -> regex.append(Pattern.quote(String.valueOf(c)));
        }
        i++;
      }
    }
    return regex.toString();
  }

  private static String characterClass(String inside) {
    boolean negated = inside.startsWith("!") || inside.startsWith("^");
    String members = negated ? inside.substring(1) : inside;
    String escaped = members.replace("\\", "\\\\").replace("[", "\\[").replace("&", "\\&").replace("^",
        "\\^");
    return "[" + (negated ? "^/" : "") + escaped + "]";
  }
}
