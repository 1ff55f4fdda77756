/**
 * The command line, {@code cairn}.
 *
 * <p>{@link dev.cairn.cli.Main} decides quickly between three ways to run a command:
 *
 * <ul>
 *   <li>a daemon runs: one HTTP exchange over a plain socket, whose text is copied to standard output. This way is
 *       taken thousands of times by scripts, so it loads a few dozen classes and no library;
 *   <li>no daemon runs: the repository is opened and the same command object runs in this process;
 *   <li>the line is unusual (help, a typing error): picocli, built from the same command specifications, explains.
 * </ul>
 */
@NullMarked
package dev.cairn.cli;

import org.jspecify.annotations.NullMarked;
