package dev.cairn.dag.unixfs;

import dev.cairn.dag.BlockSource;
import dev.cairn.multiformats.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A file. Reading a range fetches the leaves that hold it and the nodes above them, nothing else, and holds each
 * node to what its parent claimed of it. Safe for use by many threads.
 *
 * <p>Reading throws {@link dev.cairn.dag.BlockNotFoundException} where a block is missing and {@link
 * UnixFsException} where one is not as it should be; what was handed out before that was right.
 */
public final class UnixFsFile implements UnixFsNode {
  private final BlockSource source;
  private final FileNode root;

  private UnixFsFile(BlockSource source, FileNode root) {
    this.source = source;
    this.root = root;
  }

  /**
   * Reads the root of a file: dag-pb, or a raw block.
   *
   * @throws UnixFsException when it is no file
   */
  public static UnixFsFile open(BlockSource source, Cid cid) {
    return of(source, NodeView.load(source, cid));
  }

  static UnixFsFile of(BlockSource source, NodeView view) {
    return new UnixFsFile(source, FileNode.of(view));
  }

  @Override
  public Cid cid() {
    return root.view().cid();
  }

  /** How many bytes the file has. */
  public long size() {
    return root.size();
  }

  @Override
  public Attributes attributes() {
    return root.data().attributes();
  }

  @Override
  public UnixFsStat stat() {
    return UnixFsStat.of(root.view(), UnixFsStat.Kind.FILE, root.size());
  }

  /**
   * Writes a range of the file.
   *
   * @throws IndexOutOfBoundsException when the range is not within the file
   */
  public void writeTo(long offset, long length, OutputStream out) throws IOException {
    FileCursor cursor = cursor(offset, length);
    while (cursor.next()) {
      out.write(cursor.bytes(), cursor.offset(), cursor.length());
    }
  }

  /**
   * Hands out a range of the file, piece by piece and in order. A piece shows the array of a block: it may be kept,
   * and nobody may change its bytes.
   *
   * @throws IndexOutOfBoundsException when the range is not within the file
   */
  public void writeTo(long offset, long length, Consumer<ByteBuffer> out) {
    FileCursor cursor = cursor(offset, length);
    while (cursor.next()) {
      out.accept(ByteBuffer.wrap(cursor.bytes(), cursor.offset(), cursor.length()));
    }
  }

  /**
   * A stream from {@code offset} to the end of the file. Skipping fetches nothing of what is skipped.
   *
   * @throws IndexOutOfBoundsException when the offset lies behind the end
   */
  public InputStream newInputStream(long offset) {
    Objects.checkFromToIndex(offset, size(), size());
    return new FileInputStream(this, offset);
  }

  FileCursor cursor(long offset, long length) {
    Objects.checkFromIndexSize(offset, length, size());
    return new FileCursor(source, root, offset, offset + length);
  }
}
