package dev.cairn.dag.pb;

import dev.cairn.multiformats.Cid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A link of a dag-pb node. Name and Tsize may be absent, which is not the same as empty or zero: it is another
 * encoding and so another CID of the node that holds the link. Immutable.
 */
public final class PbLink {
  /** Stands for a Tsize that is not there. */
  static final long ABSENT = -1;

  private final Cid cid;
  private final @Nullable String name;
  private final long tsize;

  private PbLink(Cid cid, @Nullable String name, long tsize) {
    this.cid = cid;
    this.name = name;
    this.tsize = tsize;
  }

  /**
   * A link with name and size, as UnixFS writes all of its links.
   *
   * @param name the name, {@code ""} in the nodes of a file; see {@link Names} for bytes that are not UTF-8
   * @param tsize bytes of all blocks below the link, blocks that occur twice counted twice; not negative
   */
  public static PbLink of(Cid cid, String name, long tsize) {
    return bare(cid).withName(name).withTsize(tsize);
  }

  /** A link with neither Name nor Tsize. */
  public static PbLink bare(Cid cid) {
    return new PbLink(cid, null, ABSENT);
  }

  /** What a reader found; null and {@link #ABSENT} for what is not there. */
  static PbLink read(Cid cid, @Nullable String name, long tsize) {
    return new PbLink(cid, name, tsize);
  }

  /** The same link with this name. */
  public PbLink withName(String newName) {
    return new PbLink(cid, newName, tsize);
  }

  /** The same link with this Tsize, which is not negative. */
  public PbLink withTsize(long newTsize) {
    if (newTsize < 0) {
      throw new IllegalArgumentException("Tsize of a link is negative: " + newTsize);
    }
    return new PbLink(cid, name, newTsize);
  }

  /** Where the link leads. */
  public Cid cid() {
    return cid;
  }

  /** The name; empty also when it is absent. Bytes that are not UTF-8 are escaped, see {@link Names}. */
  public String name() {
    return name == null ? "" : name;
  }

  /** Whether there is a name, be it empty. */
  public boolean hasName() {
    return name != null;
  }

  /** What the link claims the blocks below it sum up to, in bytes; 0 also when it is absent. Nobody checked it. */
  public long tsize() {
    return tsize == ABSENT ? 0 : tsize;
  }

  /** Whether there is a Tsize. */
  public boolean hasTsize() {
    return tsize != ABSENT;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PbLink link
        && cid.equals(link.cid)
        && Objects.equals(name, link.name)
        && tsize == link.tsize;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * cid.hashCode() + Objects.hashCode(name)) + Long.hashCode(tsize);
  }

  @Override
  public String toString() {
    return "PbLink[" + cid + ", " + name + ", " + (hasTsize() ? tsize : "no Tsize") + "]";
  }
}
