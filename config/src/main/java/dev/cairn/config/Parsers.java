package dev.cairn.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.config.Config.Authorization;
import dev.cairn.config.Config.Bootstrap;
import dev.cairn.config.Config.PublicGateway;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.HashPolicy;
import dev.cairn.multiformats.KeyMessage;
import dev.cairn.multiformats.Multiaddr;
import dev.cairn.multiformats.MultiaddrProtocol;
import dev.cairn.multiformats.Nearest;
import dev.cairn.multiformats.Shown;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes the values that are more than a word or number. What it refuses, it refuses with a reason. */
final class Parsers {
  /** The largest chunk: a block of 2 MiB less the room that UnixFS needs around it. */
  private static final int MAX_CHUNK = 2 * 1024 * 1024 - 256;
  private static final int MIN_RABIN = 16;
  private static final Pattern CHUNKER = Pattern
      .compile("size-([0-9]{1,9})|rabin-([0-9]{1,9})-([0-9]{1,9})-([0-9]{1,9})"
          + "|buzhash");
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HOST = Pattern.compile("(?!-)[A-Za-z0-9_.*-]{1,253}(?::[0-9]{1,5})?");
  private static final String AUTO = "auto";
  private static final String LOCALHOST = "localhost";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  static final Map<String, PublicGateway> LOCALHOST_ONLY = Map.of(LOCALHOST,
      new PublicGateway(List.of("/ipfs", "/ipns", "/p2p"), true, false, false, Optional.empty()));

  static final Kind<Map<String, List<String>>> HEADERS = checkedNames(
      Kind.mapOf("an object of lists of strings", checkedHeaders()), HEADER_NAME, "name of a header");
  static final Kind<Map<String, PublicGateway>> PUBLIC_GATEWAYS = new Kind<>("an object of host names",
      Parsers::publicGateways, Parsers::publicGatewaysJson);
  static final Kind<Map<String, Authorization>> AUTHORIZATIONS = Kind.mapOf("an object of users",
      new Kind<>("an authorization", Parsers::authorization, Parsers::authorizationJson));

  private Parsers() {}

  static JsonNode packSpec() {
    return NODES.objectNode().put("type", "pack");
  }

