package dev.cairn.api.command;

import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multibase;
import dev.cairn.multiformats.MultiformatException;
import java.util.Optional;

/**
 * How CIDs are written in output, as {@code --cid-base} asks.
 *
 * @param base the multibase of version 1 CIDs
 * @param upgrade whether version 0 CIDs are written as version 1
 */
public record CidText(Multibase base, boolean upgrade) {
  /** Base58btc for version 0, base32 for version 1. */
  public static final CidText USUAL = new CidText(Multibase.BASE32, false);

  /**
   * What the two options ask for.
   *
   * @throws CommandException when there is no such base
   */
  static CidText of(Optional<String> baseName, Optional<Boolean> upgradeAsked) {
    Multibase base = baseName.map(CidText::base).orElse(Multibase.BASE32);
    boolean other = baseName.isPresent() && base != Multibase.BASE58_BTC;
    return new CidText(base, upgradeAsked.orElse(other));
  }

  /**
   * The multibase with this name.
   *
   * @throws CommandException when there is none
   */
  public static Multibase base(String name) {
    return Multibase.of(name)
        .orElseThrow(() -> new CommandException("unsupported multibase encoding: " + name
            + "; 'cid bases' lists those there are"));
  }

  /** The CID as text. */
  public String of(Cid cid) {
    if (cid.version() == 0) {
      return upgrade ? cid.toV1().toString(base) : cid.toString();
    }
    return cid.toString(base);
  }

  /**
   * How to write CIDs so that they look like the one that a path begins with: its base if it is a CIDv1, unchanged
   * if it is a CIDv0, and by this object if there is none.
   */
  public CidText like(String path) {
    String[] parts = path.split("/", 4);
    String text = !parts[0].isEmpty() ? parts[0] : parts.length > 2 ? parts[2] : "";
    try {
      if (Cid.parse(text).version() == 0) {
        return USUAL;
      }
      return new CidText(Multibase.ofText(text), true);
    } catch (MultiformatException noCid) {
      return this;
    }
  }
}
