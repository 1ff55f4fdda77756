package dev.cairn.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.config.Config.Authorization;
import dev.cairn.config.Config.Bootstrap;
import dev.cairn.config.Config.DagLayout;
import dev.cairn.config.Config.PublicGateway;
import dev.cairn.config.Config.SizeEstimation;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.KeyMessage;
import dev.cairn.multiformats.Multiaddr;
import dev.cairn.multiformats.PeerId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that this node reads. The one list of them: reading, checking and documentation follow it. */
final class Keys {
  private static final int ANY = Integer.MAX_VALUE;

  static final Key<Optional<PeerId>> PEER_ID = Key.of("Identity.PeerID",
      Kind.optional(Kind.parsed("a peer id", PeerId::parse, PeerId::toString)), Optional.empty(), "",
      "The name of the node; made by `init`, follows from the key.");
  static final Key<Optional<KeyMessage>> PRIVATE_KEY = Key.of("Identity.PrivKey",
      Kind.optional(Kind.parsed("a private key in base64", Parsers::privateKey, Parsers::base64)),
      Optional.empty(),
      "", "The private key of the node: the libp2p protobuf in base64. Secret; made by `init`.");

  static final Key<List<Multiaddr>> API = Key.of("Addresses.API", Kind.ADDRESSES,
      addresses("/ip4/127.0.0.1/tcp/5001"),
      "\"/ip4/127.0.0.1/tcp/5001\"",
      "Where the RPC listens: one address or a list; TCP or `/unix/path`. Port 0 takes any free port; an empty list is no RPC. Keep it on loopback unless `API.Authorizations` guards it.");
  static final Key<List<Multiaddr>> GATEWAY = Key.of("Addresses.Gateway", Kind.ADDRESSES,
      addresses("/ip4/127.0.0.1/tcp/8080"), "\"/ip4/127.0.0.1/tcp/8080\"",
      "Where the gateway listens: one address or a list, as above.");
  static final Key<List<Multiaddr>> SWARM = Key.of("Addresses.Swarm", Kind.ADDRESSES,
      addresses("/ip4/0.0.0.0/tcp/4001", "/ip6/::/tcp/4001", "/ip4/0.0.0.0/udp/4001/quic-v1",
          "/ip6/::/udp/4001/quic-v1"),
      "[\"/ip4/0.0.0.0/tcp/4001\"]", "Where peers may connect. Transports that this node lacks are skipped.");
  static final Key<List<Multiaddr>> ANNOUNCE = Key.of("Addresses.Announce", Kind.ADDRESSES, List.of(),
      "[\"/dns4/node.example.com/tcp/4001\"]",
      "Addresses that are told to peers instead of those that were found out.");
  static final Key<List<Multiaddr>> APPEND_ANNOUNCE = Key.of("Addresses.AppendAnnounce", Kind.ADDRESSES,
      List.of(),
      "[\"/dns4/node.example.com/tcp/4001\"]",
      "Addresses that are told to peers besides those that were found out.");
  static final Key<List<Multiaddr>> NO_ANNOUNCE = Key.of("Addresses.NoAnnounce", Kind.ADDRESSES, List.of(),
      "[\"/ip4/10.0.0.0/ipcidr/8\"]", "Addresses and ranges that are never told to peers.");

  static final Key<Long> STORAGE_MAX = Key.of("Datastore.StorageMax", Kind.SIZE, 10_000_000_000L, "\"10GB\"",
      "How much room blocks may take. `10GB` counts by 1000, `10GiB` by 1024; a bare number is bytes.")
      .orZero();
  static final Key<Integer> GC_WATERMARK = Key
      .of("Datastore.StorageGCWatermark", Kind.number(1, 100), 90, "90",
          "At which percentage of `StorageMax` room is made, 1 to 100.")
      .orZero();
  static final Key<Duration> GC_PERIOD = Key.of("Datastore.GCPeriod", Kind.DURATION, Duration.ofHours(1),
      "\"1h\"",
      "How often that is looked at.").orZero();
  static final Key<Boolean> HASH_ON_READ = Key.of("Datastore.HashOnRead", Kind.FLAG, false, "true",
      "Whether each block is hashed again whenever it is read.");
  static final Key<JsonNode> SPEC = Key.of("Datastore.Spec", Kind.OBJECT, Parsers.packSpec(),
      "{\"type\": \"pack\"}",
      "Which store keeps the blocks. The only type so far is `pack`; the specs of Kubo's stores are kept in the file and not used.");

