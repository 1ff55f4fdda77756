package dev.cairn.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.multiformats.Nearest;
import dev.cairn.multiformats.Shown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A named set of changes to a configuration, with Kubo's names and effects.
 *
 * <p>Profiles that choose one of Kubo's datastores are not among them: there is one store here.
 */
public final class Profile {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> KUBO_DATASTORES = Set.of("default-datastore", "flatfs", "flatfs-measure",
      "pebbleds", "pebbleds-measure", "badgerds", "badgerds-measure");

  /** Ranges that are not reachable from everywhere, by the special-purpose address registries of IANA. */
  private static final List<String> NOT_GLOBAL = List.of("/ip4/10.0.0.0/ipcidr/8",
      "/ip4/100.64.0.0/ipcidr/10",
      "/ip4/127.0.0.0/ipcidr/8", "/ip4/169.254.0.0/ipcidr/16", "/ip4/172.16.0.0/ipcidr/12",
      "/ip4/192.0.0.0/ipcidr/24", "/ip4/192.0.2.0/ipcidr/24", "/ip4/192.168.0.0/ipcidr/16",
      "/ip4/198.18.0.0/ipcidr/15", "/ip4/198.51.100.0/ipcidr/24", "/ip4/203.0.113.0/ipcidr/24",
      "/ip4/240.0.0.0/ipcidr/4", "/ip6/::/ipcidr/3", "/ip6/::1/ipcidr/128", "/ip6/100::/ipcidr/64",
      "/ip6/2001:2::/ipcidr/48", "/ip6/2001:db8::/ipcidr/32", "/ip6/fc00::/ipcidr/7",
      "/ip6/fe80::/ipcidr/10");

  private static final List<Profile> ALL = List.of(
      new Profile("announce-off",
          "Stops announcing content, so that others find it only over direct connections.",
          root -> announce(root, false, "0s")),
      new Profile("announce-on", "Announces content again.", root -> announce(root, true, "22h0m0s")),
      new Profile("autoconf-off", "No peers, resolvers, routers or publishers but those that the file names.",
          Profile::autoConfOff),
      new Profile("autoconf-on", "The peers, resolvers, routers and publishers that are right for everybody.",
          Profile::autoConfOn),
      new Profile("default-networking", "The default addresses and peers again; undoes 'test'.",
          Profile::defaultNetworking),
      new Profile("local-discovery", "Finds peers in the local network again; undoes 'server'.",
          Profile::localDiscovery),
      new Profile("lowpower", "Few connections and no services for others; finding content may take longer.",
          Profile::lowPower),
      new Profile("randomports", "Listens for peers on a random port that is free now.", Profile::randomPort),
      new Profile("server", "For machines with a public address: looks for nobody in the local network.",
          Profile::server),
      new Profile("test", "For tests: any free ports on this machine only, and no contact with the world.",
          Profile::test),
      new Profile("unixfs-v0-2015",
          "CIDs as IPFS has made them since 2015: version 0, wrapped leaves, chunks of 256 KiB (IPIP-499).",
          root -> unixFs(root, 0, "size-262144", 174, "links")),
      new Profile("legacy-cid-v0", "Another name for unixfs-v0-2015.",
          root -> unixFs(root, 0, "size-262144", 174, "links")),
      new Profile("unixfs-v1-2025",
          "CIDs that every current implementation makes alike: version 1, raw leaves, chunks of 1 MiB (IPIP-499).",
          root -> unixFs(root, 1, "size-1048576", 1024, "block")));

  private final String name;
  private final String description;
  private final Consumer<ObjectNode> change;

  private Profile(String name, String description, Consumer<ObjectNode> change) {
    this.name = name;
    this.description = description;
    this.change = change;
  }

  /** All profiles. */
  public static List<Profile> all() {
    return ALL;
  }

  /**
   * The profile with this name.
   *
   * @throws UserError when there is none, with the nearest right name
   */
  public static Profile of(String name) {
    if (KUBO_DATASTORES.contains(name)) {
      throw new UserError(
          "the profile " + name + " chooses a datastore of Kubo; blocks are always kept in the pack"
              + " store here, so leave it out");
    }
    return ALL.stream()
        .filter(profile -> profile.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new UserError(Shown.quoted(name) + " is not a profile"
            + Nearest.hint(name, ALL.stream().map(Profile::name).toList())));
  }

  public String name() {
    return name;
  }

  /** What it does, in a sentence. */
  public String description() {
    return description;
  }

  /**
   * The file with the changes of this profile; {@link ConfigDiff} tells them.
   *
   * @throws UserError when the file has a value where the profile needs a section
   */
  public ConfigFile apply(ConfigFile file) {
    ObjectNode root = (ObjectNode) file.root();
    change.accept(root);
    return ConfigFile.of(root);
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }

  private static void announce(ObjectNode root, boolean enabled, String interval) {
    set(root, "Provide.Enabled", flag(enabled));
    set(root, "Provide.DHT.Interval", text(interval));
  }

  private static void autoConfOff(ObjectNode root) {
    set(root, "Bootstrap", NODES.nullNode());
    set(root, "DNS.Resolvers", NODES.nullNode());
    set(root, "Routing.DelegatedRouters", NODES.nullNode());
    set(root, "Ipns.DelegatedPublishers", NODES.nullNode());
    set(root, "AutoConf.Enabled", flag(false));
  }

