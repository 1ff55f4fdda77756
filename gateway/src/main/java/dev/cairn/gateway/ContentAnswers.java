package dev.cairn.gateway;

import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.dag.BlockSource;
import dev.cairn.dag.unixfs.UnixFs;
import dev.cairn.dag.unixfs.UnixFsDirectory;
import dev.cairn.dag.unixfs.UnixFsFile;
import dev.cairn.dag.unixfs.UnixFsNode;
import dev.cairn.dag.unixfs.UnixFsSymlink;
import dev.cairn.gateway.ErrorAnswers.Refusal;
import dev.cairn.gateway.http.PercentCoding;
import dev.cairn.gateway.http.RequestTarget;
import dev.cairn.gateway.http.ResponseFormat;
import dev.cairn.gateway.page.ErrorPage;
import dev.cairn.gateway.page.WelcomePage;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.MultiformatException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides what a GET or HEAD gets: redirects, pages of our own, and content below {@code /ipfs/}. Reads blocks, and
 * may wait for them; knows nothing of sockets.
 */
final class ContentAnswers {
  private static final String HTML = "text/html; charset=utf-8";

  private final Predicate<Cid> local;

  /**
   * Answers from blocks.
   *
   * @param local whether a block is stored on this node
   */
  ContentAnswers(Predicate<Cid> local) {
    this.local = local;
  }

  /**
   * The answer to a request; failures are thrown, for {@link ErrorAnswers} to tell.
   *
   * @param blocks where its blocks come from
   */
  Answer answer(GatewayRequest request, BlockSource blocks) {
    RequestTarget target = request.target();
    List<String> segments = target.segments();
    Optional<String> uri = target.parameter("uri");
    if (uri.isPresent()) {
      return toContentPath(uri.get());
    }
    if (segments.isEmpty()) {
      return welcome(request);
    }
    return switch (segments.getFirst()) {
      case "ipfs" -> content(request, segments, blocks);
      case "ipns" -> throw names(segments);
      default -> throw new Refusal(404, "Nothing here",
          Shown.text(target.rawPath()) + " is no address of this gateway",
          "Content is found below /ipfs/, like this: /ipfs/<cid>/path/to/file");
    };
  }

  private Answer content(GatewayRequest request, List<String> segments, BlockSource blocks) {
    RequestTarget target = request.target();
    if (segments.size() > 2 && (segments.get(1).equals("ipfs") || segments.get(1).equals("ipns"))) {
      return movedTo(pathOf(segments.subList(1, segments.size()), target.trailingSlash()) + target.canonicalQuery());
    }
    if (request.serviceWorker() && segments.size() == 2 && !target.trailingSlash()) {
      throw new Refusal(400, "Not for service workers",
          "navigator.serviceWorker: registration is not allowed for this scope",
          "Register the worker from a path below the content root; it may not rule over other content.");
    }
    Cid root = root(segments);
    if (request.onlyIfCached() && !isLocal(root, segments, blocks)) {
      throw new Refusal(412, "Not stored here",
          Shown.text(pathOf(segments, target.trailingSlash())) + " is not in the local datastore",
          "Ask without Cache-Control: only-if-cached to have it fetched.");
    }
    Located located = Located.find(blocks, root, segments.subList(2, segments.size()));
    Reading reading = new Reading(request, pathOf(segments, target.trailingSlash()), segments, located);
    if (!located.remainder().isEmpty()) {
      throw new Refusal(501, "Inside of a block",
          "\"" + Shown.text(String.join("/", located.remainder())) + "\" lies inside of block "
              + located.terminus() + " and is no link",
          "Ask for /ipfs/" + located.terminus() + " and pick the value from it.");
    }
    return content(reading, blocks);
  }

