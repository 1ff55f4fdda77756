/**
 * The self-describing values that every other module speaks: {@link dev.cairn.multiformats.Cid},
 * {@link dev.cairn.multiformats.Multihash}, {@link dev.cairn.multiformats.Multibase}, {@link
 * dev.cairn.multiformats.Multicodec}, {@link dev.cairn.multiformats.PeerId} and {@link
 * dev.cairn.multiformats.Multiaddr}.
 *
 * <p>Everything here is an immutable value: no I/O, no threads, no clock. Text and bytes from outside come in
 * through {@code parse} and {@code decode} methods, which throw {@link
 * dev.cairn.multiformats.MultiformatException} and nothing else.
 */
@NullMarked
package dev.cairn.multiformats;

import org.jspecify.annotations.NullMarked;
