package dev.cairn.repo;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Looks through the whole repository: the store's files, every block against its hash, every pin for whether all it
 * promises is here and whole. Changes nothing, and others may work meanwhile.
 */
public final class Verifier {
  private final StoreCheck store;
  private final Pins pins;

  Verifier(StoreCheck store, Pins pins) {
    this.store = store;
    this.pins = pins;
  }

  /**
   * Verifies the store, then the pins.
   *
   * @param events is told everything as it is found, on the calling thread
   * @throws CancellationException when the thread is interrupted
   */
  public VerifyResult verify(Consumer<VerifyEvent> events) {
    StoreCheck.Checked checked = store.run(events);
    long[] counted = new long[2];
    pins.verify(check -> {
      counted[0]++;
      if (!check.ok()) {
        counted[1]++;
        events.accept(new VerifyEvent.BrokenPin(check));
      }
    });
    return new VerifyResult(checked.blocks(), checked.bytes(), checked.damagedBlocks(), checked.otherDamage(),
        counted[0], counted[1]);
  }
}
