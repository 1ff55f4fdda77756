/**
 * Walking over the blocks that hang together by links: {@link dev.cairn.dag.walk.DagWalker} in depth-first
 * pre-order, which is the order of CAR files and of garbage collection, and what is built on it.
 */
@NullMarked
package dev.cairn.dag.walk;

import org.jspecify.annotations.NullMarked;
