package dev.cairn.repo;

/**
 * What a collection did, or in a dry run would do.
 *
 * @param removedBlocks how many blocks were removed
 * @param removedBytes their bytes
 * @param withheldBlocks how many blocks nothing is known to need that were kept nevertheless, because a damaged or
 *     missing block under a pin may lead to them
 * @param badBlocks how many blocks that pins need are missing or damaged
 * @param failedBlocks how many blocks could not be removed
 * @param keptBlocks how many blocks pins and leases keep
 */
public record GcResult(
    long removedBlocks,
    long removedBytes,
    long withheldBlocks,
    long badBlocks,
    long failedBlocks,
    long keptBlocks) {

  /** Whether all that nothing needs is gone. */
  public boolean complete() {
    return withheldBlocks == 0 && failedBlocks == 0;
  }
}
