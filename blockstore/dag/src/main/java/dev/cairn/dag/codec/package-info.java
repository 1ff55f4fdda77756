/**
 * The IPLD codecs: blocks to {@link dev.cairn.dag.ipld.Node}s and back, and the links of a block without building
 * anything. {@link dev.cairn.dag.codec.Codecs} is the door.
 *
 * <table>
 * <caption>What each codec takes and writes</caption>
 * <tr><th>codec</th><th>reads</th><th>writes</th></tr>
 * <tr><td>raw, libp2p-key</td><td>any bytes</td><td>the bytes</td></tr>
 * <tr><td>dag-pb</td><td>see {@link dev.cairn.dag.pb}</td><td>canonical</td></tr>
 * <tr><td>dag-cbor</td><td>canonical; {@code decodeLenient} also what older writers left</td><td>canonical</td></tr>
 * <tr><td>dag-json</td><td>any spacing and order</td><td>canonical</td></tr>
 * <tr><td>cbor</td><td>any CBOR that the data model can hold</td><td>as dag-cbor, without links and sorting</td></tr>
 * <tr><td>json</td><td>any JSON</td><td>indented, order kept</td></tr>
 * </table>
 *
 * <p>Whatever the bytes, a reader answers with a value or a {@link dev.cairn.dag.DecodeException}. It never
 * allocates by a length that the input announces, goes no deeper than {@value
 * dev.cairn.dag.codec.Codecs#MAX_DEPTH} levels, and a value takes at most about a hundred times the memory of its
 * block.
 */
@NullMarked
package dev.cairn.dag.codec;

import org.jspecify.annotations.NullMarked;
