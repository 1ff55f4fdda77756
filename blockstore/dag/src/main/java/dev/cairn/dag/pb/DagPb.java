package dev.cairn.dag.pb;

import dev.cairn.dag.DecodeException;
import dev.cairn.multiformats.Varint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes dag-pb blocks as objects. {@link PbReader} reads links without making objects. */
public final class DagPb {
  private DagPb() {}

  /**
   * The node in a block.
   *
   * @throws DecodeException when the bytes are no dag-pb
   */
  public static PbNode decode(byte[] block) {
    PbReader reader = new PbReader(block);
    List<PbLink> links = new ArrayList<>();
    while (reader.nextLink()) {
      links.add(reader.link());
    }
    int offset = reader.dataOffset();
    byte[] data = offset < 0 ? null : Arrays.copyOfRange(block, offset, offset + reader.dataLength());
    return new PbNode(links, data);
  }

  /** The canonical block of a node: links sorted by the bytes of their names, those of equal name kept in order. */
  public static byte[] encode(PbNode node) {
    return write(isSorted(node.links()) ? node.links() : sorted(node.links()), node.data());
  }

  /**
   * The block of a node with its links in the given order. For nodes whose order has a meaning other than names
   * give it, as in files, where all names are empty, and for keeping a block of someone else as it was.
   */
  public static byte[] encodeUnsorted(PbNode node) {
    return write(node.links(), node.data());
  }

  /** Whether the links are in the order of a canonical node. */
  public static boolean isSorted(List<PbLink> links) {
    for (int i = 1; i < links.size(); i++) {
      if (Names.compare(links.get(i - 1).name(), links.get(i).name()) > 0) {
        return false;
      }
    }
    return true;
  }

  private static List<PbLink> sorted(List<PbLink> links) {
    return links.stream().sorted(Comparator.comparing(PbLink::name, Names::compare)).toList();
  }

  private static byte[] write(List<PbLink> links, byte @Nullable [] data) {
    int[] sizes = new int[links.size()];
    long total = data == null ? 0 : 1 + Varint.size(data.length) + (long) data.length;
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = size(links.get(i));
      total += 1 + Varint.size(sizes[i]) + (long) sizes[i];
    }
    byte[] block = new byte[Math.toIntExact(total)];
    int at = 0;
    for (int i = 0; i < sizes.length; i++) {
      block[at++] = PbReader.LINKS;
      at = Varint.write(sizes[i], block, at);
      at = write(links.get(i), block, at);
    }
    if (data != null) {
      block[at++] = PbReader.DATA;
      at = Varint.write(data.length, block, at);
      System.arraycopy(data, 0, block, at, data.length);
    }
    return block;
  }

  private static int size(PbLink link) {
    int hash = link.cid().size();
    int size = 1 + Varint.size(hash) + hash;
    if (link.hasName()) {
      int name = Names.size(link.name());
      size += 1 + Varint.size(name) + name;
    }
    if (link.hasTsize()) {
      size += 1 + Varint.size(link.tsize());
    }
    return size;
  }

  private static int write(PbLink link, byte[] block, int offset) {
    int at = offset;
    block[at++] = PbReader.HASH;
    at = Varint.write(link.cid().size(), block, at);
    at = link.cid().encodeTo(block, at);
    if (link.hasName()) {
      block[at++] = PbReader.NAME;
      at = Varint.write(Names.size(link.name()), block, at);
      at = Names.write(link.name(), block, at);
    }
    if (link.hasTsize()) {
      block[at++] = PbReader.TSIZE;
      at = Varint.write(link.tsize(), block, at);
    }
    return at;
  }
}
