package dev.cairn.repo;

import java.util.List;

/**
 * What became of looking through all blocks of a pin.
 *
 * @param badBlocks the first {@value #MAX_LISTED} blocks that are missing, damaged or cannot be read
 * @param badCount how many there are in all
 */
public record PinCheck(Pin pin, List<BadBlock> badBlocks, long badCount) {
  static final int MAX_LISTED = 1000;

  public PinCheck {
    badBlocks = List.copyOf(badBlocks);
  }

  /** Whether everything that the pin promises is here and whole. */
  public boolean ok() {
    return badCount == 0;
  }
}
