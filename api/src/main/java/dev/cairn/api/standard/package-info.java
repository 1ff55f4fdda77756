/**
 * The commands themselves, one file per group; {@link dev.cairn.api.standard.StandardCommands} lists them all. JSON
 * shapes and texts are Kubo's.
 */
@NullMarked
package dev.cairn.api.standard;

import org.jspecify.annotations.NullMarked;
