package dev.cairn.dag.path;

import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.MultiformatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A content path: {@code /ipfs/<cid>}, {@code /ipld/<cid>} or {@code /ipns/<name>}, and the segments below. Names of
 * any bytes can be segments, see {@link dev.cairn.dag.pb.Names}. Nothing is percent-decoded here. Immutable.
 *
 * <p>Double slashes and {@code .} segments vanish and {@code ..} takes the segment before it away, but never the
 * root: a path that climbs out of what its CID names is refused.
 */
public final class ContentPath {
  /** What the root of a path is and how the segments below are found. */
  public enum Namespace {
    /** A CID; segments are names in UnixFS directories, and keys and indexes of dag-cbor and dag-json. */
    IPFS,
    /** An IPNS name or a domain, which leads to another path. */
    IPNS,
    /** A CID; segments are keys and indexes of the data model in every codec, so {@code Links/0/Hash} in dag-pb. */
    IPLD;

    /** The word in a path, such as {@code ipfs}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Namespace of(String label) {
      for (Namespace namespace : values()) {
        if (namespace.label().equals(label)) {
          return namespace;
        }
      }
      return null;
    }
  }

  private static final String TOO_SHORT = "path does not have enough components";

  private final Namespace namespace;
  private final String root;
  private final @Nullable Cid cid;
  private final List<String> segments;
  private final boolean trailingSlash;

  private ContentPath(Namespace namespace, String root, @Nullable Cid cid, List<String> segments,
      boolean trailingSlash) {
    this.namespace = namespace;
    this.root = root;
    this.cid = cid;
    this.segments = List.copyOf(segments);
    this.trailingSlash = trailingSlash;
  }

  /** The path of a CID, {@code /ipfs/<cid>}. */
  public static ContentPath of(Cid cid) {
    return new ContentPath(Namespace.IPFS, cid.toString(), cid, List.of(), false);
  }

  /**
   * What a person or a client wrote: a path, a URI ({@code ipfs://<cid>/a}, {@code ipns:name}), or a CID with or
   * without a path behind it.
   *
   * @throws InvalidPathException when it is none of these
   */
  public static ContentPath parse(String text) {
    String path = withoutScheme(text);
    if (path.startsWith("/")) {
      return parsePath(text, path);
    }
    int slash = path.indexOf('/');
    String root = slash < 0 ? path : path.substring(0, slash);
    if (root.isEmpty() || cidOrNull(root) == null) {
      throw new InvalidPathException(text,
          TOO_SHORT + "; expected a CID, /ipfs/<cid>/… or /ipns/<name>/…");
    }
    return parsePath(text, "/ipfs/" + path);
  }

  /**
   * Exactly a path, such as the value of an IPNS record.
   *
   * @throws InvalidPathException when it is none
   */
  public static ContentPath parseStrict(String text) {
    return parsePath(text, text);
  }

  /**
   * The path of these parts: namespace, root and segments below it, as they stand between the slashes of a path and
   * already decoded. Empty and dot segments are resolved.
   *
   * @throws InvalidPathException when they make no path
   */
  public static ContentPath of(List<String> parts, boolean trailingSlash) {
    return of("/" + String.join("/", parts) + (trailingSlash ? "/" : ""), parts, trailingSlash);
  }

  private static ContentPath parsePath(String text, String path) {
    if (!path.startsWith("/")) {
      throw new InvalidPathException(text, TOO_SHORT);
    }
    return of(text, List.of(path.split("/", -1)), path.endsWith("/"));
  }

  private static ContentPath of(String text, List<String> parts, boolean trailingSlash) {
    List<String> clean = new ArrayList<>();
    for (String part : parts) {
      if (part.equals("..")) {
        if (clean.size() <= 2) {
          throw new InvalidPathException(text, "\"..\" leads out of the root");
        }
        clean.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        clean.add(part);
      }
    }
    if (clean.size() < 2) {
      throw new InvalidPathException(text, TOO_SHORT);
    }
    Namespace namespace = Namespace.of(clean.get(0));
    if (namespace == null) {
      throw new InvalidPathException(text, "unknown namespace: " + Quoted.of(clean.get(0)));
    }
    String root = clean.get(1);
    Cid cid = namespace == Namespace.IPNS ? null : cid(text, root);
    return new ContentPath(namespace, root, cid, clean.subList(2, clean.size()), trailingSlash);
  }

  /** Makes {@code ipfs://x}, {@code ipfs:x} and the same of other namespaces, in any case, a path. */
  private static String withoutScheme(String text) {
    int colon = text.indexOf(':');
    if (colon != 4) {
      return text;
    }
    Namespace namespace = Namespace.of(text.substring(0, colon).toLowerCase(Locale.ROOT));
    if (namespace == null) {
      return text;
    }
    String rest = text.substring(colon + 1);
    return "/" + namespace.label() + "/" + (rest.startsWith("//") ? rest.substring(2) : rest);
  }

  private static Cid cid(String text, String root) {
    try {
      return Cid.parse(root);
    } catch (MultiformatException e) {
      throw new InvalidPathException(text, "invalid cid: " + e.getMessage());
    }
  }

  private static @Nullable Cid cidOrNull(String root) {
    try {
      return Cid.parse(root);
    } catch (MultiformatException notACid) {
      return null;
    }
  }

  /** Which kind of path this is. */
  public Namespace namespace() {
    return namespace;
  }

  /** Whether the path always leads to the same content: all but {@code /ipns} do. */
  public boolean isImmutable() {
    return namespace != Namespace.IPNS;
  }

  /** The CID or name behind the namespace, as it was written. */
  public String root() {
    return root;
  }

  /** The CID that the path begins with; empty for {@code /ipns}. */
  public Optional<Cid> cid() {
    return Optional.ofNullable(cid);
  }

  /** The segments below the root; none is empty, {@code .} or {@code ..}. */
  public List<String> segments() {
    return segments;
  }

  /** Whether the path was written with a slash at its end. */
  public boolean trailingSlash() {
    return trailingSlash;
  }

  /**
   * The path of {@code newRoot} with its own segments and then those of this path: what a name leads to and the rest
   * of the path that began with the name.
   */
  public ContentPath rebasedOn(ContentPath newRoot) {
    List<String> joined = new ArrayList<>(newRoot.segments);
    joined.addAll(segments);
    return new ContentPath(newRoot.namespace, newRoot.root, newRoot.cid, joined, trailingSlash);
  }

  /** The clean path. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("/").append(namespace.label()).append('/').append(root);
    segments.forEach(segment -> text.append('/').append(segment));
    return text.append(trailingSlash ? "/" : "").toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ContentPath path
        && namespace == path.namespace
        && root.equals(path.root)
        && segments.equals(path.segments)
        && trailingSlash == path.trailingSlash;
  }

  @Override
  public int hashCode() {
    return Objects.hash(namespace, root, segments, trailingSlash);
  }
}
