package dev.cairn.dag.unixfs;

import dev.cairn.dag.BlockSource;
import dev.cairn.dag.pb.Names;
import dev.cairn.dag.pb.PbReader;
import dev.cairn.multiformats.Cid;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A directory: in one block, or sharded over a tree of blocks. What its entries lead to is never read. Safe for use
 * by many threads; an iterator is for one.
 *
 * <p>Questions throw {@link dev.cairn.dag.BlockNotFoundException} where a block of a sharded directory is missing and
 * {@link UnixFsException} where one is not as it should be.
 */
public final class UnixFsDirectory implements UnixFsNode, Iterable<UnixFsEntry> {
  private final BlockSource source;
  private final NodeView root;

  private UnixFsDirectory(BlockSource source, NodeView root) {
    this.source = source;
    this.root = root;
  }

  /**
   * Reads the root of a directory.
   *
   * @throws UnixFsException when it is no directory
   */
  public static UnixFsDirectory open(BlockSource source, Cid cid) {
    return of(source, NodeView.load(source, cid));
  }

  static UnixFsDirectory of(BlockSource source, NodeView view) {
    if (!view.data().type().isDirectory()) {
      throw view.wrongType("a directory");
    }
    if (view.data().type() == UnixFsData.Type.HAMT_SHARD) {
      HamtShard.of(view);
    }
    return new UnixFsDirectory(source, view);
  }

  @Override
  public Cid cid() {
    return root.cid();
  }

  @Override
  public Attributes attributes() {
    return root.data().attributes();
  }

  @Override
  public UnixFsStat stat() {
    return UnixFsStat.of(root, UnixFsStat.Kind.DIRECTORY, 0);
  }

  /** Whether the directory is spread over many blocks. */
  public boolean isSharded() {
    return root.data().type() == UnixFsData.Type.HAMT_SHARD;
  }

  /**
   * The entry of this name; the first one, should the directory have several. In a sharded directory this reads the
   * blocks on the way to the name only.
   *
   * @param name as {@link UnixFsEntry#name} gives it
   */
  public Optional<UnixFsEntry> lookup(String name) {
    byte[] wanted = Names.bytes(name);
    return isSharded() ? lookupSharded(name, wanted) : lookupFlat(name, wanted);
  }

  private Optional<UnixFsEntry> lookupFlat(String name, byte[] wanted) {
    PbReader reader = root.reader();
    while (reader.nextLink()) {
      int offset = Math.max(0, reader.nameOffset());
      if (Arrays.equals(root.block(), offset, offset + reader.nameLength(), wanted, 0, wanted.length)) {
        return Optional.of(new UnixFsEntry(name, reader.cid(), reader.tsize()));
      }
    }
    return Optional.empty();
  }

  private Optional<UnixFsEntry> lookupSharded(String name, byte[] wanted) {
    long hash = NameHash.of(wanted);
    HamtShard shard = HamtShard.of(root);
    int consumed = 0;
    while (true) {
      int place = NameHash.place(hash, consumed, shard.bits());
      if (!shard.isTaken(place)) {
        return Optional.empty();
      }
      PbReader link = shard.linkOf(place);
      if (!shard.isSubShard(link)) {
        return shard.entryName(link).equals(name)
            ? Optional.of(new UnixFsEntry(name, link.cid(), link.tsize()))
            : Optional.empty();
      }
      consumed += shard.bits();
      shard = shard.child(source, link.cid(), consumed);
    }
  }

  /**
   * The entries: those of a flat directory in the order of its block, those of a sharded one in the order of their
   * hashes. A sharded directory is read block by block as the iterator moves on, and every name is checked to be
   * where its hash belongs, so that no small tree of blocks can pretend to be an endless directory.
   */
  @Override
  public Iterator<UnixFsEntry> iterator() {
    return isSharded() ? new ShardedEntries(source, HamtShard.of(root)) : new FlatEntries(root);
  }

  /** Hands out the entries in the order of {@link #iterator}. */
  public void forEachEntry(Consumer<UnixFsEntry> visitor) {
    iterator().forEachRemaining(visitor);
  }
}
