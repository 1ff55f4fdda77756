package dev.cairn.dag.unixfs;

import dev.cairn.dag.pb.PbReader;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The entries of a flat directory: its links. */
final class FlatEntries implements Iterator<UnixFsEntry> {
  private final PbReader reader;
  private boolean onLink;

  FlatEntries(NodeView directory) {
    reader = directory.reader();
    onLink = reader.nextLink();
  }

  @Override
  public boolean hasNext() {
    return onLink;
  }

  @Override
  public UnixFsEntry next() {
    if (!onLink) {
      throw new NoSuchElementException();
    }
    UnixFsEntry entry = new UnixFsEntry(reader.name(), reader.cid(), reader.tsize());
    onLink = reader.nextLink();
    return entry;
  }
}
