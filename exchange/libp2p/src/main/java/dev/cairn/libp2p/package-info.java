/**
 * The libp2p host: transports, security, muxers, identify, peerstore, limits.
 *
 * <p>Empty until the host lands; the module stands here so that the walls around it do.
 */
@org.jspecify.annotations.NullMarked
package dev.cairn.libp2p;
