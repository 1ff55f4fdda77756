package dev.cairn.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What stands in the file of a new repository: the keys that people look for, with their defaults. */
final class InitialConfig {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private InitialConfig() {}

  /** The keys of a new repository, in the order in which people look for them. */
  static ObjectNode tree() {
    ObjectNode root = NODES.objectNode();
    root.putObject("Identity");
    root.set("Addresses", addresses());
    for (Key<?> key : List.of(Keys.STORAGE_MAX, Keys.GC_WATERMARK, Keys.GC_PERIOD, Keys.HASH_ON_READ,
        Keys.SPEC,
        Keys.BOOTSTRAP, Keys.NO_FETCH, Keys.ROOT_REDIRECT, Keys.GATEWAY_HEADERS, Keys.API_HEADERS)) {
      setStandard(root, key);
    }
    ConfigFile.set(root, "Gateway.PublicGateways", NODES.nullNode());
    ConfigFile.set(root, "Discovery.MDNS.Enabled", NODES.booleanNode(true));
    for (String section : List.of("Import", "Routing", "Swarm", "Provide", "Ipns")) {
      root.putObject(section);
    }
    ConfigFile.set(root, "DNS.Resolvers", NODES.objectNode().put(".", "auto"));
    ConfigFile.set(root, "Pinning.RemoteServices", NODES.objectNode());
    ConfigFile.set(root, "Peering.Peers", NODES.nullNode());
    return root;
  }

  /** The section with the default addresses. */
  static ObjectNode addresses() {
    ObjectNode root = NODES.objectNode();
    for (Key<?> key : List.of(Keys.SWARM, Keys.ANNOUNCE, Keys.APPEND_ANNOUNCE, Keys.NO_ANNOUNCE)) {
      setStandard(root, key);
    }
    // A single address is a plain string, as tools expect it.
    ConfigFile.set(root, Keys.API.path(), NODES.textNode(Keys.API.standard().getFirst().toString()));
    ConfigFile.set(root, Keys.GATEWAY.path(), NODES.textNode(Keys.GATEWAY.standard().getFirst().toString()));
    return (ObjectNode) root.path("Addresses");
  }

  private static <T> void setStandard(ObjectNode root, Key<T> key) {
    ConfigFile.set(root, key.path(), key.kind().writer().apply(key.standard()));
  }
}
