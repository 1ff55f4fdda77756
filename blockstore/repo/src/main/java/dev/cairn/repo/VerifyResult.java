package dev.cairn.repo;

/** What a verification found: blocks read, their bytes, those damaged; pins looked through, those not whole. */
public record VerifyResult(long blocks, long bytes, long damagedBlocks, long pins, long brokenPins) {
  /** Whether nothing is wrong. */
  public boolean ok() {
    return damagedBlocks == 0 && brokenPins == 0;
  }
}