  private static Answer content(Reading reading, BlockSource blocks) {
    Cid cid = reading.cid();
    Optional<ResponseFormat> wanted = reading.format();
    if (wanted.isPresent()) {
      switch (wanted.get()) {
        case RAW -> {
          return BlockAnswers.raw(reading, blocks.require(cid));
        }
        case CAR, TAR -> throw new Refusal(501, "Not offered yet",
            wanted.get().mediaType() + " is not offered by this version of the gateway",
            "Fetch single blocks with ?format=raw.",
            "On the node itself, use: cairn dag export " + cid);
        case IPNS_RECORD -> throw new Refusal(400, "Not a name",
            "an IPNS record belongs to a name below /ipns/, not to content below /ipfs/");
        case JSON, CBOR, DAG_JSON, DAG_CBOR -> {
          // Looked at below, beside what the block is in.
        }
      }
    }
    Optional<ResponseFormat> stored = BlockAnswers.codecOf(cid);
    if (stored.isPresent()) {
      return BlockAnswers.codec(reading, stored.get(), blocks.require(cid));
    }
    if (wanted.isPresent() && (wanted.get() == ResponseFormat.DAG_JSON || wanted.get() == ResponseFormat.DAG_CBOR)) {
      throw BlockAnswers.noConversion(wanted.get(), cid);
    }
    UnixFsNode node = UnixFs.open(blocks, cid);
    return switch (node) {
      case UnixFsFile file -> FileAnswers.file(reading, file);
      case UnixFsDirectory directory -> DirectoryAnswers.directory(reading, directory, blocks);
      case UnixFsSymlink link -> FileAnswers.symlink(reading, link);
    };
  }

  /** Whether path and target are stored here; reads nothing from elsewhere. */
  private boolean isLocal(Cid root, List<String> segments, BlockSource blocks) {
    BlockSource stored = cid -> isStored(cid) ? blocks.get(cid) : Optional.empty();
    try {
      return isStored(Located.find(stored, root, segments.subList(2, segments.size())).terminus());
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

  private static Refusal names(List<String> segments) {
    String name = segments.size() < 2 ? "a name" : Shown.text(segments.get(1));
    return new Refusal(501, "Names are not served yet",
        "this version of the gateway does not resolve names, so it cannot say what " + name + " points to",
        "If you know the CID behind the name, open it as /ipfs/<cid>.");
  }

  private static Answer welcome(GatewayRequest request) {
    Optional<String> typed = request.target().parameter(WelcomePage.PARAMETER);
    if (typed.isPresent()) {
      return Answer.status(302).header("Location", locationOf(typed.get())).bytes(new byte[0], 0, 0);
    }
    byte[] page = WelcomePage.html();
    Answer.Builder answer = Answer.status(200)
        .header("Content-Type", HTML)
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", ErrorPage.contentSecurityPolicy())
        .header("Cache-Control", "no-cache");
    return request.head() ? answer.head(page.length) : answer.bytes(page, 0, page.length);
  }

  /** Where what somebody typed into the form leads: a CID, a content path, an address with a scheme. */
  private static String locationOf(String typed) {
    String text = typed.strip();
    if (text.startsWith("/ipfs/") || text.startsWith("/ipns/")) {
      return PercentCoding.canonical(text);
    }
    int scheme = text.indexOf("://");
    if (scheme < 0) {
      return PercentCoding.canonical("/ipfs/" + text);
    }
    if (text.startsWith("http")) {
      // The address of another gateway: its content path is also ours.
      int path = Math.max(text.indexOf("/ipfs/", scheme + 3), text.indexOf("/ipns/", scheme + 3));
      if (path >= 0) {
        return PercentCoding.canonical(text.substring(path));
      }
    }
    return contentPath(text);
  }

  private static Answer toContentPath(String uri) {
    return movedTo(contentPath(uri));
  }

  /** The content path of an {@code ipfs://} or {@code ipns://} address; its fragment stays with the browser. */
  private static String contentPath(String uri) {
    int scheme = uri.indexOf("://");
    String name = scheme < 0 ? "" : uri.substring(0, scheme).toLowerCase(Locale.ROOT);
    if (!name.equals("ipfs") && !name.equals("ipns")) {
      throw new Refusal(400, "Not an IPFS address",
          "invalid address \"" + Shown.text(uri) + "\": it must begin with ipfs:// or ipns://");
    }
    int fragment = uri.indexOf('#');
    String rest = uri.substring(scheme + 3, fragment < 0 ? uri.length() : fragment);
    return PercentCoding.canonical("/" + name + "/" + rest);
  }

  private static Answer movedTo(String location) {
    return Answer.status(301).header("Location", location).bytes(new byte[0], 0, 0);
  }

  /** The content path of these segments, escaped. */
  private static String pathOf(List<String> segments, boolean trailingSlash) {
    StringBuilder path = new StringBuilder();
    segments.forEach(segment -> path.append('/').append(PercentCoding.encodeSegment(segment)));
    return trailingSlash ? path.append('/').toString() : path.toString();
  }

}
