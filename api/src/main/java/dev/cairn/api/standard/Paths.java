package dev.cairn.api.standard;

import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.Invocation;
import dev.cairn.dag.unixfs.UnixFsDirectory;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.MultiformatException;

/** Content paths in arguments. */
final class Paths {
  private Paths() {}

  /** The CID that a path leads to. */
  static Cid cid(Invocation in, String text) {
    String path = text.startsWith("/ipfs/") ? text.substring(6) : text;
    String[] parts = path.split("/");
    Cid cid;
    try {
      cid = Cid.parse(parts[0]);
    } catch (MultiformatException e) {
      throw new CommandException("invalid path \"" + text + "\": " + e.getMessage(), e);
    }
    for (int i = 1; i < parts.length; i++) {
      String name = parts[i];
      Cid above = cid;
      cid = UnixFsDirectory.open(in.node().blocks(), cid).lookup(name)
          .orElseThrow(() -> new CommandException("no link named \"" + name + "\" under " + above))
          .cid();
    }
    return cid;
  }
}
