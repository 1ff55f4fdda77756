package dev.cairn.repo;

import java.util.Set;

/**
 * Which pins to list.
 *
 * @param modes the modes to list
 * @param nameContains what the name must contain; empty for all
 */
public record PinFilter(Set<Pin.Mode> modes, String nameContains) {
  /** All pins. */
  public static final PinFilter ALL = new PinFilter(Set.of(Pin.Mode.values()), "");

  public PinFilter {
    modes = Set.copyOf(modes);
  }

  /** Pins of this mode. */
  public static PinFilter of(Pin.Mode mode) {
    return new PinFilter(Set.of(mode), "");
  }

  /** The same, restricted to names that contain this text. */
  public PinFilter named(String part) {
    return new PinFilter(modes, part);
  }

  boolean accepts(Pin pin) {
    return modes.contains(pin.mode()) && pin.name().contains(nameContains);
  }
}
