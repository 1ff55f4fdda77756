/**
 * The running node: {@link dev.cairn.daemon.Node} makes every part in start order and closes them in reverse, and the
 * rest of this package is what a process needs around it (logging, signals, the service manager).
 */
@NullMarked
package dev.cairn.daemon;

import org.jspecify.annotations.NullMarked;
