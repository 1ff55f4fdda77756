package dev.cairn.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cairn.dag.unixfs.UnixFsFile;
import dev.cairn.gateway.http.ByteRange;
import dev.cairn.gateway.http.ContentTypes;
import dev.cairn.multiformats.Cid;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds out types of files from their bytes. Looks only at leaves that the answer needs anyway, and only at the first
 * of them: a file is readable in part even where other parts are missing.
 *
 * <p>Sniffing takes a good part of a millisecond and always says the same of a CID, so it is remembered.
 */
final class TypeSniffer {
  private static final int MAX_REMEMBERED = 10_000;

  private final Cache<Cid, String> known = Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

  /**
   * The type of a file.
   *
   * @param part what is asked of it, if not all
   */
  String typeOf(UnixFsFile file, Optional<ByteRange.Part> part) {
    String remembered = known.getIfPresent(file.cid());
    if (remembered != null) {
      return remembered;
    }
    boolean oneBlock = file.stat().blocks() == 0;
    if (oneBlock || part.isEmpty() || part.get().first() == 0) {
      byte[] head = piece(file, 0, Math.min(file.size(), ContentTypes.SNIFF_BYTES));
      String type = ContentTypes.ofContent(head, head.length == file.size());
      known.put(file.cid(), type);
      return type;
    }
    long length = Math.min(part.get().length(), ContentTypes.SNIFF_BYTES);
    return ContentTypes.ofMiddle(piece(file, part.get().first(), length));
  }

  /** Up to {@code length} bytes from {@code offset}: as many as the first leaf there holds. */
  private static byte[] piece(UnixFsFile file, long offset, long length) {
    FirstPiece first = new FirstPiece();
    try {
      file.writeTo(offset, length, buffer -> {
        first.bytes = Arrays.copyOfRange(
            buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.arrayOffset() + buffer.limit());
        throw first;
      });
    } catch (FirstPiece found) {
      return found.bytes;
    }
    return first.bytes;
  }

  /** Ends reading after the first leaf. */
  private static final class FirstPiece extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private transient byte[] bytes = new byte[0];

    FirstPiece() {
      super(null, null, false, false);
    }
  }
}
