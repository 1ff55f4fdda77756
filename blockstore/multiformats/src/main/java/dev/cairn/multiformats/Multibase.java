package dev.cairn.multiformats;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The bases that binary values are written in; each text begins with the character that names its base.
 *
 * <p>All bases of the <a href="https://github.com/multiformats/multibase/blob/master/multibase.csv">multibase
 * table</a> in the state "draft" or "final", and the experimental ones in use. Decoding is strict: characters of
 * the alphabet only (in either case where the table says case-insensitive), exact padding, no bits that are left
 * over. Base10, base36 and base58 take at most 8 KiB, since their work grows with the square of the length.
 */
// The codecs are immutable, but their common interface cannot say so to the checker.
@SuppressWarnings("ImmutableEnumChecker")
public enum Multibase {
  BASE2('0', BitCodec.exact("base2", "01")), //
  BASE8('7', BitCodec.exact("base8", "01234567")), //
  BASE10('9', RadixCodec.exact("base10", "0123456789")), //
  BASE16('f', BitCodec.anyCase("base16", Alphabet.HEX)), //
  BASE16_UPPER('F', BitCodec.anyCase("base16upper", Alphabet.upper(Alphabet.HEX))), //
  BASE32('b', BitCodec.anyCase("base32", Alphabet.RFC_32)), //
  BASE32_UPPER('B', BitCodec.anyCase("base32upper", Alphabet.upper(Alphabet.RFC_32))), //
  BASE32_PAD('c', BitCodec.padded("base32pad", Alphabet.RFC_32, true)), //
  BASE32_PAD_UPPER('C', BitCodec.padded("base32padupper", Alphabet.upper(Alphabet.RFC_32), true)), //
  BASE32_HEX('v', BitCodec.anyCase("base32hex", Alphabet.HEX_32)), //
  BASE32_HEX_UPPER('V', BitCodec.anyCase("base32hexupper", Alphabet.upper(Alphabet.HEX_32))), //
  BASE32_HEX_PAD('t', BitCodec.padded("base32hexpad", Alphabet.HEX_32, true)), //
  BASE32_HEX_PAD_UPPER('T', BitCodec.padded("base32hexpadupper", Alphabet.upper(Alphabet.HEX_32), true)), //
  BASE32_Z('h', BitCodec.exact("base32z", "ybndrfg8ejkmcpqxot1uwisza345h769")), //
  BASE36('k', RadixCodec.anyCase("base36", Alphabet.DIGITS_36)), //
  BASE36_UPPER('K', RadixCodec.anyCase("base36upper", Alphabet.upper(Alphabet.DIGITS_36))), //
  BASE45('R', new Base45Codec()), //
  BASE58_BTC('z', RadixCodec.exact("base58btc", Alphabet.BITCOIN)), //
  BASE58_FLICKR('Z', RadixCodec.exact("base58flickr", Alphabet.FLICKR)), //
  BASE64('m', BitCodec.exact("base64", Alphabet.RFC_64)), //
  BASE64_PAD('M', BitCodec.padded("base64pad", Alphabet.RFC_64, false)), //
  BASE64_URL('u', BitCodec.exact("base64url", Alphabet.URL_64)), //
  BASE64_URL_PAD('U', BitCodec.padded("base64urlpad", Alphabet.URL_64, false)), //
  BASE256_EMOJI(0x1f680, new EmojiCodec());

  private static final Map<String, Multibase> BY_LABEL = Arrays.stream(values())
      .collect(Collectors.toUnmodifiableMap(Multibase::label, Function.identity()));
  private static final Map<Integer, Multibase> BY_PREFIX = Arrays.stream(values())
      .collect(Collectors.toUnmodifiableMap(Multibase::prefix, Function.identity()));

  private final String label;
  private final int prefix;
  private final TextCodec codec;

  Multibase(int prefix, TextCodec codec) {
    this.label = name().toLowerCase(Locale.ROOT).replace("_", "");
    this.prefix = prefix;
    this.codec = codec;
  }

  /** The name in the multibase table, such as {@code base58btc}. */
  public String label() {
    return label;
  }

  /** The code point that text in this base begins with. */
  public int prefix() {
    return prefix;
  }

  /**
   * The text, with its multibase prefix.
   *
   * @throws MultiformatException when there are more bytes than this base takes
   */
  public String encode(byte[] bytes) {
    return codec.encode(prefix, bytes);
  }

  /**
   * The text without a multibase prefix.
   *
   * @throws MultiformatException when there are more bytes than this base takes
   */
  public String encodeUnprefixed(byte[] bytes) {
    return codec.encode(TextCodec.NO_PREFIX, bytes);
  }

  /**
   * Decodes text without a multibase prefix.
   *
   * @throws MultiformatException when the text is not of this base, with the place and the reason
   */
  public byte[] decodeUnprefixed(String text) {
    return codec.decode(text, 0);
  }

  /**
   * Decodes text that starts with a multibase prefix.
   *
   * @throws MultiformatException when the prefix is not known or the rest is not of its base
   */
  public static byte[] decode(String text) {
    Multibase base = ofText(text);
    return base.codec.decode(text, Character.charCount(base.prefix));
  }

  /**
   * The base that this text names by its first character.
   *
   * @throws MultiformatException when the text is empty or the prefix is not known
   */
  public static Multibase ofText(String text) {
    if (text.isEmpty()) {
      throw new MultiformatException("an empty text has no multibase prefix");
    }
    int prefix = text.codePointAt(0);
    Multibase base = BY_PREFIX.get(prefix);
    if (base == null) {
      String shown = Character.isLetterOrDigit(prefix) ? "'" + Character.toString(prefix) + "'"
          : "U+%04X".formatted(prefix);
      throw new MultiformatException(shown + " is no multibase prefix that is known");
    }
    return base;
  }

  /** The base with this name in the table, if there is one. */
  public static Optional<Multibase> of(String label) {
    return Optional.ofNullable(BY_LABEL.get(label));
  }

  /** The base whose texts begin with this code point, if there is one. */
  public static Optional<Multibase> forPrefix(int codePoint) {
    return Optional.ofNullable(BY_PREFIX.get(codePoint));
  }

  /** The alphabets that several bases share; enum constants cannot see constants of their own enum. */
  private static final class Alphabet {
    static final String HEX = "0123456789abcdef";
    static final String RFC_32 = "abcdefghijklmnopqrstuvwxyz234567";
    static final String HEX_32 = "0123456789abcdefghijklmnopqrstuv";
    static final String DIGITS_36 = "0123456789abcdefghijklmnopqrstuvwxyz";
    static final String BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    static final String FLICKR = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
    static final String RFC_64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static final String URL_64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    static String upper(String alphabet) {
      return alphabet.toUpperCase(Locale.ROOT);
    }
  }
}
