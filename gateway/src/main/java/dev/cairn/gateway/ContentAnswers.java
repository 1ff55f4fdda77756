package dev.cairn.gateway;

import dev.cairn.config.Config;
import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.dag.BlockSource;
import dev.cairn.dag.path.Resolution;
import dev.cairn.dag.path.Resolver;
import dev.cairn.dag.unixfs.UnixFs;
import dev.cairn.dag.unixfs.UnixFsDirectory;
import dev.cairn.dag.unixfs.UnixFsFile;
import dev.cairn.dag.unixfs.UnixFsSymlink;
import dev.cairn.gateway.ErrorAnswers.Refusal;
import dev.cairn.gateway.http.PercentCoding;
import dev.cairn.gateway.http.RequestTarget;
import dev.cairn.gateway.http.ResponseFormat;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.MultiformatException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides what a GET or HEAD gets. Reads blocks, and may wait for them; knows nothing of sockets. Failures are
 * thrown, for {@link ErrorAnswers} to tell.
 */
final class ContentAnswers {
  private final Config.Gateway settings;
  private final Predicate<Cid> local;
  private final FileAnswers files;
  private final DirectoryAnswers directories;

  /**
   * Answers from blocks.
   *
   * @param local whether a block is stored on this node
   */
  ContentAnswers(Config.Gateway settings, Predicate<Cid> local) {
    this.settings = settings;
    this.local = local;
    this.files = new FileAnswers(settings.maxRangeRequestFileSizeBytes());
    this.directories = new DirectoryAnswers(files);
  }

  /**
   * The answer to a request.
   *
   * @param blocks where its blocks come from
   */
  Answer answer(GatewayRequest request, BlockSource blocks) {
    RequestTarget target = request.target();
    List<String> segments = target.segments();
    Optional<String> uri = target.parameter("uri");
    if (uri.isPresent()) {
      return Addresses.redirect(uri.get());
    }
    if (segments.isEmpty()) {
      return Addresses.root(request, settings.rootRedirect());
    }
    return switch (segments.getFirst()) {
      case "ipfs" -> content(request, segments, blocks);
      case "ipns" -> throw names(segments);
      default -> throw new Refusal(404, "Nothing here",
          Shown.text(target.rawPath()) + " is no address of this gateway",
          "Content is found below /ipfs/, like this: /ipfs/<cid>/path/to/file");
    };
  }

  private static Refusal names(List<String> segments) {
    String name = segments.size() < 2 ? "a name" : Shown.text(segments.get(1));
    return new Refusal(501, "Names are not served yet",
        "this version of the gateway does not resolve names, so it cannot say what " + name + " points to",
        "If you know the CID behind the name, open it as /ipfs/<cid>.");
  }

  private Answer content(GatewayRequest request, List<String> segments, BlockSource blocks) {
    RequestTarget target = request.target();
    String path = pathOf(segments, target.trailingSlash());
    if (segments.size() > 2 && (segments.get(1).equals("ipfs") || segments.get(1).equals("ipns"))) {
      // /ipfs/ipfs/<cid>: somebody put the namespace before a path that had it already.
      return Addresses.moved(path.substring("/ipfs".length()) + target.canonicalQuery());
    }
    if (request.serviceWorker() && segments.size() == 2 && !target.trailingSlash()) {
      throw new Refusal(400, "Not for service workers",
          "navigator.serviceWorker: registration is not allowed for this scope",
          "Register the worker from a path below the content root; it may not rule over other content.");
    }
    Cid root = root(segments);
    List<String> below = segments.subList(2, segments.size());
    if (request.onlyIfCached() && !isLocal(root, below, blocks)) {
      throw new Refusal(412, "Not stored here", Shown.text(path) + " is not in the local datastore",
          "Ask without Cache-Control: only-if-cached to have it fetched.");
    }
    Optional<ResponseFormat> format = request.format();
    if (!settings.deserializedResponses()) {
      requireTrustless(format, below);
    }
    Resolution resolution = new Resolver(blocks).resolve(root, below);
    if (!resolution.remainder().isEmpty()) {
      throw new Refusal(501, "Inside of a block",
          "\"" + Shown.text(String.join("/", resolution.remainder())) + "\" lies inside of block "
              + resolution.cid() + " and is no link",
          "Ask for /ipfs/" + resolution.cid() + " and pick the value from it.");
    }
    return represent(new Reading(request, path, segments, resolution), format, blocks);
  }

