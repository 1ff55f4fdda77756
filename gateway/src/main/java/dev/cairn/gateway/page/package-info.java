/**
 * The pages that the gateway writes itself: directory listings, errors, the welcome.
 *
 * <p>They are made for people on any screen, light or dark, and for browsers that are told to trust nothing: one
 * inline style sheet named by its hash in the {@code Content-Security-Policy}, no scripts, no requests to anywhere.
 * Every name that comes from content or from a request goes through {@link dev.cairn.gateway.page.Html#text}.
 */
@NullMarked
package dev.cairn.gateway.page;

import org.jspecify.annotations.NullMarked;
