package dev.cairn.api.standard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cairn.api.command.Argument;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.FileInput;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.config.ConfigDiff;
import dev.cairn.config.ConfigFile;
import dev.cairn.config.ConfigProblem;
import dev.cairn.config.Profile;
import dev.cairn.config.UserError;
import dev.cairn.multiformats.MultiformatException;
import dev.cairn.multiformats.PeerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** {@code config}: the configuration file. What is changed counts from the next start of the daemon on. */
final class ConfigCommands {
  private static final int MAX_BYTES = 1024 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Held from reading the file until its change is written. */
  private final ReentrantLock changing = new ReentrantLock();

  List<Command> commands() {
    String profiles = Profile.all().stream()
        .map(profile -> "  " + profile.name() + ": " + profile.description())
        .collect(Collectors.joining("\n"));
    return List.of(
        CommandSpec.named("config")
            .summary("Show or change a setting.")
            .help(
                """
                    cairn config <key> shows the value that the file has, cairn config <key> <value> changes it. Values are
                    text unless --json or --bool is given. Changes count from the next start of the daemon on.
                    """)
            .argument(Argument.text("key", "The setting, such as Addresses.API."))
            .argument(Argument.text("value", "The new value.").optional())
            .option(Option.flag("bool", "The value is true or false."))
            .option(Option.flag("json", "The value is JSON."))
            .does((in, out) -> {
              if (in.arguments().size() == 2) {
                set(in, out);
              } else {
                get(in, out);
              }
            }),
        CommandSpec.named("config show")
            .summary("Show the configuration, without its secrets.")
            .option(Option.flag("effective", "With the defaults of all settings that the file leaves out."))
            .does(ConfigCommands::show),
        CommandSpec.named("config check")
            .summary("Look for mistakes in the configuration.")
            .help(
                """
                    Tells of wrong types, bad addresses, impossible combinations, and keys that are not known, with the
                    nearest right one. Fails if anything of it would keep the daemon from starting.
                    """)
            .does(ConfigCommands::check),
        CommandSpec.named("config replace")
            .summary("Replace the configuration by a file.")
            .help("The identity stays, and so do secrets that the file leaves out.")
            .argument(Argument.file("file", "The new configuration.").orStdin())
            .does((in, out) -> replace(in)),
        CommandSpec.named("config profile").summary("Apply sets of settings.").group(),
        CommandSpec.named("config profile apply")
            .summary("Change the settings that a profile names.")
            .help(profiles)
            .argument(Argument.text("profile", "The profile."))
            .option(Option.flag("dry-run", "Only show what would change."))
            .does(this::applyProfile));
  }

  private record Field(String key, JsonNode value) {}

  private static void get(Invocation in, Output out) throws IOException {
    String key = in.argument(0);
    guard(key);
    JsonNode value;
    try {
      value = ConfigFile.read(in.node().configPath()).get(key);
    } catch (UserError e) {
      throw new CommandException("failed to get config value: \"" + e.getMessage() + "\"", e);
    }
    out.only(new Field(key, value), Output.Text.line(text(value)));
  }

  /** Refuses to hand out or change the private key and the credentials of pinning services. */
  private static void guard(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    if (lower.equals("identity") || lower.equals("identity.privkey")) {
      throw new CommandException("cannot show or change private key through API");
    }
    String[] names = lower.split("\\.", -1);
    String[] secret = {"pinning", "remoteservices", "*", "api"};
    boolean hits = true;
    for (int i = 0; i < Math.min(names.length, secret.length); i++) {
      hits &= secret[i].equals("*") || secret[i].equals(names[i]);
    }
    if (hits) {
      throw new CommandException("cannot show or change pinning services credentials");
    }
  }

