package dev.cairn.dag.unixfs;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockSink;
import dev.cairn.dag.pb.Names;
import dev.cairn.dag.unixfs.chunk.Chunk;
import dev.cairn.dag.unixfs.chunk.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns files, directories and symbolic links into blocks, as {@code add} does. The entries are pushed one by one, in
 * depth-first order: from the walk of a folder, or from the parts of a request as they arrive.
 *
 * <pre>
 * try (TreeImporter importer = TreeImporter.open(blocks, ImportOptions.defaults(), listener)) {
 *   importer.directory("site", Attributes.none());
 *   try (InputStream page = ...) {
 *     importer.file("site/index.html", page, sizeInBytes, Attributes.none());
 *   }
 *   Cid root = importer.finish().getFirst().cid();
 * }
 * </pre>
 *
 * <p>The calling thread reads and cuts; as many threads as there are cores hash; the calling thread builds the trees
 * and puts the blocks to the sink in their order, children first, and calls the listener. So memory does not depend
 * on the size of files, and pushing an entry blocks while the hashing or the sink cannot follow. What has been
 * imported counts only once {@link #finish} has returned and the owner of the sink has made it durable.
 *
 * <p>A path consists of names with one slash between them. The first name is that of the tree: entries that share it
 * belong to one tree, and the result has a root for each. An empty path is a stream without a name. Directories that
 * are not pushed themselves are made up. A name is text, so that its bytes in the directory are UTF-8; bytes that are
 * not, escaped as {@link Names} does, are refused, and so are {@code .}, {@code ..} and empty names.
 *
 * <p>Every failure ends the import: it is thrown on the calling thread, the workers are gone, and the importer takes
 * nothing more. Interrupting the calling thread is such a failure. For use by one thread.
 */
public final class TreeImporter implements AutoCloseable {
  private final ImportOptions options;
  private final ImportListener listener;
  private final BlockMaker maker;
  private final BlockOut out;
  private final Pipeline pipeline;
  private final ImportTree tree;
  private final Splitter splitter;
  private boolean closed;

  private TreeImporter(BlockSink sink, ImportOptions options, ImportListener listener, int workers) {
    this.options = options;
    this.listener = listener;
    this.maker = new BlockMaker(options);
    this.out = new BlockOut(sink);
    this.pipeline = new Pipeline(workers, out::flush);
    this.tree = new ImportTree(options, listener, new DirectoryWriter(options, maker, out), pipeline);
    this.splitter = options.chunker().splitter(maker);
  }

  /**
   * Begins an import.
   *
   * @throws IllegalArgumentException when the options ask for a CIDv0 of another hash than sha2-256
   */
  public static TreeImporter open(BlockSink sink, ImportOptions options, ImportListener listener) {
    return new TreeImporter(sink, options.requireCids(), listener,
        Runtime.getRuntime().availableProcessors());
  }

  /**
   * Pushes a directory. Needed only for empty ones and for those with attributes. Without {@link ImportOptions#wrap},
   * a path of one name begins another tree, even when there was one of that name.
   *
   * @throws ImportException when the name cannot be, or is that of a file
   */
  public void directory(String path, Attributes attributes) {
    push(path, () -> {
      List<String> names = ImportTree.names(path);
      if (names.isEmpty()) {
        throw new ImportException(path, "a directory needs a name");
      }
      tree.directory(names, path, options.attributesFor(attributes));
      return null;
    });
  }

  /**
   * Pushes a file: reads the stream to its end. The caller closes the stream, and may as soon as this returns.
   *
   * @param expectedBytes how long the stream is, or -1; a stream that ends earlier is an error, one that goes on is
   *     read to its end
   * @throws ImportException when the stream fails or is too short, or the name cannot be or was there before
   */
  public void file(String path, InputStream from, long expectedBytes, Attributes attributes) {
    push(path, () -> {
      List<String> names = ImportTree.names(path);
      Folder folder = tree.place(names, path);
      read(path, from, expectedBytes, new FileImport(folder, names, options.attributesFor(attributes)));
      return null;
    });
  }

  /**
   * Pushes a symbolic link; its mode is not kept.
   *
   * @param target where it points to, whether or not there is anything
   * @throws ImportException when the name cannot be or was there before
   */
  public void symlink(String path, String target, Attributes attributes) {
    push(path, () -> {
      List<String> names = ImportTree.names(path);
      Folder folder = tree.place(names, path);
      Attributes kept = options.attributesFor(attributes).withoutMode();
      byte[] bytes = Names.bytes(target);
      pipeline.submit(new SymlinkStep(folder, names, bytes, kept), bytes.length);
      return null;
    });
  }

  /**
   * Completes the import and closes the importer.
   *
   * @return the root of each tree, in the order in which they were begun; with {@link ImportOptions#wrap} the one
   *     directory around all
   */
  public List<Imported> finish() {
    return push("", () -> {
      tree.leaveAll();
      pipeline.drain();
      out.flush();
      close();
      return tree.roots();
    });
  }

  /** Gives up what is not finished and ends the workers; does nothing after {@link #finish} or a failure. */
  @Override
  public void close() {
    closed = true;
    pipeline.close();
  }

  private <T extends @Nullable Object> T push(String path, Supplier<T> work) {
    if (closed) {
      throw new IllegalStateException("this import has ended");
    }
    boolean done = false;
    try {
      if (Thread.currentThread().isInterrupted()) {
        throw new ImportException(path, "it was interrupted");
      }
      T result = work.get();
      done = true;
      return result;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private void read(String path, InputStream from, long expectedBytes, FileImport file) {
    long total = 0;
    try {
      splitter.start(from, expectedBytes);
      Chunk chunk = splitter.next();
      if (chunk == null) {
        pipeline.submit(new LeafStep(file, Chunk.empty(), true, true), 0);
      }
      boolean first = true;
      while (chunk != null) {
        total += chunk.length();
        // One chunk ahead, because a leaf that is the whole file is made in another way.
        Chunk ahead = splitter.next();
        listener.progress(path, total);
        pipeline.submit(new LeafStep(file, chunk, first, ahead == null), chunk.length());
        first = false;
        chunk = ahead;
      }
    } catch (IOException e) {
      throw new ImportException(path, "reading it failed: " + e.getMessage(), e);
    }
    if (total < expectedBytes) {
      throw new ImportException(
          path, "it shrank while it was read: " + total + " bytes instead of " + expectedBytes);
    }
  }

  /** A file whose leaves are on their way. */
  private final class FileImport {
    private final @Nullable Folder folder;
    private final List<String> names;
    private final Attributes attributes;
    private final FileLayout layout = FileLayout.of(options, maker, out);

    FileImport(@Nullable Folder folder, List<String> names, Attributes attributes) {
      this.folder = folder;
      this.names = names;
      this.attributes = attributes;
    }

    void finish() {
      tree.added(folder, names, layout.finish(attributes), UnixFsStat.Kind.FILE, attributes);
    }
  }

  private final class LeafStep implements Pipeline.Step {
    private final FileImport file;
    private final boolean last;
    private final boolean isWholeFile;
    private final int size;
    private @Nullable Chunk chunk;
    private @Nullable Block block;

    LeafStep(FileImport file, Chunk chunk, boolean first, boolean last) {
      this.file = file;
      this.chunk = chunk;
      this.size = chunk.length();
      this.last = last;
      this.isWholeFile = first && last;
    }

    @Override
    public void prepare() {
      boolean trickle = options.layout() == ImportOptions.Layout.TRICKLE;
      if (chunk != null && (size > 0 || !trickle)) {
        block = maker.leaf(
            chunk,
            trickle ? UnixFsData.Type.RAW : UnixFsData.Type.FILE,
            isWholeFile && !trickle ? file.attributes : Attributes.none());
      }
      chunk = null;
    }

    @Override
    public void deliver() {
      if (block != null) {
        out.put(block, "lower --chunker, which is " + options.chunker());
        file.layout.add(Child.leaf(block, size));
      }
      if (last) {
        file.finish();
      }
    }
  }

  private final class SymlinkStep implements Pipeline.Step {
    private final @Nullable Folder folder;
    private final List<String> names;
    private final byte[] target;
    private final Attributes attributes;

    SymlinkStep(@Nullable Folder folder, List<String> names, byte[] target, Attributes attributes) {
      this.folder = folder;
      this.names = names;
      this.target = target;
      this.attributes = attributes;
    }

    @Override
    public void deliver() {
      Block block = maker.node(List.of(), UnixFsData.symlink(target, attributes));
      out.put(block, "shorten the target of the symbolic link");
      tree.added(folder, names, Child.leaf(block, 0), UnixFsStat.Kind.SYMLINK, attributes);
    }
  }
}
