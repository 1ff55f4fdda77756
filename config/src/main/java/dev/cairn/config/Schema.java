package dev.cairn.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.multiformats.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which keys there are, as a tree of names; finds those in a file that nobody knows. */
final class Schema {
  /** What lies inside keys that hold an object; read by {@link Parsers}. */
  private static final List<String> INNER = List.of("Datastore.Spec.**", "Gateway.HTTPHeaders.*",
      "Gateway.PublicGateways.*.Paths", "Gateway.PublicGateways.*.UseSubdomains",
      "Gateway.PublicGateways.*.NoDNSLink", "Gateway.PublicGateways.*.InlineDNSLink",
      "Gateway.PublicGateways.*.DeserializedResponses", "API.HTTPHeaders.*",
      "API.Authorizations.*.AuthSecret",
      "API.Authorizations.*.AllowedPaths");
  private static final String ANY = "*";
  private static final String REST = "**";
  private static final Schema ROOT = build();

  private final Map<String, Schema> children = new TreeMap<>();
  private boolean used;

  private Schema() {}

  private static Schema build() {
    Schema root = new Schema();
    KuboKeys.PATHS.forEach(path -> root.add(path, false));
    Keys.ALL.forEach(key -> root.add(key.path(), true));
    INNER.forEach(path -> root.add(path, true));
    return root;
  }

  private void add(String path, boolean isUsed) {
    Schema at = this;
    for (String name : path.split("\\.")) {
      boolean inner = at.used;
      at = at.children.computeIfAbsent(name, n -> new Schema());
      // Whoever reads a key as a whole complains of what is wrong inside.
      at.used |= inner;
    }
    at.used |= isUsed;
  }

  private boolean isOpen() {
    return children.containsKey(REST);
  }

  private Optional<Schema> child(String name) {
    Schema named = children.get(name);
    return Optional.ofNullable(named != null ? named : children.get(ANY));
  }

  /**
   * Why there is no such key, in words; empty when there is one, be it Kubo's or ours.
   *
   * @param path names with dots between them
   */
  static Optional<String> unknown(String path) {
    Schema at = ROOT;
    String sofar = "";
    for (String name : path.split("\\.", -1)) {
      if (at.isOpen()) {
        return Optional.empty();
      }
      sofar = sofar.isEmpty() ? name : sofar + "." + name;
      Optional<Schema> next = at.child(name);
      if (next.isEmpty()) {
        return Optional.of(sofar + " not found" + at.hint(name));
      }
      at = next.get();
    }
    return Optional.empty();
  }

  /** Finds misspelt keys, sections that are no objects, and settings of Kubo that have no effect. */
  static void check(JsonNode root, List<ConfigProblem> problems) {
    ROOT.check("", root, problems);
  }

  private void check(String path, JsonNode object, List<ConfigProblem> problems) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey();
      String key = path.isEmpty() ? name : path + "." + name;
      Optional<Schema> known = child(name);
      if (known.isEmpty()) {
        problems.add(ConfigProblem.warning(key, "there is no such key, so it has no effect" + hint(name)));
      } else {
        known.get().checkValue(key, field.getValue(), problems);
      }
    }
  }

  private void checkValue(String key, JsonNode value, List<ConfigProblem> problems) {
    boolean section = !children.isEmpty() && !isOpen();
    if (section && value.isObject()) {
      check(key, value, problems);
    } else if (section && !used && !value.isNull()) {
      problems.add(ConfigProblem.error(key,
          Kind.describe(value) + " stands where a section in {} is wanted", "{}"));
    } else if (!section && !used && !isEmpty(value)) {
      problems.add(ConfigProblem.notice(key, "is a setting of Kubo that has no effect here yet"));
    }
  }

  /** Whether a value says nothing, as those that tools write for keys that they know and nobody set. */
  private static boolean isEmpty(JsonNode value) {
    if (value.isContainerNode()) {
      for (JsonNode item : value) {
        if (!isEmpty(item)) {
          return false;
        }
      }
      return true;
    }
    return value.isNull() || value.isBoolean() && !value.booleanValue()
        || value.isNumber() && value.decimalValue().signum() == 0
        || value.isTextual() && (value.textValue().isEmpty() || value.textValue().equals("auto"));
  }

  /** What somebody who wrote {@code name} here probably meant. */
  private String hint(String name) {
    List<String> here = children.keySet().stream().filter(n -> !n.equals(ANY)).toList();
    Optional<String> near = Nearest.of(name, here);
    if (near.isPresent()) {
      return "; did you mean '" + near.get() + "'?";
    }
    List<String> elsewhere = new ArrayList<>();
    ROOT.find(name.toLowerCase(Locale.ROOT), "", elsewhere);
    return elsewhere.isEmpty() ? "" : "; did you mean " + String.join(" or ", elsewhere) + "?";
  }

  private void find(String name, String path, List<String> found) {
    children.forEach((childName, child) -> {
      String childPath = path.isEmpty() ? childName : path + "." + childName;
      if (childName.toLowerCase(Locale.ROOT).equals(name) && found.size() < 3) {
        found.add(childPath);
      }
      child.find(name, childPath, found);
    });
  }
}
