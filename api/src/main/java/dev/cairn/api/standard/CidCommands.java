package dev.cairn.api.standard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.cairn.api.command.Argument;
import dev.cairn.api.command.CidText;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.CommandSpec.Trait;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.HashPolicy;
import dev.cairn.multiformats.Multibase;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.MultiformatException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code cid}: converting CIDs, and what they can be made of. Needs no repository. */
final class CidCommands {
  /** Codecs that commands read or write; a CID may carry any other. */
  private static final Set<Multicodec> SUPPORTED = Set.of(Multicodec.CBOR, Multicodec.RAW, Multicodec.DAG_PB,
      Multicodec.DAG_CBOR, Multicodec.LIBP2P_KEY, Multicodec.DAG_JSON, Multicodec.JSON);

  private CidCommands() {}

  static List<Command> commands() {
    Option numeric = Option.flag("numeric", "Also show numeric codes.", "n");
    Option supported = Option.flag("supported", "Only those that commands can work with.", "s");
    return List.of(
        CommandSpec.named("cid").summary("Convert CIDs and discover what they are made of.")
            .trait(Trait.NO_REPO)
            .group(),
        CommandSpec.named("cid format")
            .summary("Format and convert CIDs.")
            .help(CidFormat.HELP)
            .argument(Argument.text("cid", "CIDs to format.").many().orStdin())
            .option(Option.text("f", "Format string.").orElse("%s"))
            .option(Option.text("v", "CID version to convert to: 0 or 1."))
            .option(Option.text("mc", "Codec to convert to."))
            .option(Option.text("b", "Multibase to write the CID in."))
            .trait(Trait.NO_REPO)
            .does(CidCommands::format),
        CommandSpec.named("cid base32")
            .summary("Convert CIDs to version 1 in base32.")
            .argument(Argument.text("cid", "CIDs to convert.").many().orStdin())
            .trait(Trait.NO_REPO)
            .does((in, out) -> convert(in, out,
                new CidFormat("%s", Optional.of(1), Optional.empty(), Optional.of(Multibase.BASE32)))),
        CommandSpec.named("cid inspect")
            .summary("Show the parts of a CID.")
            .argument(Argument.text("cid", "CID to inspect.").orStdin())
            .trait(Trait.NO_REPO)
            .does(CidCommands::inspect),
        bases("cid bases"),
        CommandSpec.named("cid codecs")
            .summary("List the codecs that a CID may name.")
            .option(numeric)
            .option(supported)
            .trait(Trait.NO_REPO)
            .does((in, out) -> list(in, out, Arrays.stream(Multicodec.values())
                .filter(in.flag("supported") ? SUPPORTED::contains : Multicodec::isIpld)
                .map(codec -> new CodeAndName(codec.code(), codec.label()))
                .toList())),
        CommandSpec.named("cid hashes")
            .summary("List the hash functions that blocks may have.")
            .option(numeric)
            .option(supported)
            .trait(Trait.NO_REPO)
            .does((in, out) -> list(in, out, HashPolicy.allowed().stream()
                .map(function -> new CodeAndName(function.code(), function.label()))
                .toList())));
  }

  /** The command that lists multibases, under the name that it has in this group. */
  static Command bases(String words) {
    return CommandSpec.named(words)
        .summary("List the multibase encodings.")
        .option(Option.flag("prefix", "Also show the character that names the base."))
        .option(Option.flag("numeric", "Also show numeric codes."))
        .trait(Trait.NO_REPO)
        .does(CidCommands::bases);
  }

  private static void format(Invocation in, Output out) throws IOException {
    Optional<Multicodec> codec = in.text("mc").filter(name -> !name.isEmpty())
        .map(name -> Multicodec.of(name)
            .orElseThrow(() -> new CommandException("unknown multicodec: \"" + name + "\"")));
    Optional<Multibase> base = in.text("b").filter(name -> !name.isEmpty()).map(CidText::base);
    Optional<Integer> version = in.text("v").filter(text -> !text.isEmpty()).map(text -> switch (text) {
      case "0" -> 0;
      case "1" -> 1;
      default -> throw new CommandException("invalid cid version: \"" + text + "\"");
    });
    if (version.equals(Optional.of(0)) && codec.isPresent() && codec.get() != Multicodec.DAG_PB) {
      throw new CommandException("cannot convert to CIDv0 with any codec other than dag-pb");
    }
    if (version.equals(Optional.of(0)) && base.isPresent() && base.get() != Multibase.BASE58_BTC) {
      throw new CommandException(
          "cannot convert to CIDv0 with any multibase other than the implicit base58btc");
    }
    Optional<Integer> target = version.isEmpty() && base.isPresent() ? Optional.of(1) : version;
    convert(in, out, new CidFormat(in.text("f").orElseThrow(), target, codec, base));
  }

  private record Formatted(String cidStr, String formatted, String errorMsg) {}

  private static void convert(Invocation in, Output out, CidFormat format) throws IOException {
    Complaints complaints = new Complaints();
    for (String text : in.eachArgument()) {
      Formatted result;
      try {
        result = new Formatted(text, format.apply(text), "");
      } catch (MultiformatException e) {
        result = new Formatted(text, "", String.valueOf(e.getMessage()));
      }
      if (result.errorMsg.isEmpty()) {
        out.emit(result, Output.Text.line(result.formatted));
      } else if (out.encoding() == Output.Encoding.TEXT) {
        complaints.add(text + ": " + result.errorMsg);
      } else {
        out.emit(result, Output.Text.none());
      }
    }
    complaints.throwIfAny();
  }

