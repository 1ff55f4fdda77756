package dev.cairn.dag.unixfs;

import dev.cairn.dag.BlockSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Walks over the bytes of a part of a file, in order, piece by piece. Reads only nodes that hold bytes of that part,
 * or lead to them; keeps the nodes from the root to the current leaf.
 */
final class FileCursor {
  /**
   * How deep a file may be. A tree with two links a node reaches 2^63 bytes earlier; a deeper chain only costs time.
   */
  static final int MAX_DEPTH = 64;

  /** A node on the way from the root to the current leaf. */
  private static final class Frame {
    private final FileNode node;
    private final long start;
    private boolean dataDone;
    private int nextChild;
    private long childStart;

    Frame(FileNode node, long start) {
      this.node = node;
      this.start = start;
      this.childStart = start + node.data().dataSize();
    }
  }

  private final BlockSource source;
  private final Deque<Frame> path = new ArrayDeque<>();
  private final long end;
  private long position;

  private byte[] bytes = new byte[0];
  private int offset;
  private int length;

  /** A cursor over the bytes from {@code from} (inclusive) to {@code end} (exclusive), both within the file. */
  FileCursor(BlockSource source, FileNode root, long from, long end) {
    this.source = source;
    this.position = from;
    this.end = end;
    path.push(new Frame(root, 0));
  }

  /** Goes to the next piece, which is not empty; false when the part has been walked over. */
  boolean next() {
    while (position < end) {
      Frame frame = path.element();
      if (!frame.dataDone) {
        frame.dataDone = true;
        if (takeData(frame)) {
          return true;
        }
      }
      descendOrLeave(frame);
    }
    return false;
  }

  private boolean takeData(Frame frame) {
    UnixFsData data = frame.node.data();
    long dataEnd = Math.min(end, frame.start + data.dataSize());
    if (position >= dataEnd) {
      return false;
    }
    bytes = data.holder();
    offset = data.dataOffset() + (int) (position - frame.start);
    length = (int) (dataEnd - position);
    position = dataEnd;
    return true;
  }

  private void descendOrLeave(Frame frame) {
    while (frame.nextChild < frame.node.children()) {
      int child = frame.nextChild++;
      long start = frame.childStart;
      frame.childStart += frame.node.childSize(child);
      if (position < frame.childStart) {
        if (path.size() == MAX_DEPTH) {
          throw frame.node.view()
              .malformed("lies more than " + MAX_DEPTH + " nodes below the root of its file");
        }
        path.push(new Frame(frame.node.child(source, child), start));
        return;
      }
    }
    path.pop();
  }

  /** The array that holds the current piece; a part of a block, which nobody may change. */
  byte[] bytes() {
    return bytes;
  }

  /** Where the current piece begins in the array. */
  int offset() {
    return offset;
  }

  /** How many bytes the current piece has. */
  int length() {
    return length;
  }
}
