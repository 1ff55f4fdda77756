package dev.cairn.daemon;

import java.nio.file.Path;

/**
 * How a node is started.
 *
 * @param repo the directory of its repository
 * @param offline whether it keeps away from other nodes
 */
public record NodeOptions(Path repo, boolean offline) {}
