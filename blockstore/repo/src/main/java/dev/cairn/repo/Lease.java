package dev.cairn.repo;

import dev.cairn.multiformats.Cid;

/**
 * Protects work in progress from collection: every block that is put while the lease is open stays until it is
 * closed, by when a pin has taken over or the work was given up. Opened by {@link Repo#lease()}, before the first
 * block is put:
 *
 * <pre>{@code
 * try (Lease lease = repo.lease()) {
 *   Cid root = importInto(repo.blocks());
 *   repo.pins().addComplete(lease, root, "photos");
 * }
 * }</pre>
 *
 * <p>Any number may be open; none waits for another, nor for a collection, nor a collection for it. A lease lives
 * in memory and ends with the process. It may be closed by another thread than the one that opened it.
 */
public final class Lease implements AutoCloseable {
  private final Leases leases;
  private final Leases.Generation first;
  private boolean open = true;

  Lease(Leases leases, Leases.Generation first) {
    this.leases = leases;
    this.first = first;
  }

  /** Protects a block that is here already, such as one that the work refers to and did not put. */
  public void keep(Cid cid) {
    leases.touch(cid.multihash());
  }

  /** Whether {@link #close} has not been called. */
  public boolean isOpen() {
    synchronized (this) {
      return open;
    }
  }

  boolean belongsTo(Leases other) {
    return leases == other;
  }

  /** Ends the protection. Further calls do nothing. */
  @Override
  public void close() {
    synchronized (this) {
      if (!open) {
        return;
      }
      open = false;
    }
    leases.close(first);
  }
}