  static final Key<Boolean> NO_FETCH = Key.of("Gateway.NoFetch", Kind.FLAG, false, "true",
      "Whether the gateway serves only what is in the local store.");
  static final Key<Boolean> NO_DNS_LINK = Key.of("Gateway.NoDNSLink", Kind.FLAG, false, "true",
      "Whether the DNSLink records of host names are left unread.");
  static final Key<Boolean> DESERIALIZED = Key.of("Gateway.DeserializedResponses", Kind.FLAG, true, "false",
      "Whether files and pages are served; `false` makes a trustless gateway of raw blocks and CARs only.");
  static final Key<Boolean> CODEC_CONVERSION = Key.of("Gateway.AllowCodecConversion", Kind.FLAG, false,
      "true",
      "Whether a block may be served in another codec than its own; otherwise such a request is answered 406.");
  static final Key<Boolean> NO_HTML_ERRORS = Key.of("Gateway.DisableHTMLErrors", Kind.FLAG, false, "true",
      "Whether errors are plain text for browsers too.");
  static final Key<Boolean> ROUTING_API = Key.of("Gateway.ExposeRoutingAPI", Kind.FLAG, true, "false",
      "Whether `/routing/v1` is served on the port of the gateway.");
  static final Key<Duration> RETRIEVAL_TIMEOUT = Key.of("Gateway.RetrievalTimeout", Kind.DURATION,
      Duration.ofSeconds(30), "\"30s\"",
      "How long the first byte, and each pause between bytes, may take before the request ends with 504; `0` is for ever.");
  static final Key<Duration> REQUEST_DURATION = Key.of("Gateway.MaxRequestDuration", Kind.DURATION,
      Duration.ofHours(1),
      "\"1h\"", "How long a whole request may take.").orZero();
  static final Key<Integer> CONCURRENT_REQUESTS = Key.of("Gateway.MaxConcurrentRequests", Kind.number(0, ANY),
      4096,
      "4096", "How many requests run at a time; more are answered 429. `0` is any number.");
  static final Key<Long> RANGE_FILE_SIZE = Key.of("Gateway.MaxRangeRequestFileSize", Kind.SIZE, 0L,
      "\"5GiB\"",
      "The largest file of which byte ranges are served; larger ones are answered 501. `0` is any size.");
  static final Key<String> DIAGNOSTIC_URL = Key.of("Gateway.DiagnosticServiceURL",
      Kind.parsed("a URL", Parsers::webUrl, url -> url), "https://check.ipfs.network",
      "\"https://check.ipfs.network\"",
      "A page that error pages link to when content cannot be found; the empty string is none.");
  static final Key<String> ROOT_REDIRECT = Key.of("Gateway.RootRedirect", Kind.STRING, "",
      "\"/ipns/docs.ipfs.tech\"",
      "Where `/` leads; the empty string is nowhere.");
  static final Key<Map<String, List<String>>> GATEWAY_HEADERS = Key.of("Gateway.HTTPHeaders", Parsers.HEADERS,
      Map.of(),
      "{\"X-Robots-Tag\": [\"noindex\"]}", "Headers of every answer of the gateway.");
  static final Key<Map<String, PublicGateway>> PUBLIC_GATEWAYS = Key.of("Gateway.PublicGateways",
      Parsers.PUBLIC_GATEWAYS, Parsers.LOCALHOST_ONLY,
      "{\"example.com\": {\"Paths\": [\"/ipfs\", \"/ipns\"], \"UseSubdomains\": true}}",
      "What is served on which host name. `localhost` is there unless it is set to `null`.");

  static final Key<Map<String, List<String>>> API_HEADERS = Key.of("API.HTTPHeaders", Parsers.HEADERS,
      Map.of(),
      "{\"Access-Control-Allow-Origin\": [\"https://app.example.com\"]}",
      "Headers of every answer of the RPC; those for CORS say which web pages may call it.");
  static final Key<Map<String, Authorization>> AUTHORIZATIONS = Key.of("API.Authorizations",
      Parsers.AUTHORIZATIONS,
      Map.of(), "{\"Alice\": {\"AuthSecret\": \"bearer:some-long-secret\", \"AllowedPaths\": [\"/api/v0\"]}}",
      "Who may call what of the RPC; empty means everybody everything.");

