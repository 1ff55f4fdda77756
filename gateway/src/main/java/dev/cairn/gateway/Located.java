package dev.cairn.gateway;

import dev.cairn.dag.BlockSource;
import dev.cairn.multiformats.Cid;
import java.util.List;

/**
 * Where a content path led.
 *
 * @param roots the CID of each segment that led to one, from the root to the terminus; inner nodes of sharded
 *     directories are not among them
 * @param terminus the last of them
 * @param remainder what is left of the path inside of that block
 */
record Located(List<Cid> roots, Cid terminus, List<String> remainder) {
  static Located find(BlockSource blocks, Cid root, List<String> segments) {
    java.util.ArrayList<Cid> roots = new java.util.ArrayList<>(List.of(root));
    for (String segment : segments) {
      var e = dev.cairn.dag.unixfs.UnixFsDirectory.open(blocks, roots.getLast()).lookup(segment);
      if (e.isEmpty()) {
        throw new ErrorAnswers.Refusal(404, "Not found", "no link named " + segment);
      }
      roots.add(e.get().cid());
    }
    return new Located(roots, roots.getLast(), List.of());
  }
}
