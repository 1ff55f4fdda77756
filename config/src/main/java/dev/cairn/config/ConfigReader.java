package dev.cairn.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.config.Config.Addresses;
import dev.cairn.config.Config.Api;
import dev.cairn.config.Config.Datastore;
import dev.cairn.config.Config.Gateway;
import dev.cairn.config.Config.Identity;
import dev.cairn.config.Config.Import;
import dev.cairn.multiformats.MultiformatException;
import java.util.ArrayList;
import java.util.List;

/** Reads the record tree out of a JSON tree, collects every problem, and puts the default where one is. */
final class ConfigReader {
  private final JsonNode root;
  private final List<ConfigProblem> problems = new ArrayList<>();

  ConfigReader(JsonNode root) {
    this.root = root;
  }

  List<ConfigProblem> problems() {
    return problems;
  }

  /** The value of a key, or its default when it is absent or bad. */
  <T> T get(Key<T> key) {
    JsonNode value = root;
    for (String name : key.segments()) {
      value = value.path(name);
    }
    if (isStandard(key, value)) {
      return value.isNull() ? key.onNull() : key.standard();
    }
    try {
      return key.kind().reader().apply(value);
    } catch (UserError | MultiformatException e) {
      problems.add(ConfigProblem.error(key.path(), String.valueOf(e.getMessage()), key.example()));
      return key.standard();
    }
  }

  private static boolean isStandard(Key<?> key, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return true;
    }
    boolean measured = key.kind().equals(Kind.DURATION) || key.kind().equals(Kind.SIZE);
    String text = value.isTextual() ? value.textValue() : "-";
    return measured && (text.isEmpty() || text.equals("default"))
        || key.zeroIsStandard()
            && (value.isIntegralNumber() && value.longValue() == 0 || text.matches("0[a-zA-Z]*"))
        || key.equals(Keys.SPEC) && value.isObject() && value.isEmpty();
  }

  Config read() {
    Identity identity = new Identity(get(Keys.PEER_ID), get(Keys.PRIVATE_KEY));
    Addresses addresses = new Addresses(get(Keys.API), get(Keys.GATEWAY), get(Keys.SWARM), get(Keys.ANNOUNCE),
        get(Keys.APPEND_ANNOUNCE), get(Keys.NO_ANNOUNCE));
    Datastore datastore = new Datastore(get(Keys.STORAGE_MAX), get(Keys.GC_WATERMARK), get(Keys.GC_PERIOD),
        get(Keys.HASH_ON_READ), get(Keys.SPEC));
    Gateway gateway = new Gateway(get(Keys.NO_FETCH), get(Keys.NO_DNS_LINK), get(Keys.DESERIALIZED),
        get(Keys.CODEC_CONVERSION), get(Keys.NO_HTML_ERRORS), get(Keys.ROUTING_API),
        get(Keys.RETRIEVAL_TIMEOUT),
        get(Keys.REQUEST_DURATION), get(Keys.CONCURRENT_REQUESTS), get(Keys.RANGE_FILE_SIZE),
        get(Keys.DIAGNOSTIC_URL), get(Keys.ROOT_REDIRECT), get(Keys.GATEWAY_HEADERS),
        get(Keys.PUBLIC_GATEWAYS));
    Api api = new Api(get(Keys.API_HEADERS), get(Keys.AUTHORIZATIONS));
    Import importing = new Import(get(Keys.CID_VERSION), get(Keys.RAW_LEAVES), get(Keys.CHUNKER),
        get(Keys.HASH_FUNCTION), get(Keys.FILE_MAX_LINKS), get(Keys.DIRECTORY_MAX_LINKS),
        get(Keys.HAMT_FANOUT),
        get(Keys.HAMT_THRESHOLD), get(Keys.HAMT_ESTIMATION), get(Keys.DAG_LAYOUT), get(Keys.BATCH_NODES),
        get(Keys.BATCH_SIZE));
    return new Config(identity, addresses, datastore, gateway, api, importing, get(Keys.BOOTSTRAP));
  }
}