  private record CodeAndName(long code, String name) {}

  private static void list(Invocation in, Output out, List<CodeAndName> items) throws IOException {
    List<CodeAndName> sorted = items.stream().sorted(Comparator.comparingLong(CodeAndName::code)).toList();
    boolean numeric = in.flag("numeric");
    out.only(sorted, text -> {
      for (CodeAndName item : sorted) {
        text.append(numeric ? String.format(Locale.ROOT, "%5d  ", item.code) : "").append(item.name)
            .append('\n');
      }
    });
  }

  private static void bases(Invocation in, Output out) throws IOException {
    // A lower-case letter before its upper-case twin.
    List<CodeAndName> sorted = Arrays.stream(Multibase.values())
        .map(base -> new CodeAndName(base.prefix(), base.label()))
        .sorted(Comparator.<CodeAndName>comparingInt(item -> Character.toLowerCase((int) item.code))
            .thenComparing(Comparator.comparingLong(CodeAndName::code).reversed()))
        .toList();
    boolean prefix = in.flag("prefix");
    boolean numeric = in.flag("numeric");
    out.only(sorted, text -> {
      for (CodeAndName item : sorted) {
        text.append(prefix ? Character.toString((int) item.code) + (numeric ? " " : "  ") : "")
            .append(numeric ? String.format(Locale.ROOT, "%7d  ", item.code) : "")
            .append(item.name)
            .append('\n');
      }
    });
  }

  @JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
  private record Inspection(String cid, int version, Base multibase, Code multicodec, Hash multihash,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String cidV0, String cidV1,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String errorMsg) {}

  @JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
  private record Base(String prefix, String name) {}

  @JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
  private record Code(long code, String name) {}

  @JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
  private record Hash(long code, String name, int length, String digest) {}

  private static void inspect(Invocation in, Output out) throws IOException {
    String text = in.argument(0);
    Cid cid;
    try {
      cid = Cid.parse(text);
    } catch (MultiformatException e) {
      String message = "invalid CID: " + e.getMessage() + CidFormat.peerIdHint(text);
      if (out.encoding() == Output.Encoding.TEXT) {
        throw new CommandException(message, e);
      }
      out.only(
          new Inspection(text, 0, new Base("", ""), new Code(0, ""), new Hash(0, "", 0, ""), null, "",
              message),
          Output.Text.none());
      return;
    }
    Inspection parts = inspection(text, cid);
    out.only(parts, to -> describe(parts, to));
  }

  private static Inspection inspection(String text, Cid cid) {
    Multibase base = cid.version() == 0 ? Multibase.BASE58_BTC : Multibase.ofText(text);
    String codec = cid.codec().map(Multicodec::label).orElse("unknown");
    String function = cid.multihash().function().map(HashFunction::label).orElse("unknown");
    String digest = Multibase.BASE16.encodeUnprefixed(cid.multihash().digest());
    Multibase usual = cid.is(Multicodec.LIBP2P_KEY) ? Multibase.BASE36 : Multibase.BASE32;
    return new Inspection(text, cid.version(), new Base(Character.toString(base.prefix()), base.label()),
        new Code(cid.codecCode(), codec),
        new Hash(cid.multihash().code(), function, cid.multihash().digestSize(), digest),
        cid.toV0().map(Cid::toString).orElse(null), cid.toV1().toString(usual), "");
  }

  private static void describe(Inspection parts, Appendable to) throws IOException {
    String implicit = parts.version == 0 ? ", implicit" : "";
    String codec = parts.multicodec.name + " (0x" + Long.toHexString(parts.multicodec.code);
    String hash = parts.multihash.name + " (0x" + Long.toHexString(parts.multihash.code);
    to.append("CID:        ").append(parts.cid).append("\nVersion:    ")
        .append(Integer.toString(parts.version))
        .append("\nMultibase:  ").append(parts.multibase.name).append(" (")
        .append(parts.version == 0 ? "implicit" : parts.multibase.prefix)
        .append(")\nMulticodec: ").append(codec).append(implicit)
        .append(")\nMultihash:  ").append(hash).append(implicit)
        .append(")\n  Length:   ").append(Integer.toString(parts.multihash.length))
        .append(" bytes\n  Digest:   ").append(parts.multihash.digest).append("\nCIDv0:      ");
    if (parts.cidV0 != null) {
      to.append(parts.cidV0);
    } else if (parts.multicodec.code != Multicodec.DAG_PB.code()) {
      to.append("not possible, requires dag-pb (0x70), got ").append(codec).append(')');
    } else if (parts.multihash.code != HashFunction.SHA2_256.code()) {
      to.append("not possible, requires sha2-256 (0x12), got ").append(hash).append(')');
    } else {
      to.append("not possible, requires 32-byte digest, got ")
          .append(Integer.toString(parts.multihash.length));
    }
    to.append("\nCIDv1:      ").append(parts.cidV1).append('\n');
  }
}
