package dev.cairn.multiformats;

/** One way to write bytes as text, without the multibase prefix. Instances are immutable. */
interface TextCodec {
  /** Stands for no prefix. */
  int NO_PREFIX = -1;

  /**
   * Writes all of {@code bytes} behind a prefix; in one go, since most texts have one and are short.
   *
   * @param prefix the code point in front, of Latin-1 unless the alphabet is not, or {@link #NO_PREFIX}
   * @throws MultiformatException when there are more bytes than this codec takes
   */
  String encode(int prefix, byte[] bytes);

  /**
   * Reads all of {@code text} from {@code offset} on; the exact reverse of {@link #encode} up to letter case.
   *
   * @throws MultiformatException when the text is not of this base
   */
  byte[] decode(String text, int offset);

  /** The complaint about a code point that is not of the alphabet. */
  static MultiformatException badCharacter(String base, String text, int at) {
    int codePoint = text.codePointAt(at);
    boolean printable = codePoint > 0x20 && codePoint != 0x7f && Character.isDefined(codePoint)
        && !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    String shown = printable ? "'" + Character.toString(codePoint) + "'" : "U+%04X".formatted(codePoint);
    return new MultiformatException("character " + shown + " at position " + at + " is not of " + base);
  }
}
