package dev.cairn.api.standard;

import dev.cairn.dag.unixfs.Attributes;
import dev.cairn.dag.unixfs.UnixFsStat;
import dev.cairn.dag.unixfs.UnixTime;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * An entry of a directory as {@code ls} answers.
 *
 * @param size bytes of a file
 * @param type a number of the UnixFS enumeration of types
 * @param target where a symbolic link points to
 * @param mode permissions and kind in the bits of Go's {@code FileMode}; 0 when not kept
 * @param modTime RFC 3339; the year 1 when not kept
 */
record LsLink(String name, String hash, long size, int type, String target, long mode, String modTime) {
  static final int UNKNOWN = 0;
  static final int DIRECTORY = 1;
  static final int FILE = 2;
  static final int SYMLINK = 4;

  private static final String NO_TIME = "0001-01-01T00:00:00Z";
  private static final long GO_DIRECTORY = 1L << 31;
  private static final long GO_SYMLINK = 1L << 27;
  private static final long GO_SETUID = 1L << 23;
  private static final long GO_SETGID = 1L << 22;
  private static final long GO_STICKY = 1L << 20;

  /** An entry that was not looked at. */
  static LsLink unresolved(String name, String cid, long size, int type) {
    return new LsLink(name, cid, size, type, "", 0, NO_TIME);
  }

  /** An entry of which this is known. */
  static LsLink of(String name, String cid, UnixFsStat stat, String target) {
    int type = switch (stat.kind()) {
      case DIRECTORY -> DIRECTORY;
      case FILE -> FILE;
      case SYMLINK -> SYMLINK;
    };
    Attributes attributes = stat.attributes();
    long mode = attributes.mode().isPresent() ? goMode(attributes.mode().getAsInt(), type) : 0;
    return new LsLink(name, cid, stat.size(), type, target, mode,
        attributes.mtime().map(UnixTime::toInstant).map(DateTimeFormatter.ISO_INSTANT::format)
            .orElse(NO_TIME));
  }

  private static long goMode(int mode, int type) {
    return (mode & 0777)
        | (type == DIRECTORY ? GO_DIRECTORY : 0)
        | (type == SYMLINK ? GO_SYMLINK : 0)
        | ((mode & 04000) != 0 ? GO_SETUID : 0)
        | ((mode & 02000) != 0 ? GO_SETGID : 0)
        | ((mode & 01000) != 0 ? GO_STICKY : 0);
  }

  boolean isDirectory() {
    return type == DIRECTORY;
  }

  /** The modification time, if it was kept. */
  Optional<Instant> modified() {
    return modTime.equals(NO_TIME) ? Optional.empty() : Optional.of(Instant.parse(modTime));
  }

  /** The mode as {@code ls -l} writes it; {@code -} when it was not kept. */
  String modeText() {
    if (mode == 0) {
      return "-";
    }
    StringBuilder text = new StringBuilder(10);
    text.append((mode & GO_DIRECTORY) != 0 ? 'd' : (mode & GO_SYMLINK) != 0 ? 'l' : '-');
    appendTriple(text, 6, (mode & GO_SETUID) != 0, 's');
    appendTriple(text, 3, (mode & GO_SETGID) != 0, 's');
    appendTriple(text, 0, (mode & GO_STICKY) != 0, 't');
    return text.toString();
  }

  private void appendTriple(StringBuilder text, int shift, boolean special, char mark) {
    boolean execute = (mode >> shift & 1) != 0;
    text.append((mode >> shift & 4) != 0 ? 'r' : '-').append((mode >> shift & 2) != 0 ? 'w' : '-');
    if (special) {
      text.append(execute ? mark : Character.toUpperCase(mark));
    } else {
      text.append(execute ? 'x' : '-');
    }
  }
}
