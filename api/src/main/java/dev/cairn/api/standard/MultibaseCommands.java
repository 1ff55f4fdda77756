package dev.cairn.api.standard;

import dev.cairn.api.command.Argument;
import dev.cairn.api.command.CidText;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.CommandSpec.Trait;
import dev.cairn.api.command.FileInput;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.multiformats.Multibase;
import dev.cairn.multiformats.MultiformatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/** {@code multibase}: binary data as text. Needs no repository. */
final class MultibaseCommands {
  /** The largest input, in bytes; bases whose digits are not whole bits take time by its square. */
  private static final int MAX_BYTES = 1024 * 1024;

  private MultibaseCommands() {}

  static List<Command> commands() {
    Option base = Option.text("b", "Multibase to write in.").orElse("base64url");
    return List.of(
        CommandSpec.named("multibase").summary("Encode and decode files or standard input with multibase.")
            .trait(Trait.NO_REPO)
            .group(),
        CommandSpec.named("multibase encode")
            .summary("Encode data as a multibase string.")
            .argument(Argument.file("file", "Data to encode.").orStdin())
            .option(base)
            .trait(Trait.NO_REPO)
            .does((in, out) -> write(out, text(CidText.base(in.text("b").orElseThrow()).encode(read(in))))),
        CommandSpec.named("multibase decode")
            .summary("Decode a multibase string.")
            .argument(Argument.file("encoded_file", "Text to decode.").orStdin())
            .trait(Trait.NO_REPO)
            .does((in, out) -> write(out, decode(read(in)))),
        CommandSpec.named("multibase transcode")
            .summary("Write a multibase string in another base.")
            .argument(Argument.file("encoded_file", "Text to transcode.").orStdin())
            .option(base)
            .trait(Trait.NO_REPO)
            .does((in, out) -> write(out,
                text(CidText.base(in.text("b").orElseThrow()).encode(decode(read(in)))))),
        CidCommands.bases("multibase list"));
  }

  private static byte[] read(Invocation in) throws IOException {
    try (FileInput files = in.requireFiles()) {
      return Inputs.small(files, MAX_BYTES);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] decode(byte[] encoded) {
    try {
      // Files and echo end their lines.
      return Multibase.decode(new String(encoded, StandardCharsets.UTF_8).stripTrailing());
    } catch (MultiformatException e) {
      throw new CommandException("failed to decode multibase: " + e.getMessage(), e);
    }
  }

  private static void write(Output out, byte[] bytes) throws IOException {
    out.bytes("", OptionalLong.empty()).writeShared(bytes, 0, bytes.length);
  }
}
