/**
 * The RPC API over HTTP: {@code POST /api/v0/<command>}, with the conventions of Kubo that its clients rely on.
 *
 * <p>One exchange:
 * <pre>{@code
 * POST /api/v0/pin/ls?arg=Qm…&type=recursive HTTP/1.1
 *
 * HTTP/1.1 200 OK
 * Access-Control-Allow-Headers: X-Stream-Output, X-Chunked-Output, X-Content-Length
 * Access-Control-Expose-Headers: X-Stream-Output, X-Chunked-Output, X-Content-Length
 * Content-Type: application/json
 * Server: kubo/…
 * Trailer: X-Stream-Error
 * Vary: Origin
 * Transfer-Encoding: chunked
 *
 * {"Keys":{"Qm…":{"Type":"recursive","Name":""}}}
 * }</pre>
 *
 * <p>Positional arguments are repeated {@code arg=} values, options go by their long or short name, files are parts of
 * a {@code multipart/form-data} body. Sequences carry {@code X-Chunked-Output: 1}, raw bytes {@code X-Stream-Output: 1};
 * an error after the first byte is told in the trailer {@code X-Stream-Error}.
 *
 * <p>Vert.x stays on its event loops and only moves bytes; each command runs on a virtual thread of its own. Bodies
 * stream in both directions through bounded buffers.
 */
@NullMarked
package dev.cairn.api.http;

import org.jspecify.annotations.NullMarked;
