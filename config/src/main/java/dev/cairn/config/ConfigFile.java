package dev.cairn.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.multiformats.KeyMessage;
import dev.cairn.multiformats.PeerId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A configuration file as it stands: its keys in its own order, also the ones that we do not know, because tools
 * write keys that we lack. {@link #config()} says what it means.
 *
 * <p>Immutable: a change makes another one, and {@link #write} puts it on disk as a whole or not at all. Safe for
 * any number of threads; two that change the same file must take turns.
 */
public final class ConfigFile {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode root;

  private ConfigFile(ObjectNode root) {
    this.root = root;
  }

  /** A file without any key, which means the defaults. */
  public static ConfigFile empty() {
    return new ConfigFile(NODES.objectNode());
  }

  /** The file of a new repository: the identity, and every key that people like to change with its default. */
  public static ConfigFile initial(PeerId peerId, KeyMessage privateKey) {
    ConfigFile file = new ConfigFile(InitialConfig.tree());
    return file.withIdentity(peerId, privateKey);
  }

  /**
   * A file from its text.
   *
   * @throws UserError with line and column when it is no JSON object
   */
  public static ConfigFile parse(String json) {
    return parse(json, "the configuration");
  }

  /**
   * Reads a file of at most 1 MiB.
   *
   * @throws UserError when it is absent, unreadable, too large or no JSON object, with what to do about it
   */
  public static ConfigFile read(Path file) {
    return parse(ConfigStorage.read(file), file.toString());
  }

  private static ConfigFile parse(String json, String source) {
    JsonNode value = JsonText.parse(json, source);
    if (!value.isObject()) {
      throw new UserError(source + " holds " + Kind.describe(value) + " where an object in {} is wanted");
    }
    return new ConfigFile((ObjectNode) value);
  }

  /** A file with these keys, which the caller hands over. */
  static ConfigFile of(ObjectNode root) {
    return new ConfigFile(root);
  }

  /** The whole tree with its secrets; a copy. */
  public JsonNode root() {
    return root.deepCopy();
  }

  /** The whole tree without its secrets: what may be shown to whoever may read the configuration. */
  public JsonNode shown() {
    return Secrets.strip(root);
  }

  /**
   * The value at a path such as {@code Gateway.NoFetch}; a copy. Only what stands in the file, not the defaults.
   *
   * @throws UserError when there is none, in Kubo's words
   */
  public JsonNode get(String key) {
    JsonNode at = root;
    String sofar = "";
    for (String name : key.split("\\.", -1)) {
      if (!at.isObject()) {
        throw new UserError(sofar + " key is not a map");
      }
      sofar = sofar.isEmpty() ? name : sofar + "." + name;
      JsonNode next = at.get(name);
      if (next == null) {
        throw new UserError(sofar + " not found");
      }
      at = next;
    }
    return at.deepCopy();
  }

  /**
   * This file with one value changed. Objects on the way are made; an object replaces what was there as a whole.
   *
   * @throws UserError when there is no such key (with the nearest right one), when the value is wrong for it or for
   *     the file as a whole, or when it is part of the identity
   */
  public ConfigFile with(String key, JsonNode value) {
    String lower = key.toLowerCase(Locale.ROOT);
    if (lower.equals("identity") || lower.equals("identity.privkey") || lower.equals("identity.peerid")) {
      throw new UserError(key + " cannot be changed this way: it names this node");
    }
    Optional<String> unknown = Schema.unknown(key);
    if (unknown.isPresent()) {
      throw new UserError(unknown.get());
    }
    ObjectNode changed = root.deepCopy();
    set(changed, key, value.deepCopy());
    ConfigFile result = new ConfigFile(changed);
    result.requireNoNewErrors(this, value);
    return result;
  }

  private void requireNoNewErrors(ConfigFile before, JsonNode value) {
    Set<ConfigProblem> old = new HashSet<>(before.problems());
    List<String> fresh = problems().stream()
        .filter(problem -> problem.isError() && !old.contains(problem))
        .map(ConfigProblem::toString)
        .toList();
    if (!fresh.isEmpty()) {
      throw new UserError(String.join("\n", fresh) + (value.isTextual() ? " (maybe use --json?)" : ""));
    }
  }

  static void set(ObjectNode root, String key, JsonNode value) {
    ObjectNode at = root;
    String[] names = key.split("\\.", -1);
    for (int i = 0; i + 1 < names.length; i++) {
      JsonNode next = at.get(names[i]);
      if (next == null || next.isNull()) {
        next = at.putObject(names[i]);
      }
      if (!next.isObject()) {
        throw new UserError(String.join(".", List.of(names).subList(0, i + 1)) + " key is not a map");
      }
      at = (ObjectNode) next;
    }
    at.set(names[names.length - 1], value);
  }

  /** This file with the identity of a node. */
  public ConfigFile withIdentity(PeerId peerId, KeyMessage privateKey) {
    ObjectNode changed = root.deepCopy();
    set(changed, Keys.PEER_ID.path(), NODES.textNode(peerId.toString()));
    set(changed, Keys.PRIVATE_KEY.path(), NODES.textNode(Parsers.base64(privateKey)));
    return new ConfigFile(changed);
  }

  /**
   * This file with all its keys replaced by those of another one, except for the identity and for secrets that the
   * other one leaves out, as it does when it is an edited {@link #shown}.
   *
   * @throws UserError when the other one holds a private key, or errors that this one does not have
   */
  public ConfigFile replacedBy(ConfigFile other) {
    if (other.root.path("Identity").hasNonNull("PrivKey")) {
      throw new UserError("setting private key with API is not supported");
    }
    ObjectNode changed = other.root.deepCopy();
    Secrets.restore(root, changed);
    ConfigFile result = new ConfigFile(changed);
    result.requireNoNewErrors(this, changed);
    return result;
  }

  /**
   * What the file means.
   *
   * @throws UserError that tells all errors, one a line
   */
  public Config config() {
    List<ConfigProblem> problems = new ArrayList<>();
    Config config = read(problems);
    List<String> errors = problems.stream().filter(ConfigProblem::isError).map(ConfigProblem::toString)
        .toList();
    if (!errors.isEmpty()) {
      throw new UserError(String.join("\n", errors));
    }
    return config;
  }

  /** Everything that is wrong or remarkable: errors first, then warnings, then notices. */
  public List<ConfigProblem> problems() {
    List<ConfigProblem> problems = new ArrayList<>();
    Config ignored = read(problems);
    problems.sort((a, b) -> a.severity().compareTo(b.severity()));
    return List.copyOf(problems);
  }

  private Config read(List<ConfigProblem> problems) {
    ConfigReader reader = new ConfigReader(root);
    Config config = reader.read();
    problems.addAll(reader.problems());
    Schema.check(root, problems);
    Combinations.check(config, problems);
    return config;
  }

  /**
   * The tree with the default of every key that is absent, and without secrets. Keys that only the file knows are
   * there too; bad values are replaced by the default, as {@link #problems} tells.
   */
  public JsonNode effective() {
    ObjectNode all = NODES.objectNode();
    ConfigReader reader = new ConfigReader(root);
    for (Key<?> key : Keys.ALL) {
      if (!key.equals(Keys.PRIVATE_KEY)) {
        put(all, key, reader);
      }
    }
    merge(Secrets.strip(root), all);
    return all;
  }

  private static <T> void put(ObjectNode into, Key<T> key, ConfigReader reader) {
    set(into, key.path(), key.kind().writer().apply(reader.get(key)));
  }

  /** Adds what {@code into} lacks. */
  private static void merge(ObjectNode from, ObjectNode into) {
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      JsonNode known = into.get(field.getKey());
      if (known == null) {
        into.set(field.getKey(), field.getValue());
      } else if (known.isObject() && field.getValue().isObject()) {
        merge((ObjectNode) field.getValue(), (ObjectNode) known);
      }
    }
  }

  /**
   * Writes the file as a whole or not at all, readable for its owner only; durable when this returns. A symbolic
   * link stays one.
   *
   * @throws UserError when it cannot be written, with the reason
   */
  public void write(Path file) {
    ConfigStorage.write(file, text(root) + "\n");
  }

  /** The text of a value as the file and the command line show it: JSON with two spaces of indentation. */
  public static String text(JsonNode value) {
    return JsonText.print(value);
  }

  /** Without its secrets. */
  @Override
  public String toString() {
    return text(shown());
  }
}
