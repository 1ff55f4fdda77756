package dev.cairn.api.standard;

import dev.cairn.api.command.Option;
import java.util.List;

/**
 * The options by which Kubo's clients ask that new content be announced at once. Accepted, since scripts give them;
 * without a network there is nobody to announce it to.
 */
final class FastProvide {
  static final List<Option> OPTIONS = List.of(
      Option.flag("fast-provide-root", "Announce the root at once.").quiet(),
      Option.flag("fast-provide-dag", "Announce all blocks at once.").quiet(),
      Option.flag("fast-provide-wait", "Wait until that is done.").quiet());

  private FastProvide() {}
}
