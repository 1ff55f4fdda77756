/**
 * CAR files: blocks in a row, with the roots that they are about, in a stream that needs no seeking. Version 1 is
 * read and written, version 2 is read.
 *
 * <pre>
 * version 1:  header: varint length, dag-cbor {"roots": [cid…], "version": 1}
 *             section: varint length, cid, bytes of the block          (length counts cid and bytes)
 *             …
 * version 2:  0a a1 67 "version" 02                                    (the header of a file with no roots)
 *             characteristics (16 bytes), data offset, data size, index offset (8 bytes each, little endian)
 *             padding, version 1 data, padding, index
 * </pre>
 *
 * <p>See <a href="https://ipld.io/specs/transport/car/">the CAR specifications</a>. Reading takes memory for the
 * header and one block, both bounded, whatever lengths a file announces.
 */
@NullMarked
package dev.cairn.dag.car;

import org.jspecify.annotations.NullMarked;
