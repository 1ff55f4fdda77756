package dev.cairn.dag.path;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockSource;
import dev.cairn.dag.codec.Codecs;
import dev.cairn.dag.ipld.Node;
import dev.cairn.dag.ipld.Node.BytesNode;
import dev.cairn.dag.ipld.Node.LinkNode;
import dev.cairn.dag.ipld.Node.ListNode;
import dev.cairn.dag.ipld.Node.MapNode;
import dev.cairn.dag.path.ContentPath.Namespace;
import dev.cairn.dag.pb.Names;
import dev.cairn.dag.pb.PbReader;
import dev.cairn.dag.unixfs.UnixFs;
import dev.cairn.dag.unixfs.UnixFsDirectory;
import dev.cairn.dag.unixfs.UnixFsEntry;
import dev.cairn.dag.unixfs.UnixFsException;
import dev.cairn.dag.unixfs.UnixFsFile;
import dev.cairn.dag.unixfs.UnixFsNode;
import dev.cairn.dag.unixfs.UnixFsSymlink;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds what content paths lead to: through UnixFS directories, plain and sharded, through dag-cbor and dag-json maps
 * and lists, and over links from one codec into another. Reads the blocks on the way, each once, and not the one
 * that a last link leads to; whoever wants to know which blocks these are hands in a source that notes them. Symbolic
 * links are not followed. Safe for use by many threads.
 */
public final class Resolver {
  private static final int MAX_INDEX_DIGITS = 9;

  private final BlockSource source;

  public Resolver(BlockSource source) {
    this.source = source;
  }

  /**
   * Follows a path to its end.
   *
   * @param path {@code /ipfs} or {@code /ipld}; names are resolved before
   * @throws PathNotFoundException when a segment leads nowhere
   * @throws dev.cairn.dag.BlockNotFoundException when a block on the way is missing
   * @throws dev.cairn.dag.DecodeException when a block on the way is malformed or its codec is not known
   * @throws UnixFsException when a directory on the way is malformed
   */
  public Resolution resolve(ContentPath path) {
    Cid root = path.cid().orElseThrow(() -> new IllegalArgumentException(path + " has to be resolved first"));
    return resolve(root, path.segments(), path.namespace() == Namespace.IPLD);
  }

  /** Follows segments from a root, as {@link #resolve(ContentPath)} does those of an {@code /ipfs} path. */
  public Resolution resolve(Cid root, List<String> segments) {
    return resolve(root, segments, false);
  }

  /**
   * The value that a path leads to: of a whole block, or inside of one.
   *
   * @throws PathNotFoundException when there is none
   */
  public Node value(Resolution resolution) {
    Cid cid = resolution.cid();
    Node node = Codecs.decodeLenient(cid, source.require(cid).bytes());
    for (String segment : resolution.remainder()) {
      node = child(cid, node, segment);
    }
    return node;
  }

  private Resolution resolve(Cid root, List<String> segments, boolean plain) {
    List<Cid> roots = new ArrayList<>();
    roots.add(root);
    Cid cid = root;
    int next = 0;
    while (next < segments.size()) {
      if (!plain && isUnixFs(cid)) {
        cid = entry(cid, segments.get(next++));
        roots.add(cid);
        continue;
      }
      int entered = next;
      Node node = Codecs.decodeLenient(cid, source.require(cid).bytes());
      while (next < segments.size() && !(node instanceof LinkNode)) {
        node = child(cid, node, segments.get(next++));
        roots.add(cid);
      }
      if (!(node instanceof LinkNode link)) {
        return new Resolution(cid, segments.subList(entered, next), roots);
      }
      cid = link.cid();
      roots.set(roots.size() - 1, cid);
    }
    return new Resolution(cid, List.of(), roots);
  }

  private static boolean isUnixFs(Cid cid) {
    return cid.is(Multicodec.DAG_PB) || cid.is(Multicodec.RAW);
  }

  /** Where the entry of this name leads. */
  private Cid entry(Cid cid, String name) {
    if (cid.is(Multicodec.RAW)) {
      throw PathNotFoundException.notADirectory(name, cid, "a file");
    }
    UnixFsNode node;
    try {
      node = UnixFs.open(source, cid);
    } catch (UnixFsException e) {
      return switch (e.code()) {
        case NOT_UNIXFS -> namedLink(source.require(cid), name);
        case WRONG_TYPE -> throw PathNotFoundException.notADirectory(name, cid, "UnixFS metadata");
        case MALFORMED -> throw e;
      };
    }
    return switch (node) {
      case UnixFsDirectory directory -> directory.lookup(name)
          .map(UnixFsEntry::cid)
          .orElseThrow(() -> PathNotFoundException.noSuchLink(name, cid));
      case UnixFsFile file -> throw PathNotFoundException.notADirectory(name, cid, "a file");
      case UnixFsSymlink link -> throw PathNotFoundException.notADirectory(name, cid, "a symbolic link");
    };
  }

  /** The first link of this name in a dag-pb node of someone who does not use UnixFS. */
  private static Cid namedLink(Block block, String name) {
    byte[] wanted = Names.bytes(name);
    byte[] bytes = block.bytes();
    PbReader reader = new PbReader(bytes);
    while (reader.nextLink()) {
      int from = reader.nameOffset();
      if (from >= 0 && Arrays.equals(bytes, from, from + reader.nameLength(), wanted, 0, wanted.length)) {
        return reader.cid();
      }
    }
    throw PathNotFoundException.noSuchLink(name, block.cid());
  }

  /** The value inside of a value. */
  private static Node child(Cid cid, Node node, String segment) {
    Optional<Node> child = switch (node) {
      case MapNode map -> map.get(segment);
      case ListNode list -> item(list, segment);
      case BytesNode bytes -> throw PathNotFoundException.notADirectory(segment, cid, "bytes");
      default -> throw PathNotFoundException.notADirectory(segment, cid, "a single value");
    };
    return child.orElseThrow(() -> PathNotFoundException.noSuchLink(segment, cid));
  }

  private static Optional<Node> item(ListNode list, String segment) {
    boolean isIndex = segment.length() <= MAX_INDEX_DIGITS
        && segment.chars().allMatch(c -> c >= '0' && c <= '9');
    int index = isIndex && !segment.isEmpty() ? Integer.parseInt(segment) : -1;
    return index >= 0 && index < list.items().size() ? Optional.of(list.items().get(index))
        : Optional.empty();
  }
}
