package dev.cairn.dag.unixfs;

import dev.cairn.dag.BlockSource;
import dev.cairn.dag.pb.Names;
import dev.cairn.dag.pb.PbReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The entries of a sharded directory, depth first; keeps the nodes from the root to the current one. */
final class ShardedEntries implements Iterator<UnixFsEntry> {
  /** A node on the way; {@code prefix} holds the {@code consumed} first bits that all hashes below it share. */
  private record Frame(HamtShard shard, PbReader reader, long prefix, int consumed) {}

  private final BlockSource source;
  private final Deque<Frame> path = new ArrayDeque<>();
  private @Nullable UnixFsEntry next;

  ShardedEntries(BlockSource source, HamtShard root) {
    this.source = source;
    path.push(new Frame(root, root.view().reader(), 0, 0));
  }

  @Override
  public boolean hasNext() {
    while (next == null && !path.isEmpty()) {
      advance(path.element());
    }
    return next != null;
  }

  @Override
  public UnixFsEntry next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    UnixFsEntry entry = next;
    next = null;
    return entry;
  }

  private void advance(Frame frame) {
    HamtShard shard = frame.shard();
    PbReader reader = frame.reader();
    if (!reader.nextLink()) {
      path.pop();
      return;
    }
    int consumed = frame.consumed() + shard.bits();
    long prefix = frame.prefix() | (long) shard.place(reader) << (HamtShard.HASH_BITS - consumed);
    if (shard.isSubShard(reader)) {
      HamtShard child = shard.child(source, reader.cid(), consumed);
      path.push(new Frame(child, child.view().reader(), prefix, consumed));
      return;
    }
    String name = shard.entryName(reader);
    if ((NameHash.of(name) ^ prefix) >>> (HamtShard.HASH_BITS - consumed) != 0) {
      throw shard.view().malformed("entry \"" + Names.printable(name) + "\" is not where its hash belongs");
    }
    next = new UnixFsEntry(name, reader.cid(), reader.tsize());
  }
}
