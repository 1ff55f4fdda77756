package dev.cairn.multiformats;

/** Placeholder so that the package comment compiles; follows. */
public final class Multiaddr {
  private Multiaddr() {}
}
