/**
 * The rules of HTTP that a gateway lives by, as plain values and functions: no sockets, threads or clock. Request
 * targets and percent-encoding (RFC 3986), conditional requests, ranges and content negotiation (RFC 9110), and
 * {@code Content-Disposition} (RFC 6266).
 *
 * <p>Everything here reads text from strangers. It runs in time linear in that text, and its only complaint is
 * {@link dev.cairn.gateway.http.BadRequestException}; where RFC 9110 says that a broken header is to be ignored, it
 * is.
 */
@NullMarked
package dev.cairn.gateway.http;

import org.jspecify.annotations.NullMarked;
