/**
 * The configuration of a node: one JSON file in Kubo's shape and with Kubo's key names, read into one immutable
 * tree of records with the defaults inside.
 *
 * <p>{@link dev.cairn.config.ConfigFile} is the file as it stands, with keys that we do not know and in its own
 * order; {@link dev.cairn.config.Config} is what it means. Everything that is wrong with a file is found at once
 * and told as {@link dev.cairn.config.ConfigProblem}s; other modules receive only their branch of a checked
 * {@code Config}. {@link dev.cairn.config.Profile}s are named sets of changes to a file.
 */
@NullMarked
package dev.cairn.config;

import org.jspecify.annotations.NullMarked;
