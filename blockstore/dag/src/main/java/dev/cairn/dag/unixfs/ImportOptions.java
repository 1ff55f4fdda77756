package dev.cairn.dag.unixfs;

import dev.cairn.dag.unixfs.chunk.Chunker;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multihash;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that decides which CID an import gives, with the defaults and the interplay of Kubo's {@code add}.
 * Immutable; begin with {@link #defaults} or a profile and change it with the {@code with} methods.
 *
 * <p>Two settings depend on others unless they are given: the CID version is 0, or 1 for any hash but sha2-256; and
 * leaves are raw with CID version 1, unless a mode or a modification time is to be kept, for which a raw block has
 * no place.
 *
 * <p>Each method that takes a value throws {@link IllegalArgumentException} when it is out of bounds; {@link #check}
 * does so for settings that contradict each other. The messages name the flag of {@code add} and give an example.
 *
 * @param givenCidVersion the CID version, if it was given
 * @param hash the hash function of all blocks
 * @param givenRawLeaves whether the leaves of files are raw blocks, if it was given
 * @param chunker how files are cut
 * @param layout how the leaves of a file become a tree
 * @param maxFileLinks how many links a node of a file has at most
 * @param maxDirectoryLinks how many entries a flat directory has at most; 0 for no such limit
 * @param hamtFanout how many places each node of a sharded directory has
 * @param hamtThresholdBytes the size above which a directory is sharded; 0 to shard none, whatever its links
 * @param sizeEstimation how the size of a directory is told for that
 * @param inlineLimit blocks up to this size become part of their CID; -1 for none
 * @param wrap whether all that is imported gets one directory around it
 * @param emptyDirectories whether directories without entries are kept
 * @param keepMode whether the modes that come with the entries are kept
 * @param keepMtime whether the times that come with the entries are kept
 * @param attributes mode and time that all entries get instead of their own
 */
public record ImportOptions(
    OptionalInt givenCidVersion,
    HashFunction hash,
    Optional<Boolean> givenRawLeaves,
    Chunker chunker,
    Layout layout,
    int maxFileLinks,
    int maxDirectoryLinks,
    int hamtFanout,
    long hamtThresholdBytes,
    SizeEstimation sizeEstimation,
    int inlineLimit,
    boolean wrap,
    boolean emptyDirectories,
    boolean keepMode,
    boolean keepMtime,
    Attributes attributes) {
  /** How the leaves of a file become a tree. */
  public enum Layout {
    /** All leaves at the same depth: good for seeking. */
    BALANCED,
    /** The first leaves near the root: good for reading from the start. */
    TRICKLE
  }

  /** How the size of a directory is told before it is decided whether to shard it. */
  public enum SizeEstimation {
    /** The bytes of all names and CIDs, as Kubo has always done. */
    LINKS,
    /** The bytes of the block that the directory would be. */
    BLOCK,
    /** Not at all: only {@link #maxDirectoryLinks} decides. */
    DISABLED
  }

  /** Kubo's limit of links in a node of a file, from the days when such a node was to fit 8 KiB. */
  private static final int LEGACY_LINKS = 174;

  /** The shortest digest that peers take a block by, in bytes. */
  private static final int MIN_DIGEST = 20;

  /** Beyond this no node of a file could fit a block. */
  private static final int MAX_FILE_LINKS = 32_768;

  private static final int THRESHOLD = 256 * 1024;

  private static final ImportOptions DEFAULTS = new ImportOptions(
      OptionalInt.empty(), HashFunction.SHA2_256, Optional.empty(), new Chunker.Fixed(Chunker.DEFAULT_SIZE),
      Layout.BALANCED, LEGACY_LINKS, 0, 256, THRESHOLD, SizeEstimation.LINKS, -1, false, true, false, false,
      Attributes.none());

  /** Checks each value by itself. */
  public ImportOptions {
    if (givenCidVersion.isPresent() && (givenCidVersion.getAsInt() < 0 || givenCidVersion.getAsInt() > 1)) {
      throw refused("--cid-version=" + givenCidVersion.getAsInt(), "there are versions 0 and 1",
          "--cid-version=1");
    }
    if (hash.equals(HashFunction.IDENTITY)) {
      throw refused(
          "--hash=identity", "blocks would be as large as their CIDs; --inline does that for small ones",
          "--inline");
    }
    if (hash.digestSize() < MIN_DIGEST) {
      throw refused("--hash=" + hash.label(),
          "blocks of another content are easily found for a digest of " + hash.digestSize() + " bytes",
          "--hash=sha2-256");
    }
    if (maxFileLinks < 2 || maxFileLinks > MAX_FILE_LINKS) {
      throw refused(
          "--max-file-links=" + maxFileLinks, "a node has from 2 to " + MAX_FILE_LINKS,
          "--max-file-links=174");
    }
    if (maxDirectoryLinks < 0) {
      throw refused(
          "--max-directory-links=" + maxDirectoryLinks, "it is a number of entries, or 0 for no limit",
          "--max-directory-links=0");
    }
    if (!HamtShard.isFanout(hamtFanout)) {
      throw refused(
          "--max-hamt-fanout=" + hamtFanout,
          "it must be a power of two from " + HamtShard.MIN_FANOUT + " to " + HamtShard.MAX_FANOUT,
          "--max-hamt-fanout=256");
    }
    if (hamtThresholdBytes < 0) {
      throw refused(
          "a HAMT threshold of " + hamtThresholdBytes, "it is a number of bytes, or 0 to shard no directory",
          "Import.UnixFSHAMTDirectorySizeThreshold=\"256KiB\"");
    }
    if (inlineLimit < -1 || inlineLimit > Multihash.MAX_DIGEST_BYTES) {
      throw refused(
          "--inline-limit=" + inlineLimit,
          "a CID holds at most " + Multihash.MAX_DIGEST_BYTES + " bytes", "--inline-limit=32");
    }
  }

  /** What Kubo does when nothing is said: the CIDs of the profile unixfs-v0-2015, but open to change. */
  public static ImportOptions defaults() {
    return DEFAULTS;
  }

  /** The profile unixfs-v0-2015 of IPIP-499: CIDv0, 256 KiB chunks wrapped in dag-pb, 174 links a node. */
  public static ImportOptions unixfsV0_2015() {
    return DEFAULTS.withCidVersion(0).withRawLeaves(false);
  }

  /** The profile unixfs-v1-2025 of IPIP-499: CIDv1, raw leaves of 1 MiB, 1024 links a node, block sizes. */
  public static ImportOptions unixfsV1_2025() {
    return DEFAULTS
        .withCidVersion(1)
        .withRawLeaves(true)
        .withChunker(new Chunker.Fixed(1024 * 1024))
        .withMaxFileLinks(1024)
        .withSizeEstimation(SizeEstimation.BLOCK);
  }

  /** The version that the CIDs of dag-pb blocks get; raw blocks always have 1. */
  public int cidVersion() {
    return givenCidVersion.orElse(hash.equals(HashFunction.SHA2_256) ? 0 : 1);
  }

  /** Whether the leaves of files are raw blocks. */
  public boolean rawLeaves() {
    return givenRawLeaves.orElse(cidVersion() == 1 && !hasAttributes());
  }

  /** Whether entries may get a mode or a time. */
  public boolean hasAttributes() {
    return keepMode || keepMtime || !attributes.isEmpty();
  }

  /**
   * Refuses what {@code add} refuses of settings that contradict each other. The importer itself is less strict: when
   * leaves are raw and an entry has attributes, a file of one chunk is wrapped after all, because a raw block has no
   * place for them.
   *
   * @return these options
   */
  public ImportOptions check() {
    if (hasAttributes() && givenRawLeaves.orElse(false)) {
      throw refused(
          "--raw-leaves with a mode or modification time", "a raw block has no place for them",
          "--raw-leaves=false");
    }
    return requireCids();
  }

  /** Refuses what no CID could be made for. */
  ImportOptions requireCids() {
    if (cidVersion() == 0 && !hash.equals(HashFunction.SHA2_256)) {
      throw refused(
          "--cid-version=0 with --hash=" + hash.label(), "a CIDv0 is always sha2-256", "--cid-version=1");
    }
    return this;
  }

  /** What an entry is to get of the attributes that came with it. */
  Attributes attributesFor(Attributes own) {
    OptionalInt mode = attributes.mode().isPresent() || !keepMode ? attributes.mode() : own.mode();
    Optional<UnixTime> mtime = attributes.mtime().isPresent() || !keepMtime ? attributes.mtime()
        : own.mtime();
    return new Attributes(mode, mtime);
  }

  private static IllegalArgumentException refused(String what, String reason, String example) {
    return new IllegalArgumentException(what + " is not possible: " + reason + "; for example " + example);
  }

  /** The same with this CID version, 0 or 1. */
  public ImportOptions withCidVersion(int version) {
    return new ImportOptions(
        OptionalInt.of(version), hash, givenRawLeaves, chunker, layout, maxFileLinks, maxDirectoryLinks,
        hamtFanout,
        hamtThresholdBytes, sizeEstimation, inlineLimit, wrap, emptyDirectories, keepMode, keepMtime,
        attributes);
  }

  /** The same with this hash function. */
  public ImportOptions withHash(HashFunction function) {
    return new ImportOptions(
        givenCidVersion, function, givenRawLeaves, chunker, layout, maxFileLinks, maxDirectoryLinks,
        hamtFanout,
        hamtThresholdBytes, sizeEstimation, inlineLimit, wrap, emptyDirectories, keepMode, keepMtime,
        attributes);
  }

  /** The same with raw leaves, or without, whatever the CID version. */
  public ImportOptions withRawLeaves(boolean raw) {
    return new ImportOptions(
        givenCidVersion, hash, Optional.of(raw), chunker, layout, maxFileLinks, maxDirectoryLinks, hamtFanout,
        hamtThresholdBytes, sizeEstimation, inlineLimit, wrap, emptyDirectories, keepMode, keepMtime,
        attributes);
  }

  /** The same with this chunker; see {@link Chunker#parse}. */
  public ImportOptions withChunker(Chunker newChunker) {
    return new ImportOptions(
        givenCidVersion, hash, givenRawLeaves, newChunker, layout, maxFileLinks, maxDirectoryLinks,
        hamtFanout,
        hamtThresholdBytes, sizeEstimation, inlineLimit, wrap, emptyDirectories, keepMode, keepMtime,
        attributes);
  }

  /** The same with this layout. */
  public ImportOptions withLayout(Layout newLayout) {
    return new ImportOptions(
        givenCidVersion, hash, givenRawLeaves, chunker, newLayout, maxFileLinks, maxDirectoryLinks,
        hamtFanout,
        hamtThresholdBytes, sizeEstimation, inlineLimit, wrap, emptyDirectories, keepMode, keepMtime,
        attributes);
  }

  /** The same with this many links in a node of a file, at least 2. */
  public ImportOptions withMaxFileLinks(int links) {
    return new ImportOptions(
        givenCidVersion, hash, givenRawLeaves, chunker, layout, links, maxDirectoryLinks, hamtFanout,
        hamtThresholdBytes, sizeEstimation, inlineLimit, wrap, emptyDirectories, keepMode, keepMtime,
        attributes);
  }

  /** The same with this many entries in a flat directory, or 0 for no such limit. */
  public ImportOptions withMaxDirectoryLinks(int links) {
    return new ImportOptions(
        givenCidVersion, hash, givenRawLeaves, chunker, layout, maxFileLinks, links, hamtFanout,
        hamtThresholdBytes, sizeEstimation, inlineLimit, wrap, emptyDirectories, keepMode, keepMtime,
        attributes);
  }

  /** The same with this many places in a node of a sharded directory: a power of two from 8 to 1024. */
  public ImportOptions withHamtFanout(int fanout) {
    return new ImportOptions(
        givenCidVersion, hash, givenRawLeaves, chunker, layout, maxFileLinks, maxDirectoryLinks, fanout,
        hamtThresholdBytes, sizeEstimation, inlineLimit, wrap, emptyDirectories, keepMode, keepMtime,
        attributes);
  }

  /** The same with this size above which a directory is sharded, or 0 to shard none. */
  public ImportOptions withHamtThresholdBytes(long bytes) {
    return new ImportOptions(
        givenCidVersion, hash, givenRawLeaves, chunker, layout, maxFileLinks, maxDirectoryLinks, hamtFanout,
        bytes, sizeEstimation, inlineLimit, wrap, emptyDirectories, keepMode, keepMtime, attributes);
  }

  /** The same with this way to tell the size of a directory. */
  public ImportOptions withSizeEstimation(SizeEstimation estimation) {
    return new ImportOptions(
        givenCidVersion, hash, givenRawLeaves, chunker, layout, maxFileLinks, maxDirectoryLinks, hamtFanout,
        hamtThresholdBytes, estimation, inlineLimit, wrap, emptyDirectories, keepMode, keepMtime, attributes);
  }

  /** The same with blocks up to this many bytes, at most 128, as part of their CID. */
  public ImportOptions withInlineLimit(int bytes) {
    return new ImportOptions(
        givenCidVersion, hash, givenRawLeaves, chunker, layout, maxFileLinks, maxDirectoryLinks, hamtFanout,
        hamtThresholdBytes, sizeEstimation, bytes, wrap, emptyDirectories, keepMode, keepMtime, attributes);
  }

  /** The same with one directory around all that is imported, or without. */
  public ImportOptions withWrap(boolean wrapped) {
    return new ImportOptions(
        givenCidVersion, hash, givenRawLeaves, chunker, layout, maxFileLinks, maxDirectoryLinks, hamtFanout,
        hamtThresholdBytes, sizeEstimation, inlineLimit, wrapped, emptyDirectories, keepMode, keepMtime,
        attributes);
  }

  /** The same with directories that have no entries kept, or left out. */
  public ImportOptions withEmptyDirectories(boolean kept) {
    return new ImportOptions(
        givenCidVersion, hash, givenRawLeaves, chunker, layout, maxFileLinks, maxDirectoryLinks, hamtFanout,
        hamtThresholdBytes, sizeEstimation, inlineLimit, wrap, kept, keepMode, keepMtime, attributes);
  }

  /** The same with these of the attributes that come with the entries kept. */
  public ImportOptions withKept(boolean mode, boolean mtime) {
    return new ImportOptions(
        givenCidVersion, hash, givenRawLeaves, chunker, layout, maxFileLinks, maxDirectoryLinks, hamtFanout,
        hamtThresholdBytes, sizeEstimation, inlineLimit, wrap, emptyDirectories, mode, mtime, attributes);
  }

  /** The same with this mode and time for all entries; where one is not said, the entry's own may be kept. */
  public ImportOptions withAttributes(Attributes forAll) {
    return new ImportOptions(
        givenCidVersion, hash, givenRawLeaves, chunker, layout, maxFileLinks, maxDirectoryLinks, hamtFanout,
        hamtThresholdBytes, sizeEstimation, inlineLimit, wrap, emptyDirectories, keepMode, keepMtime, forAll);
  }
}
