/**
 * The HTTP gateway. {@link dev.cairn.gateway.Gateway} is the door; everything else here works behind it.
 *
 * <p>A request goes from the front door, on the event loop of its connection, to an exchange on a virtual thread;
 * content answers decide what it gets and read the blocks, without knowing of sockets; the reply carries bytes back to
 * the event loop and back-pressure from it. HTTP's own rules are in {@link dev.cairn.gateway.http}, pages in {@link
 * dev.cairn.gateway.page}.
 */
@NullMarked
package dev.cairn.gateway;

import org.jspecify.annotations.NullMarked;
