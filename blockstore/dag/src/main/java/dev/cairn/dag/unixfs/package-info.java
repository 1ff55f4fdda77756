/**
 * UnixFS: files, directories and symbolic links as DAGs of dag-pb and raw blocks, after the <a
 * href="https://specs.ipfs.tech/unixfs/">UnixFS specification</a>.
 *
 * <p>Reading begins with {@link dev.cairn.dag.unixfs.UnixFs#open}, which gives a {@link
 * dev.cairn.dag.unixfs.UnixFsFile}, a {@link dev.cairn.dag.unixfs.UnixFsDirectory} or a {@link
 * dev.cairn.dag.unixfs.UnixFsSymlink}. It reads the blocks that a question needs and no others, and believes no
 * size, bitfield or name before it has been checked.
 *
 * <p>Writing is {@link dev.cairn.dag.unixfs.TreeImporter} with {@link dev.cairn.dag.unixfs.ImportOptions}: same
 * bytes and same options give the CID that Kubo gives.
 *
 * <p>The message that a dag-pb block carries in its Data ({@link dev.cairn.dag.unixfs.UnixFsData}):
 *
 * <pre>
 * 08 type        0 Raw, 1 Directory, 2 File, 3 Metadata, 4 Symlink, 5 HAMTShard
 * 12 len bytes   content of a leaf, target of a symlink, bitfield of a shard
 * 18 varint      filesize: content of this block and of all below it, in bytes
 * 20 varint      blocksize, once for each link of a file: content below that link, in bytes
 * 28 varint      hashType of a shard: 0x22, murmur3-x64-64
 * 30 varint      fanout of a shard
 * 38 varint      mode
 * 42 len { 08 seconds  [ 15 nanos as fixed32 ] }   mtime
 * </pre>
 */
@NullMarked
package dev.cairn.dag.unixfs;

import org.jspecify.annotations.NullMarked;
