package dev.cairn.repo;

/**
 * What a verification found.
 *
 * @param blocks blocks that are whole
 * @param bytes how much of the store was read, in bytes
 * @param damagedBlocks blocks that are not whole
 * @param otherDamage places in the store's files that are damaged and are no block
 * @param pins pins that were looked through
 * @param brokenPins those of which something is missing or damaged
 */
public record VerifyResult(
    long blocks, long bytes, long damagedBlocks, long otherDamage, long pins, long brokenPins) {

  /** Whether nothing is wrong. */
  public boolean ok() {
    return damagedBlocks == 0 && otherDamage == 0 && brokenPins == 0;
  }
}
