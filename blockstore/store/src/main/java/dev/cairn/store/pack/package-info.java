/**
 * The pack store: blocks and tables in append-only segment files, found through an LMDB index.
 *
 * <pre>
 * DIR/lock            held while the store is open
 * DIR/00000001.seg    segment 1 of the log, and so on; sealed at 256 MiB
 * DIR/index/data.mdb  the index, LMDB; a checkpoint of the log that can be built anew from it
 * </pre>
 *
 * <h2>Segment</h2>
 * All numbers are big-endian. A segment begins with a header of 64 bytes; records follow without gaps. Behind the
 * last record there are zeros up to the next multiple of 4096, or the file ends.
 *
 * <pre>
 *  0         8         12        16        24                  60        64
 * +---------+---------+---------+---------+-------------------+---------+
 * | CairnSeg| version | segment |  salt   |       zeros       | CRC-32C |
 * +---------+---------+---------+---------+-------------------+---------+
 *
 *  0    2    3    4         8         12   14   16        20     20+k      20+k+n
 * +----+----+----+---------+---------+----+----+---------+------+---------+
 * |c51b|kind| 0  | n: u32  | CRC-32C |k   | 0  | CRC-32C | key  | payload |
 * |    |    |    | payload | of the  |u16 |    | of the  |      |         |
 * |    |    |    | bytes   | payload |    |    | header  |      |         |
 * +----+----+----+---------+---------+----+----+---------+------+---------+
 * </pre>
 *
 * The header's CRC covers salt u64 (of the store, chosen at random when it is made), segment u32, offset u32 (both
 * of this record), bytes 0 to 16, and the key. A record is valid at one place of one store only.
 *
 * <table>
 * <caption>Kinds of records</caption>
 * <tr><th>kind</th><th>key</th><th>payload</th></tr>
 * <tr><td>1 block</td><td>multihash</td><td>the block's bytes</td></tr>
 * <tr><td>2 delete</td><td>multihash</td><td>none</td></tr>
 * <tr><td>3 tables</td><td>none</td><td>changes of table entries that take effect together</td></tr>
 * <tr><td>4 snapshot</td><td>none</td><td>one part of all table entries at an earlier position</td></tr>
 * <tr><td>5 mark</td><td>none</td><td>u32 segment, u32 offset: all before was durable when this was written</td></tr>
 * </table>
 *
 * <h2>Rules</h2>
 * <ul>
 * <li>What counts is the order of the log. The index is committed as of a position, with that position; the log
 * behind it is replayed when the store is opened.
 * <li>A segment is durable before the next one begins. So only the last segment can end in something unfinished,
 * and a mark tells that apart from damage.
 * <li>A sealed segment without live blocks is removed after the index commit that says so. Table records in it
 * must be older than a whole snapshot in a later segment. Delete records in it are not kept: building the index
 * anew may bring back a block whose delete record went with its segment while the block's own segment stayed. Such
 * a block is whole and verified, and like all that nobody pinned it is collected again.
 * </ul>
 */
@NullMarked
package dev.cairn.store.pack;

import org.jspecify.annotations.NullMarked;
