/**
 * Cutting a stream of bytes into the chunks that become the leaves of a UnixFS file.
 *
 * <p>{@link dev.cairn.dag.unixfs.chunk.Chunker} says how to cut, as text and as a value; {@link
 * dev.cairn.dag.unixfs.chunk.Splitter} does it. Where a cut falls decides the CID, so the parameters here are
 * those of Kubo and may not drift.
 */
@NullMarked
package dev.cairn.dag.unixfs.chunk;

import org.jspecify.annotations.NullMarked;
