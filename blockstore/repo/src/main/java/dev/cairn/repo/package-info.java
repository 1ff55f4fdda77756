/**
 * The repository on disk: one directory, one process at a time, everything a node must not lose.
 *
 * <p>The names are Kubo's, so that tools which look into the directory find what they expect:
 *
 * <pre>
 * $CAIRN_PATH/
 *   config           JSON, mode 0600; written last by init, so a directory with a config is a whole repository
 *   version          the repository version, "18"
 *   datastore_spec   JSON: which kind of store lies in blocks/
 *   blocks/          the pack store: blocks, pins and other tables in one log with one index
 *   keystore/        further keys, mode 0700
 *   repo.lock        locked while a process has the repository open; holds its process id
 *   api, gateway     where a running daemon listens
 * </pre>
 *
 * <p>{@link dev.cairn.repo.Repo} is the door. What must become durable together (a DAG's blocks and its pin) goes
 * through one log and one {@code sync()}; see {@link dev.cairn.store.Tables}. What keeps a block from being
 * collected is a pin ({@link dev.cairn.repo.Pins}) or, while work is under way, a {@link dev.cairn.repo.Lease}.
 */
@NullMarked
package dev.cairn.repo;

import org.jspecify.annotations.NullMarked;