  private static void autoConfOn(ObjectNode root) {
    set(root, "Bootstrap", list("auto"));
    set(root, "DNS.Resolvers", NODES.objectNode().put(".", "auto"));
    set(root, "Routing.DelegatedRouters", list("auto"));
    set(root, "Ipns.DelegatedPublishers", list("auto"));
    set(root, "AutoConf.Enabled", flag(true));
  }

  private static void defaultNetworking(ObjectNode root) {
    set(root, "Addresses", InitialConfig.addresses());
    set(root, "Bootstrap", list("auto"));
    set(root, "AutoConf.Enabled", NODES.nullNode());
    set(root, "AutoConf.URL", NODES.nullNode());
    set(root, "Swarm.DisableNatPortMap", flag(false));
    set(root, "Discovery.MDNS.Enabled", flag(true));
    set(root, "AutoTLS.Enabled", NODES.nullNode());
  }

  private static void localDiscovery(ObjectNode root) {
    removeAll(root, "Addresses.NoAnnounce");
    removeAll(root, "Swarm.AddrFilters");
    set(root, "Discovery.MDNS.Enabled", flag(true));
    set(root, "Swarm.DisableNatPortMap", flag(false));
  }

  private static void server(ObjectNode root) {
    addAll(root, "Addresses.NoAnnounce");
    addAll(root, "Swarm.AddrFilters");
    set(root, "Discovery.MDNS.Enabled", flag(false));
    set(root, "Swarm.DisableNatPortMap", flag(true));
  }

  private static void lowPower(ObjectNode root) {
    set(root, "Routing.Type", text("autoclient"));
    set(root, "AutoNAT.ServiceMode", text("disabled"));
    set(root, "Swarm.RelayService.Enabled", flag(false));
    set(root, "Swarm.ConnMgr.Type", text("basic"));
    set(root, "Swarm.ConnMgr.LowWater", NODES.numberNode(20L));
    set(root, "Swarm.ConnMgr.HighWater", NODES.numberNode(40L));
    set(root, "Swarm.ConnMgr.GracePeriod", text("1m0s"));
  }

  private static void test(ObjectNode root) {
    set(root, "Addresses.API", text("/ip4/127.0.0.1/tcp/0"));
    set(root, "Addresses.Gateway", text("/ip4/127.0.0.1/tcp/0"));
    set(root, "Addresses.Swarm", list("/ip4/127.0.0.1/tcp/0"));
    set(root, "Swarm.DisableNatPortMap", flag(true));
    set(root, "Routing.LoopbackAddressesOnLanDHT", flag(true));
    set(root, "Bootstrap", NODES.arrayNode());
    set(root, "Discovery.MDNS.Enabled", flag(false));
    set(root, "AutoTLS.Enabled", flag(false));
    set(root, "AutoConf.Enabled", flag(false));
    set(root, "DNS.Resolvers", NODES.objectNode());
    set(root, "Routing.DelegatedRouters", NODES.arrayNode());
    set(root, "Ipns.DelegatedPublishers", NODES.arrayNode());
  }

  private static void unixFs(ObjectNode root, int cidVersion, String chunker, int fileMaxLinks,
      String estimation) {
    set(root, Keys.CID_VERSION.path(), NODES.numberNode((long) cidVersion));
    set(root, Keys.RAW_LEAVES.path(), flag(cidVersion == 1));
    set(root, Keys.CHUNKER.path(), text(chunker));
    set(root, Keys.HASH_FUNCTION.path(), text("sha2-256"));
    set(root, Keys.FILE_MAX_LINKS.path(), NODES.numberNode((long) fileMaxLinks));
    set(root, Keys.DIRECTORY_MAX_LINKS.path(), NODES.numberNode(0L));
    set(root, Keys.HAMT_FANOUT.path(), NODES.numberNode(256L));
    set(root, Keys.HAMT_THRESHOLD.path(), text("256KiB"));
    set(root, Keys.HAMT_ESTIMATION.path(), text(estimation));
    set(root, Keys.DAG_LAYOUT.path(), text("balanced"));
  }

  private static void randomPort(ObjectNode root) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("::"))) {
      int port = socket.getLocalPort();
      set(root, Keys.SWARM.path(), list("/ip4/0.0.0.0/tcp/" + port, "/ip6/::/tcp/" + port));
    } catch (IOException e) {
      throw new UserError("the system gives no free port: " + e.getMessage(), e);
    }
  }

  private static void addAll(ObjectNode root, String key) {
    Set<String> values = values(root, key);
    values.addAll(NOT_GLOBAL);
    set(root, key, list(values.toArray(String[]::new)));
  }

  private static void removeAll(ObjectNode root, String key) {
    Set<String> values = values(root, key);
    values.removeAll(NOT_GLOBAL);
    set(root, key, list(values.toArray(String[]::new)));
  }

  private static Set<String> values(ObjectNode root, String key) {
    JsonNode at = root;
    for (String segment : key.split("\\.")) {
      at = at.path(segment);
    }
    return at.isMissingNode() || at.isNull() ? new LinkedHashSet<>()
        : new LinkedHashSet<>(Kind.STRINGS.reader().apply(at));
  }

  private static void set(ObjectNode root, String key, JsonNode value) {
    ConfigFile.set(root, key, value);
  }

  private static JsonNode text(String value) {
    return NODES.textNode(value);
  }

  private static JsonNode flag(boolean value) {
    return NODES.booleanNode(value);
  }

  private static ArrayNode list(String... values) {
    ArrayNode array = NODES.arrayNode();
    for (String value : values) {
      array.add(value);
    }
    return array;
  }
}