  private Answer represent(Reading reading, Optional<ResponseFormat> format, BlockSource blocks) {
    Cid cid = reading.cid();
    if (format.isPresent()) {
      switch (format.get()) {
        case RAW -> {
          return BlockAnswers.raw(reading, blocks.require(cid));
        }
        case CAR, TAR -> throw new Refusal(501, "Not offered yet",
            format.get().mediaType() + " is not offered by this version of the gateway",
            "Fetch single blocks with ?format=raw.",
            "On the node itself, use: cairn dag export " + cid);
        case IPNS_RECORD -> throw new Refusal(400, "Not a name",
            "an IPNS record belongs to a name below /ipns/, not to content below /ipfs/");
        case JSON, CBOR, DAG_JSON, DAG_CBOR -> {
          // Depends on what the block is in.
        }
      }
    }
    Optional<ResponseFormat> document = BlockAnswers.documentFormat(cid);
    boolean dag = format.filter(f -> f == ResponseFormat.DAG_JSON || f == ResponseFormat.DAG_CBOR)
        .isPresent();
    if (document.isPresent() || dag) {
      return BlockAnswers.document(
          reading, format.or(() -> document).orElseThrow(), blocks, settings.allowCodecConversion());
    }
    return switch (UnixFs.open(blocks, cid)) {
      case UnixFsFile file -> files.file(reading, file);
      case UnixFsDirectory directory -> directories.directory(reading, directory, blocks);
      case UnixFsSymlink link -> files.symlink(reading, link);
    };
  }

  /** A gateway without deserialized responses hands out only what a client can check by itself. */
  private static void requireTrustless(Optional<ResponseFormat> format, List<String> below) {
    boolean raw = format.isPresent() && format.get() == ResponseFormat.RAW && below.isEmpty();
    boolean car = format.isPresent() && format.get() == ResponseFormat.CAR;
    if (!raw && !car) {
      throw new Refusal(406, "Only blocks are served here",
          "only trustless requests are accepted on this gateway",
          "Ask for a raw block, /ipfs/<cid>?format=raw, and check its hash.",
          "The operator can serve files and pages with the setting Gateway.DeserializedResponses.");
    }
  }

  /** Whether path and target are stored here; reads nothing from elsewhere. */
  private boolean isLocal(Cid root, List<String> below, BlockSource blocks) {
    BlockSource stored = cid -> isStored(cid) ? blocks.get(cid) : Optional.empty();
    try {
      return isStored(new Resolver(stored).resolve(root, below).cid());
    } catch (BlockNotFoundException elsewhere) {
      return false;
    }
  }

  private boolean isStored(Cid cid) {
    return cid.multihash().isIdentity() || local.test(cid);
  }

  private static Cid root(List<String> segments) {
    if (segments.size() < 2) {
      throw new Refusal(400, "Which content?", "invalid path \"/ipfs/\": no CID follows",
          "Put a CID behind it: /ipfs/<cid>");
    }
    try {
      return Cid.parse(segments.get(1));
    } catch (MultiformatException e) {
      throw new Refusal(400, "Not a CID",
          "invalid path \"" + Shown.text("/" + String.join("/", segments)) + "\": "
              + Shown.text(String.valueOf(e.getMessage())),
          "Check the CID for missing or mistyped characters.",
          "CIDs that begin with Qm need their capital letters.");
    }
  }

  /** The content path of these segments, escaped. */
  private static String pathOf(List<String> segments, boolean trailingSlash) {
    StringBuilder path = new StringBuilder();
    segments.forEach(segment -> path.append('/').append(PercentCoding.encodeSegment(segment)));
    return trailingSlash ? path.append('/').toString() : path.toString();
  }
}
