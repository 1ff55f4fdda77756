package dev.cairn.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One key that differs between two configurations.
 *
 * @param key its path
 * @param before its value in the first one, if it is there
 * @param after its value in the second one, if it is there
 */
public record ConfigDiff(String key, Optional<JsonNode> before, Optional<JsonNode> after) {
  /** The differences, without secrets, in the order of the first file and then of the second. */
  public static List<ConfigDiff> between(ConfigFile before, ConfigFile after) {
    List<ConfigDiff> differences = new ArrayList<>();
    compare("", before.shown(), after.shown(), differences);
    return List.copyOf(differences);
  }

  private static void compare(String path, JsonNode before, JsonNode after, List<ConfigDiff> into) {
    Set<String> names = new LinkedHashSet<>();
    before.properties().stream().map(Map.Entry::getKey).forEach(names::add);
    after.properties().stream().map(Map.Entry::getKey).forEach(names::add);
    for (String name : names) {
      String key = path.isEmpty() ? name : path + "." + name;
      Optional<JsonNode> old = Optional.ofNullable(before.get(name));
      Optional<JsonNode> fresh = Optional.ofNullable(after.get(name));
      boolean bothObjects = old.filter(JsonNode::isObject).isPresent()
          && fresh.filter(JsonNode::isObject).isPresent();
      if (bothObjects) {
        compare(key, old.orElseThrow(), fresh.orElseThrow(), into);
      } else if (!old.equals(fresh)) {
        into.add(new ConfigDiff(key, old, fresh));
      }
    }
  }

  /** Lines with a minus for what goes and a plus for what comes. */
  @Override
  public String toString() {
    String minus = before.map(value -> lines("- ", value)).orElse("");
    String plus = after.map(value -> lines("+ ", value)).orElse("");
    return minus + (minus.isEmpty() || plus.isEmpty() ? "" : "\n") + plus;
  }

  private String lines(String sign, JsonNode value) {
    return sign + key + ": " + ConfigFile.text(value).replace("\n", "\n" + sign);
  }
}
