package dev.cairn.repo;

import dev.cairn.multiformats.Cid;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A promise to keep a block, or a whole DAG. One CID has at most one pin; CIDs of different version or codec are
 * different pins even where they share a block, as in Kubo.
 *
 * @param name what the user calls it; empty when nothing, at most 255 bytes in UTF-8
 */
public record Pin(Cid cid, Mode mode, String name) {
  /** The longest name, in bytes of UTF-8. */
  public static final int MAX_NAME_BYTES = 255;

  /** What a pin keeps. */
  public enum Mode {
    /** The block and everything below it. */
    RECURSIVE("recursive"),
    /** The block alone. */
    DIRECT("direct");

    private final String label;

    Mode(String label) {
      this.label = label;
    }

    /** The word for it in commands and their output. */
    public String label() {
      return label;
    }

    /** The mode with this label. */
    public static Optional<Mode> of(String label) {
      return Arrays.stream(values()).filter(mode -> mode.label.equals(label)).findFirst();
    }
  }

  /**
   * Checks the name.
   *
   * @throws PinException when it is too long
   */
  public Pin {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_NAME_BYTES) {
      throw new PinException(
          PinException.Code.BAD_NAME, "pin name is " + bytes + " bytes (max " + MAX_NAME_BYTES + ")");
    }
  }
}