  private void set(Invocation in, Output out) throws IOException {
    String key = in.argument(0);
    guard(key);
    JsonNode value = value(in);
    ConfigFile changed;
    if (key.equalsIgnoreCase("Identity.PeerID")) {
      changed = ConfigFile.read(in.node().configPath());
      requireOwn(changed, value);
    } else {
      try {
        changed = change(in, file -> file.with(key, value));
      } catch (UserError e) {
        throw new CommandException("failed to set config value: " + e.getMessage(), e);
      }
    }
    out.only(new Field(key, changed.get(key)), Output.Text.none());
  }

  /** Tools write the whole file back key by key; the identity among them is let pass when it is unchanged. */
  private static void requireOwn(ConfigFile file, JsonNode value) {
    try {
      if (PeerId.parse(value.asText()).equals(PeerId.parse(file.get("Identity.PeerID").asText()))) {
        return;
      }
    } catch (MultiformatException e) {
      throw new CommandException("cannot set Identity.PeerID: " + e.getMessage(), e);
    }
    throw new CommandException(
        "cannot set Identity.PeerID to a value that does not match the node's private key");
  }

  private static JsonNode value(Invocation in) {
    String text = in.argument(1);
    if (in.flag("json")) {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new CommandException("failed to unmarshal json. " + reason(e), e);
      }
    }
    if (!in.flag("bool")) {
      return TextNode.valueOf(text);
    }
    return switch (text) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default -> throw new CommandException("--bool takes true or false, not '" + text + "'");
    };
  }

  /** What is wrong, without the parser's name for its input. */
  private static String reason(JsonProcessingException e) {
    String reason = e.getOriginalMessage();
    int source = reason.indexOf(" (start marker at ");
    return source < 0 ? reason : reason.substring(0, source);
  }

  private ConfigFile change(Invocation in, UnaryOperator<ConfigFile> change) {
    changing.lock();
    try {
      ConfigFile changed = change.apply(ConfigFile.read(in.node().configPath()));
      changed.write(in.node().configPath());
      return changed;
    } finally {
      changing.unlock();
    }
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.asText() : ConfigFile.text(value);
  }

  private static void show(Invocation in, Output out) throws IOException {
    ConfigFile file = ConfigFile.read(in.node().configPath());
    JsonNode shown = in.flag("effective") ? file.effective() : file.shown();
    out.only(shown, Output.Text.line(ConfigFile.text(shown)));
  }

  private record Problem(String severity, String key, String reason, String example) {}

  private static void check(Invocation in, Output out) throws IOException {
    List<ConfigProblem> problems = ConfigFile.read(in.node().configPath()).problems();
    for (ConfigProblem problem : problems) {
      out.emit(
          new Problem(problem.severity().name().toLowerCase(Locale.ROOT), problem.key(), problem.reason(),
              problem.example()),
          Output.Text.line(problem.toString()));
    }
    long errors = problems.stream().filter(ConfigProblem::isError).count();
    if (errors > 0) {
      throw new CommandException("the configuration has " + errors + (errors == 1 ? " error" : " errors"));
    }
  }

  private void replace(Invocation in) throws IOException {
    byte[] bytes;
    try (FileInput files = in.requireFiles()) {
      bytes = Inputs.small(files, MAX_BYTES);
    }
    ConfigFile other = ConfigFile.parse(new String(bytes, StandardCharsets.UTF_8));
    change(in, file -> file.replacedBy(other));
  }

  private record Update(JsonNode oldCfg, JsonNode newCfg) {}

  private void applyProfile(Invocation in, Output out) throws IOException {
    Profile profile = Profile.of(in.argument(0));
    ConfigFile[] before = new ConfigFile[1];
    UnaryOperator<ConfigFile> apply = file -> {
      before[0] = file;
      return profile.apply(file);
    };
    ConfigFile after = in.flag("dry-run")
        ? apply.apply(ConfigFile.read(in.node().configPath()))
        : change(in, apply);
    List<ConfigDiff> differences = ConfigDiff.between(before[0], after);
    out.only(new Update(before[0].shown(), after.shown()), text -> {
      for (ConfigDiff difference : differences) {
        text.append(difference.toString()).append('\n');
      }
    });
  }
}
