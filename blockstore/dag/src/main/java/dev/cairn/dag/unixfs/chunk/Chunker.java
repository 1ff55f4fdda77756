package dev.cairn.dag.unixfs.chunk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How files are cut into chunks, in the notation of {@code ipfs add --chunker}:
 *
 * <ul>
 *   <li>{@code size-<bytes>}: all chunks of the same size but the last;
 *   <li>{@code rabin}, {@code rabin-<avg>}, {@code rabin-<min>-<avg>-<max>}: cut where a Rabin fingerprint of the
 *       last bytes says so, so that an insertion moves only the chunks around it;
 *   <li>{@code buzhash}: the same idea with a rolling hash that is faster to compute.
 * </ul>
 *
 * <p>A chunker's text is such a form too: {@link #parse} reads it back to an equal value.
 */
public sealed interface Chunker {
  /** The largest chunk, in bytes: a block of 2 MiB less what wrapping the chunk in dag-pb may add. */
  int MAX_CHUNK = 2 * 1024 * 1024 - 256;

  /** The chunk size when none is given, in bytes. */
  int DEFAULT_SIZE = 256 * 1024;

  /**
   * A splitter of this kind.
   *
   * @param frame the room that it leaves around each chunk
   */
  Splitter splitter(Frame frame);

  /** The largest chunk that comes out of it, in bytes. */
  int maxChunk();

  /** Chunks of {@code bytes} each, from 1 to {@link #MAX_CHUNK}. */
  record Fixed(int bytes) implements Chunker {
    /** Checks the bounds. */
    public Fixed {
      if (bytes < 1 || bytes > MAX_CHUNK) {
        throw refused("size-" + bytes, "a chunk has 1 to " + MAX_CHUNK + " bytes", "size-262144");
      }
    }

    @Override
    public Splitter splitter(Frame frame) {
      return new FixedSplitter(frame, bytes);
    }

    @Override
    public int maxChunk() {
      return bytes;
    }

    @Override
    public String toString() {
      return "size-" + bytes;
    }
  }

  /**
   * Chunks of {@code min} to {@code max} bytes, cut by a Rabin fingerprint that fires every 2^k bytes on the
   * average, 2^k being the largest power of two that is not above {@code average}.
   */
  record Rabin(int min, int average, int max) implements Chunker {
    /** Checks the bounds. */
    public Rabin {
      String text = "rabin-" + min + "-" + average + "-" + max;
      String example = "rabin-87381-262144-393216";
      if (min < RabinSplitter.WINDOW) {
        throw refused(text, "its minimum must be at least " + RabinSplitter.WINDOW, example);
      }
      if (min >= average || average >= max) {
        throw refused(text, "the form is rabin-<min>-<avg>-<max> with min < avg < max", example);
      }
      if (max > MAX_CHUNK) {
        throw refused(text, "its maximum must not exceed " + MAX_CHUNK + " bytes", example);
      }
    }

    /** The bounds that {@code rabin-<avg>} stands for: a third of the average to one and a half of it. */
    public static Rabin around(int average) {
      if (average < 3 * RabinSplitter.WINDOW || average > MAX_CHUNK / 3 * 2) {
        throw refused(
            "rabin-" + average,
            "the average goes from " + 3 * RabinSplitter.WINDOW + " to " + MAX_CHUNK / 3 * 2 + " bytes",
            "rabin-262144");
      }
      return new Rabin(average / 3, average, average + average / 2);
    }

    @Override
    public Splitter splitter(Frame frame) {
      return new RabinSplitter(frame, min, average, max);
    }

    @Override
    public int maxChunk() {
      return max;
    }

    @Override
    public String toString() {
      return "rabin-" + min + "-" + average + "-" + max;
    }
  }

  /** Chunks of 128 KiB to 512 KiB, cut by a cyclic polynomial hash of 32 bytes. */
  record Buzhash() implements Chunker {
    @Override
    public Splitter splitter(Frame frame) {
      return new BuzhashSplitter(frame);
    }

    @Override
    public int maxChunk() {
      return BuzhashSplitter.MAX;
    }

    @Override
    public String toString() {
      return "buzhash";
    }
  }

  /**
   * Reads the notation above. Empty text and {@code default} mean {@code size-262144}; the parts of rabin may carry
   * the labels {@code min:}, {@code avg:} and {@code max:}.
   *
   * @throws IllegalArgumentException when it is none of the forms or out of bounds; the message names the flag and
   *     gives an example
   */
  static Chunker parse(String text) {
    if (text.isEmpty() || text.equals("default")) {
      return new Fixed(DEFAULT_SIZE);
    }
    if (text.equals("buzhash")) {
      return new Buzhash();
    }
    if (text.equals("rabin")) {
      return Rabin.around(DEFAULT_SIZE);
    }
    Matcher size = Forms.SIZE.matcher(text);
    if (size.matches()) {
      return new Fixed(number(text, size.group(1)));
    }
    Matcher average = Forms.AVERAGE.matcher(text);
    if (average.matches()) {
      return Rabin.around(number(text, average.group(1)));
    }
    Matcher bounds = Forms.BOUNDS.matcher(text);
    if (bounds.matches()) {
      return new Rabin(
          number(text, bounds.group(1)), number(text, bounds.group(2)), number(text, bounds.group(3)));
    }
    throw refused(
        text, "the forms are size-<bytes>, rabin, rabin-<avg>, rabin-<min>-<avg>-<max> and buzhash",
        "size-262144");
  }

  private static int number(String text, String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw refused(text, "no number in it may exceed " + MAX_CHUNK, "size-262144");
    }
  }

  private static IllegalArgumentException refused(String text, String reason, String example) {
    return new IllegalArgumentException(
        "--chunker \"" + text + "\" is not possible: " + reason + "; for example --chunker " + example);
  }
}

/** The forms with numbers; here because an interface has no private constants. */
final class Forms {
  static final Pattern SIZE = Pattern.compile("size-(\\d+)");
  static final Pattern AVERAGE = Pattern.compile("rabin-(\\d+)");
  static final Pattern BOUNDS = Pattern.compile("rabin-(?:min:)?(\\d+)-(?:avg:)?(\\d+)-(?:max:)?(\\d+)");

  private Forms() {}
}
