/**
 * Trading blocks with peers, and retrieval over HTTP: the network block source.
 *
 * <p>Empty until the exchange lands; the module stands here so that the walls around it do.
 */
@org.jspecify.annotations.NullMarked
package dev.cairn.bitswap;