  static KeyMessage privateKey(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new UserError("the private key is no base64", e);
    }
    return KeyMessage.decode(bytes);
  }

  static String base64(KeyMessage key) {
    return Base64.getEncoder().encodeToString(key.encode());
  }

  static String webUrl(String text) {
    try {
      URI url = new URI(text);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if (text.isEmpty() || (scheme.equals("https") || scheme.equals("http")) && url.getHost() != null) {
        return text;
      }
    } catch (URISyntaxException e) {
      throw new UserError(Shown.quoted(text) + " is no URL: " + e.getReason(), e);
    }
    throw new UserError(Shown.quoted(text) + " is no URL that begins with https:// or http://");
  }

  static String chunker(String text) {
    Matcher matcher = CHUNKER.matcher(text);
    if (!matcher.matches()) {
      throw new UserError(Shown.quoted(text)
          + " is no chunker; there are size-<bytes>, rabin-<min>-<avg>-<max> and buzhash");
    }
    if (matcher.group(1) != null) {
      chunkSize(Integer.parseInt(matcher.group(1)), 1);
    } else if (matcher.group(2) != null) {
      int min = Integer.parseInt(matcher.group(2));
      int average = Integer.parseInt(matcher.group(3));
      int max = Integer.parseInt(matcher.group(4));
      chunkSize(min, MIN_RABIN);
      chunkSize(max, MIN_RABIN);
      if (min >= average || average >= max) {
        throw new UserError(Shown.quoted(text) + " must have its three sizes in ascending order");
      }
    }
    return text;
  }

  private static void chunkSize(int size, int min) {
    if (size < min || size > MAX_CHUNK) {
      throw new UserError("a chunk of " + size + " bytes is not within " + min + " and " + MAX_CHUNK);
    }
  }

  static HashFunction hashFunction(String text) {
    HashFunction function = HashFunction.of(text)
        .orElseThrow(() -> new UserError(Shown.quoted(text) + " is no hash function that is known"
            + Nearest.hint(text, HashPolicy.allowed().stream().map(HashFunction::label).toList())));
    if (!HashPolicy.allows(function)) {
      throw new UserError("the hash function " + function + " is not safe enough to name content");
    }
    return function;
  }

  static int fanout(JsonNode value) {
    int width = Kind.number(8, 1024).reader().apply(value);
    if (Integer.bitCount(width) != 1) {
      throw new UserError(
          width + " is no power of two; the nearest are " + Integer.highestOneBit(width) + " and "
              + 2 * Integer.highestOneBit(width));
    }
    return width;
  }

  static Bootstrap bootstrap(JsonNode value) {
    List<String> texts = Kind.STRINGS.reader().apply(value);
    List<Multiaddr> peers = new ArrayList<>();
    for (String text : texts) {
      if (!text.equals(AUTO)) {
        Multiaddr address = Multiaddr.parse(text);
        if (!address.has(MultiaddrProtocol.P2P)) {
          throw new UserError(
              Shown.quoted(text) + " does not say which peer it is; it must end in /p2p/<peer id>");
        }
        peers.add(address);
      }
    }
    return new Bootstrap(texts.contains(AUTO), List.copyOf(peers));
  }

  static JsonNode bootstrapJson(Bootstrap bootstrap) {
    ArrayNode array = NODES.arrayNode();
    if (bootstrap.auto()) {
      array.add(AUTO);
    }
    bootstrap.peers().forEach(peer -> array.add(peer.toString()));
    return array;
  }

  /** A map whose order is that of the arguments, for messages. */
  static <T> Map<String, T> ordered(String word1, T meaning1, String word2, T meaning2) {
    Map<String, T> map = new LinkedHashMap<>();
    map.put(word1, meaning1);
    map.put(word2, meaning2);
    return Collections.unmodifiableMap(map);
  }

  static <T> Map<String, T> ordered(String word1, T meaning1, String word2, T meaning2, String word3,
      T meaning3) {
    Map<String, T> map = new LinkedHashMap<>(ordered(word1, meaning1, word2, meaning2));
    map.put(word3, meaning3);
    return Collections.unmodifiableMap(map);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Kind<List<String>> checkedHeaders() {
    return new Kind<>(Kind.STRINGS.name(), value -> {
      List<String> values = Kind.STRINGS.reader().apply(value);
      for (String header : values) {
        if (header.chars().anyMatch(c -> c < 0x20 && c != '\t' || c == 0x7f)) {
          throw new UserError("the value of a header must not hold line breaks or control characters");
        }
      }
      return values;
    }, Kind.STRINGS.writer());
  }

  private static <T> Kind<Map<String, T>> checkedNames(Kind<Map<String, T>> kind, Pattern allowed,
      String what) {
    return new Kind<>(kind.name(), kind.reader().andThen(map -> {
      checkNames(map, allowed, what);
      return map;
    }), kind.writer());
  }

  private static void checkNames(Map<String, ?> map, Pattern allowed, String what) {
    for (String name : map.keySet()) {
      if (!allowed.matcher(name).matches()) {
        throw new UserError(Shown.quoted(name) + " is no " + what);
      }
    }
  }

  private static Map<String, PublicGateway> publicGateways(JsonNode value) {
    Kind.require(value.isObject(), value, "an object in {}");
    Map<String, PublicGateway> gateways = new LinkedHashMap<>(LOCALHOST_ONLY);
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (field.getValue().isNull()) {
        gateways.remove(field.getKey());
      } else {
        gateways.put(field.getKey(), Kind.named(field.getKey(), () -> publicGateway(field.getValue())));
      }
    }
    checkNames(gateways, HOST, "host name");
    return Collections.unmodifiableMap(gateways);
  }

  private static PublicGateway publicGateway(JsonNode value) {
    Kind.require(value.isObject(), value, "an object in {}");
    List<String> paths = inner(value, "Paths", Kind.STRINGS).orElse(List.of());
    for (String path : paths) {
      if (!path.startsWith("/")) {
        throw new UserError("the path " + Shown.quoted(path) + " must begin with '/', as in /ipfs");
      }
    }
    return new PublicGateway(paths, flag(value, "UseSubdomains"), flag(value, "NoDNSLink"),
        flag(value, "InlineDNSLink"), inner(value, "DeserializedResponses", Kind.FLAG));
  }

  private static boolean flag(JsonNode object, String key) {
    return inner(object, key, Kind.FLAG).orElse(false);
  }

  private static <T> Optional<T> inner(JsonNode object, String key, Kind<T> kind) {
    JsonNode value = object.path(key);
    return value.isMissingNode() || value.isNull()
        ? Optional.empty()
        : Optional.of(Kind.named(key, () -> kind.reader().apply(value)));
  }

  private static JsonNode publicGatewaysJson(Map<String, PublicGateway> gateways) {
    ObjectNode object = NODES.objectNode();
    if (!gateways.containsKey(LOCALHOST)) {
      object.putNull(LOCALHOST);
    }
    gateways.forEach((host, gateway) -> object.set(host, NODES.objectNode()
        .<ObjectNode>set("Paths", Kind.STRINGS.writer().apply(gateway.paths()))
        .put("UseSubdomains", gateway.useSubdomains())
        .put("NoDNSLink", gateway.noDnsLink())
        .put("InlineDNSLink", gateway.inlineDnsLink())
        .set("DeserializedResponses",
            Kind.optional(Kind.FLAG).writer().apply(gateway.deserializedResponses()))));
    return object;
  }

  private static Authorization authorization(JsonNode value) {
    Kind.require(value.isObject(), value, "an object in {}");
    String secret = inner(value, "AuthSecret", Kind.STRING).orElse("");
    int colon = secret.indexOf(':');
    boolean known = colon < 0 || List.of("bearer", "basic").contains(secret.substring(0, colon));
    if (secret.substring(colon + 1).isEmpty() || !known) {
      throw new UserError("AuthSecret must be bearer:<token>, basic:<user>:<password> or basic:<base64>");
    }
    List<String> paths = inner(value, "AllowedPaths", Kind.STRINGS).orElse(List.of());
    for (String path : paths) {
      if (!path.startsWith("/api/v0")) {
        throw new UserError("AllowedPaths: " + Shown.quoted(path) + " must begin with /api/v0");
      }
    }
    return new Authorization(secret, paths);
  }

  /** Without the secret: whatever is printed goes through here. */
  private static JsonNode authorizationJson(Authorization authorization) {
    return NODES.objectNode().set("AllowedPaths", Kind.STRINGS.writer().apply(authorization.allowedPaths()));
  }
}
