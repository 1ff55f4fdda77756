/**
 * What a command is, apart from how it is reached: a {@link dev.cairn.api.command.CommandSpec} says how it is called
 * (pure data, from which the command line builds its help and the RPC server its query parsing), and {@link
 * dev.cairn.api.command.Command#run} does the work on an {@link dev.cairn.api.command.Invocation}, answering through
 * an {@link dev.cairn.api.command.Output}.
 *
 * <p>The same object runs behind {@code /api/v0} in the daemon and inside the command-line process when no daemon
 * runs. Every value that a command emits has a JSON form (Kubo's field names) and a text form (what Kubo's command
 * line prints), so {@code encoding=text} over HTTP is exactly what the terminal shows.
 *
 * <p>Commands block: they run on virtual threads, and an interrupt means that nobody waits for the answer any more.
 */
@NullMarked
package dev.cairn.api.command;

import org.jspecify.annotations.NullMarked;
