package dev.cairn.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Splits a {@code multipart} body (RFC 2046, section 5.1) into its parts while it streams by.
 *
 * <p>The delimiter is searched with the bad-character rule of Boyer, Moore and Horspool, which looks at one byte in as
 * many as the delimiter is long. A large read goes straight from the body into the caller's array: nothing is copied
 * twice but the few bytes that might begin a delimiter. Bounds: {@link #MAX_HEAD_BYTES} for the head of a part, {@link
 * #MAX_PREAMBLE_BYTES} before the first one. Used by one thread.
 */
final class MultipartReader {
  /** How long the header lines of one part may be together, in bytes; names of deep paths come percent-encoded. */
  static final int MAX_HEAD_BYTES = 64 * 1024;

  /** How much may stand before the first delimiter, in bytes. */
  static final int MAX_PREAMBLE_BYTES = 64 * 1024;

  /** The longest boundary that RFC 2046 allows, in characters. */
  private static final int MAX_BOUNDARY = 70;

  private static final int BUFFER_BYTES = 128 * 1024;

  /** From this length on, a read bypasses the buffer. */
  private static final int DIRECT_BYTES = 4 * 1024;

  private final InputStream body;
  private final byte[] delimiter;
  private final int[] skip = new int[256];
  private final byte[] buffer = new byte[BUFFER_BYTES];
  /** Where skipped content goes. */
  private final byte[] waste = new byte[8 * 1024];

  private int position;
  private int limit;

  /** Where the next delimiter is in the buffer; -1 when it is not known to be in it. */
  private int found = -1;

  /** Up to where the buffer was searched in vain. */
  private int searched;

  private boolean begun;
  private boolean finished;

  /** A header line of a part. */
  record Header(String name, String value) {}

  /**
   * Reads a body.
   *
   * @throws MultipartException when the boundary is none
   */
  MultipartReader(InputStream body, String boundary) throws MultipartException {
    if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY
        || !boundary.chars().allMatch(c -> c >= 0x20 && c < 0x7f) || boundary.endsWith(" ")) {
      throw new MultipartException("the boundary must be 1 to " + MAX_BOUNDARY + " printable characters");
    }
    this.body = body;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(skip, delimiter.length);
    for (int i = 0; i < delimiter.length - 1; i++) {
      skip[delimiter[i] & 0xff] = delimiter.length - 1 - i;
    }
    // The first delimiter has no line end before it when nothing precedes it.
    buffer[0] = '\r';
    buffer[1] = '\n';
    limit = 2;
  }

  /**
   * Skips what is left of the part before and reads the head of the next.
   *
   * @return its header lines, or empty behind the last part
   * @throws MultipartException when the body is malformed
   */
  Optional<List<Header>> next() throws IOException {
    if (finished) {
      return Optional.empty();
    }
    skipToDelimiter();
    position += delimiter.length;
    found = -1;
    searched = position;
    require(2);
    if (buffer[position] == '-' && buffer[position + 1] == '-') {
      finished = true;
      drain();
      return Optional.empty();
    }
    while (buffer[position] == ' ' || buffer[position] == '\t') {
      position++;
      require(2);
    }
    if (buffer[position] != '\r' || buffer[position + 1] != '\n') {
      throw new MultipartException("a delimiter is followed by something else than a line end");
    }
    position += 2;
    List<Header> head = readHead();
    // A part without content has its delimiter right behind the empty line, whose end belongs to the delimiter then.
    position -= 2;
    searched = position;
    require(delimiter.length);
    if (!startsWithDelimiter()) {
      position += 2;
      searched = position;
    }
    return Optional.of(head);
  }

  private boolean startsWithDelimiter() {
    return Arrays.equals(buffer, position, position + delimiter.length, delimiter, 0, delimiter.length);
  }

  private void skipToDelimiter() throws IOException {
    long skipped = 0;
    int n = read(waste, 0, waste.length);
    while (n >= 0) {
      skipped += n;
      if (!begun && skipped > MAX_PREAMBLE_BYTES) {
        throw new MultipartException("no delimiter in the first " + MAX_PREAMBLE_BYTES + " bytes");
      }
      n = read(waste, 0, waste.length);
    }
    begun = true;
  }

  /** What follows the last delimiter is no part, but the sender wants it read. */
  private void drain() throws IOException {
    position = limit;
    long left = MAX_PREAMBLE_BYTES;
    int n = body.read(buffer, 0, buffer.length);
    while (n >= 0 && left > 0) {
      left -= n;
      n = body.read(buffer, 0, buffer.length);
    }
  }

  private List<Header> readHead() throws IOException {
    List<Header> head = new ArrayList<>(4);
    int left = MAX_HEAD_BYTES;
    while (true) {
      int end = lineEnd(left);
      String line = text(position, end);
      left -= end - position;
      position = end + 2;
      if (line.isEmpty()) {
        return head;
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new MultipartException("a header line of a part has no name");
      }
      head.add(new Header(line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip()));
    }
  }

  private String text(int from, int to) throws MultipartException {
    return PercentCoding.utf8(Arrays.copyOfRange(buffer, from, to), to - from)
        .orElseThrow(() -> new MultipartException("a header line of a part is not UTF-8"));
  }

  private int lineEnd(int most) throws IOException {
    int length = 0;
    while (true) {
      require(length + 2);
      while (position + length + 1 < limit) {
        if (buffer[position + length] == '\r' && buffer[position + length + 1] == '\n') {
          return position + length;
        }
        length++;
        if (length > most) {
          throw new MultipartException(
              "the header lines of a part are longer than " + MAX_HEAD_BYTES + " bytes");
        }
      }
    }
  }

  /** Makes {@code count} bytes available in the buffer. */
  private void require(int count) throws IOException {
    while (limit - position < count) {
      fill();
    }
  }

  private void fill() throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      searched = Math.max(0, searched - position);
      found = found < 0 ? -1 : found - position;
      position = 0;
    }
    int n = body.read(buffer, limit, buffer.length - limit);
    if (n < 0) {
      throw new MultipartException("the body ends before its last delimiter");
    }
    limit += n;
  }

  /**
   * Reads content of the current part.
   *
   * @return how many bytes, at least one, or -1 at the end of the part
   */
  int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    while (true) {
      if (found < 0 && searched + delimiter.length <= limit) {
        found = search(buffer, searched, limit);
        searched = found < 0 ? limit - delimiter.length + 1 : found;
      }
      if (found == position) {
        return -1;
      }
      if (searched > position) {
        int size = Math.min(length, searched - position);
        System.arraycopy(buffer, position, into, offset, size);
        position += size;
        return size;
      }
      if (length >= DIRECT_BYTES) {
        int size = readDirect(into, offset, Math.min(length, BUFFER_BYTES / 2));
        if (size > 0) {
          return size;
        }
      } else {
        fill();
      }
    }
  }

  /**
   * Reads from the body into the caller's array, when the buffer holds nothing but the possible begin of a delimiter.
   * What turns out not to be content goes to the buffer.
   */
  private int readDirect(byte[] into, int offset, int length) throws IOException {
    int held = limit - position;
    System.arraycopy(buffer, position, into, offset, held);
    int n = body.read(into, offset + held, length - held);
    if (n < 0) {
      throw new MultipartException("the body ends before its last delimiter");
    }
    int end = offset + held + n;
    int at = search(into, offset, end);
    int keep = at >= 0 ? end - at : Math.min(held + n, delimiter.length - 1);
    System.arraycopy(into, end - keep, buffer, 0, keep);
    position = 0;
    limit = keep;
    found = at >= 0 ? 0 : -1;
    searched = 0;
    return held + n - keep;
  }

  /** The first place in {@code [from, to)} where the delimiter stands whole, or -1. */
  private int search(byte[] in, int from, int to) {
    int last = delimiter.length - 1;
    byte lastByte = delimiter[last];
    int at = from + last;
    while (at < to) {
      byte b = in[at];
      if (b == lastByte && Arrays.equals(in, at - last, at, delimiter, 0, last)) {
        return at - last;
      }
      at += skip[b & 0xff];
    }
    return -1;
  }

  /** The content of the current part as a stream; ends where the part does. */
  InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return MultipartReader.this.read(into, offset, length);
      }
    };
  }
}
