package dev.cairn.api.standard;

import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.Invocation;
import dev.cairn.dag.path.ContentPath;
import dev.cairn.dag.path.Resolution;
import dev.cairn.dag.path.Resolver;
import dev.cairn.multiformats.Cid;

/** Content paths in arguments. */
final class Paths {
  private Paths() {}

  /**
   * Where a path leads.
   *
   * @throws CommandException when it begins with a name, which only the network could resolve
   */
  static Resolution resolve(Invocation in, String text) {
    ContentPath path = ContentPath.parse(text);
    if (path.namespace() == ContentPath.Namespace.IPNS) {
      throw new CommandException(
          "cannot resolve '" + path + "': this node is offline, so it cannot look up names; "
              + "use the /ipfs/ path that the name leads to");
    }
    return new Resolver(in.node().blocks()).resolve(path);
  }

  /**
   * The block that a path ends at.
   *
   * @throws CommandException when it ends inside of a block
   */
  static Cid cid(Invocation in, String text) {
    Resolution resolution = resolve(in, text);
    if (!resolution.remainder().isEmpty()) {
      throw new CommandException("'" + text + "' leads to a value inside of the block " + resolution.cid()
          + ", but a block is needed");
    }
    return resolution.cid();
  }
}