  static final Key<Optional<Integer>> CID_VERSION = Key.of("Import.CidVersion",
      Kind.optional(Kind.number(0, 1)),
      Optional.empty(), "1", "The version of new CIDs, 0 or 1; `null` is 0 unless another option needs 1.");
  static final Key<Optional<Boolean>> RAW_LEAVES = Key.of("Import.UnixFSRawLeaves", Kind.optional(Kind.FLAG),
      Optional.empty(), "true",
      "Whether leaves of files are raw blocks; `null` is true with version 1 only.");
  static final Key<String> CHUNKER = Key.of("Import.UnixFSChunker",
      Kind.parsed("a chunker", Parsers::chunker, c -> c),
      "size-262144", "\"size-262144\"",
      "How files are cut: `size-<bytes>`, `rabin-<min>-<avg>-<max>` or `buzhash`; at most 2096896 bytes a chunk.");
  static final Key<HashFunction> HASH_FUNCTION = Key.of("Import.HashFunction",
      Kind.parsed("a hash function", Parsers::hashFunction, HashFunction::label), HashFunction.SHA2_256,
      "\"sha2-256\"", "The hash function of new blocks.");
  static final Key<Integer> FILE_MAX_LINKS = Key.of("Import.UnixFSFileMaxLinks", Kind.number(2, 32_768), 174,
      "174",
      "How many children a node of a file may have, 2 to 32768.");
  static final Key<Integer> DIRECTORY_MAX_LINKS = Key.of("Import.UnixFSDirectoryMaxLinks",
      Kind.number(0, ANY), 0,
      "0",
      "With how many entries a directory is still flat; `0` leaves it to the size.");
  static final Key<Integer> HAMT_FANOUT = Key.of("Import.UnixFSHAMTDirectoryMaxFanout",
      new Kind<>("a power of two", Parsers::fanout, Kind.number(8, 1024).writer()), 256, "256",
      "The width of sharded directories: a power of two from 8 to 1024.");
  static final Key<Long> HAMT_THRESHOLD = Key.of("Import.UnixFSHAMTDirectorySizeThreshold", Kind.SIZE,
      262_144L,
      "\"256KiB\"", "Directories that are estimated larger are sharded; `0` shards none by size.");
  static final Key<SizeEstimation> HAMT_ESTIMATION = Key.of("Import.UnixFSHAMTDirectorySizeEstimation",
      Kind.oneOf(
          Parsers.ordered("links", SizeEstimation.LINKS, "block", SizeEstimation.BLOCK, "disabled",
              SizeEstimation.DISABLED),
          Parsers::word),
      SizeEstimation.LINKS, "\"block\"",
      "How the size of a directory is estimated: `links` counts names and CIDs, `block` the whole block, `disabled` leaves it to `UnixFSDirectoryMaxLinks`.");
  static final Key<DagLayout> DAG_LAYOUT = Key.of("Import.UnixFSDAGLayout",
      Kind.oneOf(Parsers.ordered("balanced", DagLayout.BALANCED, "trickle", DagLayout.TRICKLE),
          Parsers::word),
      DagLayout.BALANCED, "\"balanced\"", "The shape of the tree of a file.");
  static final Key<Integer> BATCH_NODES = Key.of("Import.BatchMaxNodes", Kind.number(1, ANY), 128, "128",
      "How many blocks are written at a time at most.");
  static final Key<Long> BATCH_SIZE = Key.of("Import.BatchMaxSize", Kind.BYTES, 100L << 20, "104857600",
      "How many bytes of blocks are written at a time at most.");

  static final Key<Bootstrap> BOOTSTRAP = Key.of("Bootstrap",
      new Kind<>("a list of multiaddrs", Parsers::bootstrap, Parsers::bootstrapJson),
      new Bootstrap(true, List.of()),
      "[\"auto\"]",
      "The peers to connect to first: addresses that end in `/p2p/<peer id>`; `\"auto\"` stands for those that are right for everybody. An empty list or `null` is nobody.")
      // Kubo's profile "autoconf-off" writes null.
      .whenNull(new Bootstrap(false, List.of()));

  /** All of them, in the order of the documentation. */
  static final List<Key<?>> ALL = List.of(PEER_ID, PRIVATE_KEY, API, GATEWAY, SWARM, ANNOUNCE,
      APPEND_ANNOUNCE,
      NO_ANNOUNCE, STORAGE_MAX, GC_WATERMARK, GC_PERIOD, HASH_ON_READ, SPEC, NO_FETCH, NO_DNS_LINK,
      DESERIALIZED,
      CODEC_CONVERSION, NO_HTML_ERRORS, ROUTING_API, RETRIEVAL_TIMEOUT, REQUEST_DURATION, CONCURRENT_REQUESTS,
      RANGE_FILE_SIZE, DIAGNOSTIC_URL, ROOT_REDIRECT, GATEWAY_HEADERS, PUBLIC_GATEWAYS, API_HEADERS,
      AUTHORIZATIONS,
      CID_VERSION, RAW_LEAVES, CHUNKER, HASH_FUNCTION, FILE_MAX_LINKS, DIRECTORY_MAX_LINKS, HAMT_FANOUT,
      HAMT_THRESHOLD, HAMT_ESTIMATION, DAG_LAYOUT, BATCH_NODES, BATCH_SIZE, BOOTSTRAP);

  private Keys() {}

  private static List<Multiaddr> addresses(String... texts) {
    return Arrays.stream(texts).map(Multiaddr::parse).toList();
  }
}
