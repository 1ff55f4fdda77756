package dev.cairn.dag.path;

import dev.cairn.multiformats.Cid;

/**
 * A path leads nowhere, though all blocks that it needed are there. The message begins as Kubo's does: {@code no
 * link named "<name>" under <cid>}.
 */
public final class PathNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why the path ends. */
  public enum Code {
    /** There is nothing of this name. */
    NO_SUCH_LINK,
    /** What the path has come to has nothing below it, as it is a file, a symbolic link, bytes or a number. */
    NOT_A_DIRECTORY
  }

  private final Code code;
  private final String name;
  private final transient Cid cid;

  PathNotFoundException(Code code, String name, Cid cid, String what) {
    super("no link named " + Quoted.of(name) + " under " + cid + what);
    this.code = code;
    this.name = name;
    this.cid = cid;
  }

  static PathNotFoundException noSuchLink(String name, Cid cid) {
    return new PathNotFoundException(Code.NO_SUCH_LINK, name, cid, "");
  }

  /** {@code what} says what the path has come to, such as {@code a file}. */
  static PathNotFoundException notADirectory(String name, Cid cid, String what) {
    return new PathNotFoundException(Code.NOT_A_DIRECTORY, name, cid,
        ", which is not a directory but " + what);
  }

  /** Why the path ends. */
  public Code code() {
    return code;
  }

  /** The segment that leads nowhere. */
  public String name() {
    return name;
  }

  /** The block that the segment was looked for in. */
  public Cid cid() {
    return cid;
  }
}
