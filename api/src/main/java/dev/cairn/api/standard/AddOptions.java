package dev.cairn.api.standard;

import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.dag.unixfs.Attributes;
import dev.cairn.dag.unixfs.ImportOptions;
import dev.cairn.dag.unixfs.UnixTime;
import dev.cairn.dag.unixfs.chunk.Chunker;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.HashPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The options of {@code add} that decide about CIDs. */
final class AddOptions {
  private static final int INLINE_LIMIT = 32;
  private static final int MAX_INLINE = 128;

  /** All of them, in the order of the help text. */
  static final List<Option> ALL = List.of(
      Option.flag("wrap-with-directory", "Put a directory around what is added.", "w"),
      Option.integer("cid-version",
          "CID version, 0 or 1; 1 comes with raw leaves. Default: Import.CidVersion."),
      Option.text("hash",
          "Hash function; any but sha2-256 needs CID version 1. Default: Import.HashFunction."),
      Option.flag("raw-leaves", "Store the leaves of files as raw blocks. Default: with CID version 1."),
      Option.text("chunker",
          "How files are cut: size-<bytes>, rabin-<min>-<avg>-<max> or buzhash. Default: Import.UnixFSChunker.",
          "s"),
      Option.flag("trickle", "Lay files out for reading from the start.", "t"),
      Option.integer("max-file-links", "Most links of a node of a file. Default: Import.UnixFSFileMaxLinks."),
      Option.integer("max-directory-links",
          "Most entries of a flat directory. Default: Import.UnixFSDirectoryMaxLinks."),
      Option.integer("max-hamt-fanout",
          "Places in a node of a sharded directory, a power of two from 8 to 1024. "
              + "Default: Import.UnixFSHAMTDirectoryMaxFanout."),
      Option.flag("inline", "Put small blocks into their CIDs."),
      Option.integer("inline-limit", "Largest block that is inlined, at most 128 bytes.")
          .orElse(INLINE_LIMIT),
      Option.flag("empty-dirs", "Include empty directories.", "E").orElse(true),
      Option.flag("preserve-mode",
          "Keep the permissions of files and directories; they become part of the CID."),
      Option.flag("preserve-mtime", "Keep modification times; they become part of the CID."),
      Option.integer("mode", "Permissions that all entries get, such as 0644."),
      Option.integer("mtime", "Modification time that all entries get, in seconds since 1970."),
      Option.integer("mtime-nsecs", "Nanoseconds on top of --mtime."));

  private AddOptions() {}

  /**
   * What the call asks for, on top of the defaults.
   *
   * @throws CommandException when a value is out of bounds, or two contradict each other
   */
  static ImportOptions of(Invocation in, ImportOptions defaults) {
    try {
      return read(in, defaults).check();
    } catch (IllegalArgumentException e) {
      throw new CommandException(CommandException.Code.NORMAL, String.valueOf(e.getMessage()), e);
    }
  }

  private static ImportOptions read(Invocation in, ImportOptions defaults) {
    ImportOptions options = defaults.withWrap(in.flag("wrap-with-directory"))
        .withEmptyDirectories(in.flag("empty-dirs"))
        .withKept(in.flag("preserve-mode"), in.flag("preserve-mtime"))
        .withAttributes(attributes(in));
    if (options.hasAttributes() && in.flag("raw-leaves")) {
      throw new CommandException(
          "raw-leaves can't be used with UnixFS metadata like mode or modification time");
    }
    Optional<String> hash = in.text("hash").filter(name -> !name.isEmpty());
    if (hash.isPresent()) {
      options = options.withHash(hash(hash.get()));
    }
    if (in.integer("cid-version").isPresent()) {
      options = options.withCidVersion(small(in, "cid-version"));
    }
    if (in.has("raw-leaves")) {
      options = options.withRawLeaves(in.flag("raw-leaves"));
    }
    Optional<String> chunker = in.text("chunker").filter(name -> !name.isEmpty());
    if (chunker.isPresent()) {
      options = options.withChunker(Chunker.parse(chunker.get()));
    }
    if (in.has("trickle")) {
      options = options.withLayout(
          in.flag("trickle") ? ImportOptions.Layout.TRICKLE : ImportOptions.Layout.BALANCED);
    }
    if (in.has("max-file-links")) {
      options = options.withMaxFileLinks(small(in, "max-file-links"));
    }
    if (in.has("max-directory-links")) {
      options = options.withMaxDirectoryLinks(small(in, "max-directory-links"));
    }
    if (in.has("max-hamt-fanout")) {
      options = options.withHamtFanout(small(in, "max-hamt-fanout"));
    }
    if (in.flag("inline")) {
      int limit = small(in, "inline-limit");
      if (limit > MAX_INLINE) {
        throw new CommandException(
            "inline-limit " + limit + " exceeds maximum allowed size of " + MAX_INLINE + " bytes");
      }
      options = options.withInlineLimit(limit);
    }
    return options;
  }

  private static Attributes attributes(Invocation in) {
    Attributes attributes = Attributes.none();
    if (in.integer("mode").orElse(0L) != 0) {
      attributes = attributes.withMode(small(in, "mode"));
    }
    long nanos = in.integer("mtime-nsecs").orElse(0L);
    if (in.has("mtime")) {
      return attributes.withMtime(new UnixTime(in.integer("mtime").orElseThrow(), Math.toIntExact(nanos)));
    }
    if (nanos != 0) {
      throw new CommandException("option \"mtime-nsecs\" requires \"mtime\" to be provided as well");
    }
    return attributes;
  }

  /** The function that an option names, or that of the configuration. */
  static HashFunction hash(Invocation in, String option) {
    return in.text(option)
        .filter(name -> !name.isEmpty())
        .map(AddOptions::hash)
        .orElseGet(() -> in.node().repo().config().importing().hashFunction());
  }

  private static HashFunction hash(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    HashFunction function = HashFunction.of(lower)
        .orElseThrow(() -> new CommandException("unrecognized hash function: \"" + lower
            + "\"; 'cid hashes' lists those there are"));
    if (!HashPolicy.allows(function)) {
      throw new CommandException("potentially insecure hash functions not allowed: " + lower
          + "; 'cid hashes' lists those that are");
    }
    return function;
  }

  private static int small(Invocation in, String option) {
    long value = in.integer(option).orElseThrow();
    if (value != (int) value) {
      throw new CommandException("--" + option + "=" + value + " is out of range");
    }
    return (int) value;
  }
}
