package dev.cairn.dag.unixfs;

import dev.cairn.dag.BlockSink;
import dev.cairn.multiformats.Cid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;

/** Shorthand for tests. */
final class Imports {
  private Imports() {}

  /** Bytes that look random but are the same in each run. */
  static byte[] bytes(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static Cid file(BlockSink sink, ImportOptions options, byte[] content) {
    return file(sink, options, new ByteArrayInputStream(content), content.length);
  }

  static Cid file(BlockSink sink, ImportOptions options, InputStream content, long size) {
    try (TreeImporter importer = TreeImporter.open(sink, options, ImportListener.none())) {
      importer.file("f", content, size, Attributes.none());
      List<Imported> roots = importer.finish();
      return roots.getFirst().cid();
    }
  }

  static byte[] read(UnixFsFile file, long offset, long length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      file.writeTo(offset, length, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
