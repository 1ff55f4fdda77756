package dev.cairn.dag.unixfs;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What UnixFS 1.5 may say about an entry besides its content. Both are part of the CID when they are there.
 *
 * @param mode permission bits in the lowest twelve bits, as in {@code 0644}; the others are kept as they are
 * @param mtime when the content was last changed
 */
public record Attributes(OptionalInt mode, Optional<UnixTime> mtime) {
  /** The bits of a mode that are permissions, with setuid, setgid and sticky. */
  public static final int PERMISSIONS = 07777;

  private static final Attributes NONE = new Attributes(OptionalInt.empty(), Optional.empty());

  /** Nothing is said. */
  public static Attributes none() {
    return NONE;
  }

  /** Whether nothing is said. */
  public boolean isEmpty() {
    return mode.isEmpty() && mtime.isEmpty();
  }

  /** The same with this mode. */
  public Attributes withMode(int newMode) {
    return new Attributes(OptionalInt.of(newMode), mtime);
  }

  /** The same without a mode. */
  public Attributes withoutMode() {
    return new Attributes(OptionalInt.empty(), mtime);
  }

  /** The same with this time. */
  public Attributes withMtime(UnixTime newMtime) {
    return new Attributes(mode, Optional.of(newMtime));
  }

  /** The same without a time. */
  public Attributes withoutMtime() {
    return new Attributes(mode, Optional.empty());
  }
}
