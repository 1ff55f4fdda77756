package dev.cairn.dag.unixfs;

import dev.cairn.multiformats.Cid;

/** A block is not what UnixFS allows at its place. The message names the block and what is wrong with it. */
public final class UnixFsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, for callers that answer each case differently. */
  public enum Code {
    /** The block is in another codec, or is dag-pb without a UnixFS message: it may be fine, but it is no file. */
    NOT_UNIXFS,
    /** UnixFS, but of another type than was asked for, such as a directory where a file is needed. */
    WRONG_TYPE,
    /** The block breaks the rules of UnixFS, or claims something about its children that is not so. */
    MALFORMED
  }

  private final Code code;
  private final transient Cid cid;

  UnixFsException(Code code, Cid cid, String problem) {
    super(cid + ": " + problem);
    this.code = code;
    this.cid = cid;
  }

  UnixFsException(Code code, Cid cid, String problem, Throwable cause) {
    super(cid + ": " + problem + ": " + cause.getMessage(), cause);
    this.code = code;
    this.cid = cid;
  }

  public Code code() {
    return code;
  }

  /** The block that is not as it should be. */
  public Cid cid() {
    return cid;
  }
}
