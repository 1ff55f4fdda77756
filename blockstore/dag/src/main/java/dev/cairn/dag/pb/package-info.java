/**
 * The dag-pb codec: the protobuf message that UnixFS nodes are made of.
 *
 * <pre>
 * node: { link }  [ 0a len data ]          links first, although Data has the lower field number
 * link: 12 len    0a len cid               Hash, required
 *               [ 12 len name ]            Name, bytes; usually UTF-8
 *               [ 18 varint   ]            Tsize, size of the whole DAG below in bytes; a hint, unverified
 * </pre>
 *
 * <p>{@link dev.cairn.dag.pb.DagPb} writes the canonical form of the <a
 * href="https://ipld.io/specs/codecs/dag-pb/spec/">DAG-PB specification</a> (links sorted by the bytes of their
 * names) and reads what the network holds: Data may also come first, links may be unsorted, lengths may be longer
 * than needed. Everything else, such as unknown fields, repeated fields or links on both sides of Data, is refused
 * with a {@link dev.cairn.dag.DecodeException}.
 *
 * <p>Absent and empty are different things here, because they are different bytes and so different CIDs.
 */
@NullMarked
package dev.cairn.dag.pb;

import org.jspecify.annotations.NullMarked;
