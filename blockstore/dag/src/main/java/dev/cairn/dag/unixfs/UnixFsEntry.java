package dev.cairn.dag.unixfs;

import dev.cairn.dag.pb.Names;
import dev.cairn.multiformats.Cid;

/**
 * An entry of a directory, as its link says. Nothing of it has been checked: the name may be anything, {@code ..}
 * and names with a slash included.
 *
 * @param name the name; bytes that are not UTF-8 are escaped, see {@link Names}
 * @param cid what the entry is
 * @param tsize bytes of all blocks below, as claimed
 */
public record UnixFsEntry(String name, Cid cid, long tsize) {}
