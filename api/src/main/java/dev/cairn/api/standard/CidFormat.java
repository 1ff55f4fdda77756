package dev.cairn.api.standard;

import dev.cairn.api.command.CommandException;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multibase;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.MultiformatException;
import dev.cairn.multiformats.PeerId;
import java.util.Optional;

/**
 * How {@code cid format} writes a CID.
 *
 * @param pattern text with {@code %} specifiers, see {@link #HELP}
 * @param version the version to convert to; as it is when empty
 * @param codec the codec to convert to; as it is when empty
 * @param base the base to write in; as it is when empty
 */
record CidFormat(String pattern, Optional<Integer> version, Optional<Multicodec> codec,
    Optional<Multibase> base) {
  /** The specifiers, for people. */
  static final String HELP = """
      The format string may hold:

        %%  a percent sign
        %b  multibase name                %B  multibase code
        %v  version as cidv0 or cidv1     %V  version number
        %c  codec name                    %C  codec code
        %h  hash function name            %H  hash function code
        %L  digest length in bytes
        %m  multihash in base %b          %M  the same without multibase prefix
        %d  digest in base %b             %D  the same without multibase prefix
        %s  CID in base %b                %S  the same without multibase prefix
        %P  prefix: %v-%c-%h-%L

      A version 0 CID is base58btc and has no multibase prefix in %s.
      """;

  /**
   * Checks the pattern.
   *
   * @throws CommandException when it has no specifier, or one that is not known
   */
  CidFormat {
    if (pattern.indexOf('%') < 0) {
      throw new CommandException("invalid format string: \"" + pattern + "\"");
    }
  }

  /**
   * Converts a CID and writes it.
   *
   * @throws MultiformatException when it is none, or cannot be converted
   * @throws CommandException when the pattern has an unknown specifier
   */
  String apply(String text) {
    Cid given;
    try {
      given = Cid.parse(text);
    } catch (MultiformatException e) {
      throw new MultiformatException("invalid cid: " + e.getMessage(), e);
    }
    Cid cid = convert(given);
    Multibase written = base.orElseGet(() -> cid.version() == 0 || given.version() == 0
        ? Multibase.BASE58_BTC
        : Multibase.ofText(text));
    return write(cid, written);
  }

  private Cid convert(Cid cid) {
    Cid recoded = codec.filter(wanted -> !cid.is(wanted)).map(cid::withCodec).orElse(cid);
    if (version.isEmpty()) {
      return recoded;
    }
    if (version.get() == 1) {
      return recoded.toV1();
    }
    if (!recoded.is(Multicodec.DAG_PB)) {
      throw new MultiformatException("can't convert non-dag-pb nodes to cidv0");
    }
    return recoded.toV0()
        .orElseThrow(() -> new MultiformatException("only a sha2-256 digest of 32 bytes fits a CIDv0"));
  }

  private String write(Cid cid, Multibase in) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c != '%') {
        out.append(c);
      } else if (++i == pattern.length()) {
        throw new CommandException("premature end of format string");
      } else {
        out.append(specifier(pattern.charAt(i), cid, in));
      }
    }
    return out.toString();
  }

  private static String specifier(char specifier, Cid cid, Multibase in) {
    String codec = cid.codec().map(Multicodec::label).orElseGet(() -> "codec?" + cid.codecCode());
    String function = cid.multihash().function()
        .map(HashFunction::label)
        .orElseGet(() -> "hash?" + cid.multihash().code());
    return switch (specifier) {
      case '%' -> "%";
      case 'b' -> in.label();
      case 'B' -> Character.toString(in.prefix());
      case 'v' -> "cidv" + cid.version();
      case 'V' -> Integer.toString(cid.version());
      case 'c' -> codec;
      case 'C' -> Long.toString(cid.codecCode());
      case 'h' -> function;
      case 'H' -> Long.toString(cid.multihash().code());
      case 'L' -> Integer.toString(cid.multihash().digestSize());
      case 'm' -> in.encode(cid.multihash().bytes());
      case 'M' -> in.encodeUnprefixed(cid.multihash().bytes());
      case 'd' -> in.encode(cid.multihash().digest());
      case 'D' -> in.encodeUnprefixed(cid.multihash().digest());
      case 's' -> cid.version() == 0 ? cid.toString() : cid.toString(in);
      case 'S' -> in.encodeUnprefixed(cid.bytes());
      case 'P' -> "cidv" + cid.version() + "-" + codec + "-" + function + "-" + cid.multihash().digestSize();
      default -> throw new CommandException("unrecognized specifier in format string: %" + specifier);
    };
  }

  /** A second line for messages about a text that is no CID but a peer id; empty otherwise. */
  static String peerIdHint(String text) {
    try {
      return "\nNote: the value is a PeerID; inspect its CID representation instead:\n  "
          + PeerId.parse(text).toBase36();
    } catch (MultiformatException neither) {
      return "";
    }
  }
}
