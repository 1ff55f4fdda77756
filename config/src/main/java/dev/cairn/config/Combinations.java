package dev.cairn.config;

import dev.cairn.config.ConfigProblem.Severity;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.HostPort;
import dev.cairn.multiformats.KeyMessage;
import dev.cairn.multiformats.Multiaddr;
import dev.cairn.multiformats.MultiaddrProtocol;
import dev.cairn.multiformats.MultiformatException;
import dev.cairn.multiformats.PeerId;
import dev.cairn.multiformats.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks what each key alone cannot tell: settings that exclude each other, or make no sense together. */
final class Combinations {
  private static final Set<String> KUBO_STORES = Set.of("mount", "measure", "log", "flatfs", "levelds",
      "pebbleds",
      "badgerds", "badger2ds", "mem");

  private final Config config;
  private final List<ConfigProblem> problems;

  private Combinations(Config config, List<ConfigProblem> problems) {
    this.config = config;
    this.problems = problems;
  }

  static void check(Config config, List<ConfigProblem> problems) {
    Combinations combinations = new Combinations(config, problems);
    combinations.identity();
    combinations.listeners();
    combinations.datastore();
    combinations.gateway();
    combinations.api();
    combinations.importing();
  }

  private void identity() {
    Optional<KeyMessage> key = config.identity().privateKey();
    Optional<PeerId> peer = config.identity().peerId();
    try {
      Optional<PeerId> derived = key.flatMap(KeyMessage::embeddedPublicKey).map(PeerId::of);
      if (derived.isPresent() && peer.isPresent() && !derived.equals(peer)) {
        error(Keys.PEER_ID, "is " + peer.get() + ", but Identity.PrivKey is the key of " + derived.get(),
            "\"" + derived.get() + "\"");
      }
    } catch (MultiformatException e) {
      error(Keys.PRIVATE_KEY, String.valueOf(e.getMessage()), "");
    }
  }

  private record Listener(Key<?> key, Multiaddr address) {}

  private void listeners() {
    List<Listener> listeners = new ArrayList<>();
    addHttp(listeners, Keys.API, config.addresses().api());
    addHttp(listeners, Keys.GATEWAY, config.addresses().gateway());
    // Swarm listeners may share a port among themselves: a transport each.
    List<Listener> swarm = config.addresses()
        .swarm()
        .stream()
        .filter(Combinations::isTcp)
        .map(address -> new Listener(Keys.SWARM, address))
        .toList();
    swarm.forEach(listener -> checkFree(listeners, listener));
  }

  private void addHttp(List<Listener> listeners, Key<List<Multiaddr>> key, List<Multiaddr> addresses) {
    for (Multiaddr address : addresses) {
      if (!isHttpListener(address)) {
        error(key, "cannot listen on " + address + ": a host and a TCP port, or a unix socket, is wanted",
            key.example());
      } else if (checkFree(listeners, new Listener(key, address))) {
        listeners.add(new Listener(key, address));
      }
    }
  }

  /** Complains when the address is taken by another listener. */
  private boolean checkFree(List<Listener> listeners, Listener added) {
    for (Listener other : listeners) {
      if (collide(other.address, added.address)) {
        error(added.key, added.address + " collides with " + other.address + " of " + other.key.path()
            + ": two servers cannot share a port", freePort(added.address));
        return false;
      }
    }
    return true;
  }

  private static String freePort(Multiaddr address) {
    return address.before(MultiaddrProtocol.TCP).map(host -> "\"" + host + "/tcp/0\"").orElse("");
  }

  private static boolean isTcp(Multiaddr address) {
    return address.hostPort().isPresent() && address.has(MultiaddrProtocol.TCP);
  }

  private static boolean isHttpListener(Multiaddr address) {
    MultiaddrProtocol last = address.components().getLast().protocol();
    boolean plainTcp = isTcp(address) && (last == MultiaddrProtocol.TCP || last == MultiaddrProtocol.HTTP);
    return plainTcp || address.components().getFirst().protocol() == MultiaddrProtocol.UNIX;
  }

  private static boolean collide(Multiaddr a, Multiaddr b) {
    if (!isTcp(a) || !isTcp(b)) {
      return a.equals(b);
    }
    HostPort first = a.hostPort().orElseThrow();
    HostPort second = b.hostPort().orElseThrow();
    if (first.port() == 0 || first.port() != second.port()) {
      return false;
    }
    boolean sameFamily = isV6(first) == isV6(second);
    // The IPv6 wildcard usually takes the port of IPv4 along.
    return first.host().equals(second.host())
        || first.isWildcard() && (sameFamily || isV6(first))
        || second.isWildcard() && (sameFamily || isV6(second));
  }

  private static boolean isV6(HostPort address) {
    return address.host().indexOf(':') >= 0;
  }

  private void datastore() {
    String type = config.datastore().spec().path("type").asText("");
    if (KUBO_STORES.contains(type)) {
      problems.add(ConfigProblem.notice(Keys.SPEC.path(),
          "describes a store of Kubo; blocks are kept in the pack store all the same"));
    } else if (!type.equals("pack")) {
      error(Keys.SPEC, type.isEmpty() ? "has no type" : "has the unknown type " + Shown.quoted(type),
          Keys.SPEC.example());
    }
    if (config.datastore().storageMaxBytes() < 1 << 20) {
      error(Keys.STORAGE_MAX, "is " + config.datastore().storageMaxBytes()
          + " bytes, less than a single block may need (1 MiB); is the unit missing?",
          Keys.STORAGE_MAX.example());
    }
  }

  private void gateway() {
    config.gateway().publicGateways().forEach((host, gateway) -> {
      if (gateway.paths().isEmpty() && gateway.noDnsLink()) {
        problems.add(ConfigProblem.warning(Keys.PUBLIC_GATEWAYS.path(),
            Shown.quoted(host) + " serves nothing: it has no Paths, and NoDNSLink is true"));
      }
    });
  }

  private void api() {
    config.api().authorizations().forEach((user, authorization) -> {
      if (authorization.allowedPaths().isEmpty()) {
        problems.add(ConfigProblem.warning(Keys.AUTHORIZATIONS.path(),
            Shown.quoted(user) + " may call nothing: AllowedPaths is empty"));
      }
    });
    boolean open = config.api().authorizations().isEmpty();
    for (Multiaddr address : config.addresses().api()) {
      if (open && isTcp(address) && !isLoopback(address.hostPort().orElseThrow().host())) {
        problems.add(ConfigProblem.warning(Keys.API.path(),
            address + " lets everybody who reaches it control this node;"
                + " use /ip4/127.0.0.1 or set API.Authorizations"));
      }
    }
  }

  private static boolean isLoopback(String host) {
    return host.startsWith("127.") || host.equals("::1") || host.equals("localhost");
  }

  private void importing() {
    Config.Import settings = config.importing();
    if (settings.cidVersion().equals(Optional.of(0)) && settings.hashFunction() != HashFunction.SHA2_256) {
      error(Keys.CID_VERSION, "0 goes with the hash function sha2-256 only, but Import.HashFunction is "
          + settings.hashFunction(), "1");
    }
    if (settings.hashFunction() == HashFunction.IDENTITY) {
      error(Keys.HASH_FUNCTION, "identity keeps at most 128 bytes and cannot name every block",
          Keys.HASH_FUNCTION.example());
    }
  }

  private void error(Key<?> key, String reason, String example) {
    problems.add(new ConfigProblem(Severity.ERROR, key.path(), reason, example));
  }
}
