package dev.cairn.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places of a file that hold secrets. Names are compared without regard to case, because a tool that reads them
 * so may have written them in another one.
 */
final class Secrets {
  private static final String ANY = "*";
  private static final List<List<String>> PLACES = List.of(List.of("Identity", "PrivKey"),
      List.of("API", "Authorizations"), List.of("Pinning", "RemoteServices", ANY, "API", "Key"),
      List.of("AutoTLS", "RegistrationToken"));

  private Secrets() {}

  /** A copy without the secrets. */
  static ObjectNode strip(ObjectNode root) {
    ObjectNode shown = root.deepCopy();
    PLACES.forEach(place -> strip(shown, place));
    return shown;
  }

  private static void strip(JsonNode at, List<String> place) {
    if (!(at instanceof ObjectNode object)) {
      return;
    }
    List<String> names = object.properties()
        .stream()
        .map(Map.Entry::getKey)
        .filter(name -> place.getFirst().equals(ANY) || place.getFirst().equalsIgnoreCase(name))
        .toList();
    for (String name : names) {
      if (place.size() == 1) {
        object.remove(name);
      } else {
        strip(object.path(name), place.subList(1, place.size()));
      }
    }
  }

  /** Puts the identity, and each secret that {@code into} lacks, where {@code from} has it. */
  static void restore(ObjectNode from, ObjectNode into) {
    JsonNode identity = from.get("Identity");
    if (identity != null) {
      into.set("Identity", identity.deepCopy());
    }
    PLACES.stream().skip(1).forEach(place -> restore(from, into, place));
  }

  private static void restore(JsonNode from, ObjectNode into, List<String> place) {
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      boolean fits = place.getFirst().equals(ANY) || place.getFirst().equalsIgnoreCase(field.getKey());
      Optional<JsonNode> there = Optional.ofNullable(into.get(field.getKey()));
      if (fits && place.size() == 1) {
        if (there.isEmpty()) {
          into.set(field.getKey(), field.getValue().deepCopy());
        }
      } else if (fits && there.isPresent() && there.get() instanceof ObjectNode next) {
        restore(field.getValue(), next, place.subList(1, place.size()));
      }
    }
  }
}
