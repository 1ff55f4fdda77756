package dev.cairn.dag.unixfs;

import dev.cairn.multiformats.Cid;

/**
 * An entry that has been imported.
 *
 * @param path its path from the top, as it was named to the importer; empty for a directory that was wrapped around
 *     everything and for a single stream without a name
 * @param cid its root block
 * @param cumulativeSize the size of all its blocks, in bytes, blocks that occur twice counted twice
 * @param kind what it is
 * @param attributes the mode and time that it got
 */
public record Imported(String path, Cid cid, long cumulativeSize, UnixFsStat.Kind kind,
    Attributes attributes) {}
