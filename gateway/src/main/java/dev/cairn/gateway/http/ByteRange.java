package dev.cairn.gateway.http;

import java.util.Locale;
import java.util.Optional;

/** What a {@code Range} header (RFC 9110 §14.2) asks of a representation of known size. */
public sealed interface ByteRange {
  /** The whole representation, answered with 200. */
  record Whole() implements ByteRange {}

  /**
   * A part of it, answered with 206.
   *
   * @param first the first byte
   * @param last the last byte, inclusive
   */
  record Part(long first, long last) implements ByteRange {
    /** How many bytes. */
    public long length() {
      return last - first + 1;
    }

    /** The {@code Content-Range} header. */
    public String contentRange(long size) {
      return "bytes " + first + "-" + last + "/" + size;
    }
  }

  /** Nothing of it, answered with 416. */
  record Unsatisfiable() implements ByteRange {
    /** The {@code Content-Range} header. */
    public String contentRange(long size) {
      return "bytes */" + size;
    }
  }

  /** The most ranges that one header may list; one with more is ignored. */
  int MAX_RANGES = 32;

  /**
   * Decides what to send. Of several ranges the first satisfiable one is sent alone, which the RFC allows. The header
   * is ignored when its unit is another than bytes, when it is broken, when its ranges add up to more than the whole,
   * and when the representation is empty (clients that add a range to every request expect no error then).
   */
  static ByteRange of(Optional<String> header, long size) {
    if (header.isEmpty() || size == 0) {
      return new Whole();
    }
    String text = header.get().strip();
    if (!text.toLowerCase(Locale.ROOT).startsWith("bytes=")) {
      return new Whole();
    }
    String[] specs = text.substring(6).split(",", MAX_RANGES + 2);
    if (specs.length > MAX_RANGES) {
      return new Whole();
    }
    Optional<Part> chosen = Optional.empty();
    boolean any = false;
    long sum = 0;
    for (String spec : specs) {
      if (spec.isBlank()) {
        continue;
      }
      Optional<ByteRange> range = one(spec.strip(), size);
      if (range.isEmpty()) {
        return new Whole();
      }
      any = true;
      if (range.get() instanceof Part part) {
        // At most MAX_RANGES times size: a wrap would need files of exabytes, and ends in a negative sum.
        sum += part.length();
        chosen = chosen.isPresent() ? chosen : Optional.of(part);
      }
    }
    if (!any || sum > size || sum < 0) {
      return new Whole();
    }
    return chosen.isPresent() ? chosen.get() : new Unsatisfiable();
  }

  /** One {@code first-last}, {@code first-} or {@code -count}; empty when it is broken. */
  private static Optional<ByteRange> one(String spec, long size) {
    int dash = spec.indexOf('-');
    if (dash < 0) {
      return Optional.empty();
    }
    String before = spec.substring(0, dash).strip();
    String after = spec.substring(dash + 1).strip();
    if (!digits(before) || !digits(after) || before.isEmpty() && after.isEmpty()) {
      return Optional.empty();
    }
    if (before.isEmpty()) {
      long count = Math.min(number(after), size);
      return Optional.of(count == 0 ? new Unsatisfiable() : new Part(size - count, size - 1));
    }
    long first = number(before);
    long last = after.isEmpty() ? size - 1 : number(after);
    if (!after.isEmpty() && last < first) {
      return Optional.empty();
    }
    return Optional.of(first >= size ? new Unsatisfiable() : new Part(first, Math.min(last, size - 1)));
  }

  private static boolean digits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The number, or the largest long when it is larger than that. */
  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException tooLarge) {
      return Long.MAX_VALUE;
    }
  }
}
