package dev.cairn.multiformats;

/** One way to write bytes as text, without the multibase prefix. Instances are immutable. */
interface TextCodec {
  /**
   * Writes all of {@code bytes}.
   *
   * @throws MultiformatException when there are more bytes than this codec takes
   */
  String encode(byte[] bytes);

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
