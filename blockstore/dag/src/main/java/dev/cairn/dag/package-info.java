/**
 * Blocks, and the two doors through which everything in this module reads and writes them: {@link
 * dev.cairn.dag.BlockSource} and {@link dev.cairn.dag.BlockSink}. The module knows no storage and no network.
 */
@NullMarked
package dev.cairn.dag;

import org.jspecify.annotations.NullMarked;
