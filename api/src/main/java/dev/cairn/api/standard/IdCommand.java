package dev.cairn.api.standard;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cairn.api.command.Argument;
import dev.cairn.api.command.CidText;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.multiformats.Multibase;
import dev.cairn.multiformats.MultiformatException;
import dev.cairn.multiformats.PeerId;
import dev.cairn.repo.Identity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code id}. */
final class IdCommand {
  private IdCommand() {}

  static List<Command> commands() {
    return List.of(CommandSpec.named("id")
        .summary("Show who this node is.")
        .help("""
            The format of -f may hold <id>, <aver>, <pubkey>, <addrs>, <protocols>, \\n and \\t.
            """)
        .argument(Argument.text("peerid", "The peer to show; this node if left out.").optional())
        .option(Option.text("format", "Output format.", "f"))
        .option(Option.text("peerid-base",
            "How the peer id is written: b58mh, or a multibase for its CID, such as base36 or k.")
            .orElse("b58mh"))
        .does(IdCommand::run));
  }

  private record Id(
      @JsonProperty("ID") String id,
      String publicKey,
      @Nullable List<String> addresses,
      String agentVersion,
      @Nullable List<String> protocols) {}

  private static void run(Invocation in, Output out) throws IOException {
    Identity self = in.node().repo().identity();
    Optional<PeerId> asked = in.optionalArgument(0).map(IdCommand::parse);
    if (asked.isPresent() && !asked.get().equals(self.peerId())) {
      throw new CommandException("'id' cannot ask other peers: this node is offline and knows itself only");
    }
    Id id = new Id(text(self.peerId(), in.text("peerid-base").orElseThrow()), self.publicKeyText(), null,
        in.node().version().agent(), null);
    out.only(id, in.has("format")
        ? text -> text.append(format(id, in.text("format").orElseThrow()))
        : text -> text.append(json(id)));
  }

  private static PeerId parse(String text) {
    try {
      return PeerId.parse(text);
    } catch (MultiformatException e) {
      throw new CommandException("invalid peer id: " + e.getMessage(), e);
    }
  }

  private static String text(PeerId peer, String base) {
    if (base.equals("b58mh")) {
      return peer.toString();
    }
    Multibase multibase = base.codePointCount(0, base.length()) == 1
        ? Multibase.forPrefix(base.codePointAt(0)).orElseGet(() -> CidText.base(base))
        : CidText.base(base);
    return peer.toCid().toString(multibase);
  }

  private static String format(Id id, String format) {
    return format.replace("<id>", id.id)
        .replace("<aver>", id.agentVersion)
        .replace("<pubkey>", id.publicKey)
        .replace("<addrs>", "")
        .replace("<protocols>", "")
        .replace("\\n", "\n")
        .replace("\\t", "\t");
  }

  private static String json(Id id) {
    return "{\n\t\"ID\": \"" + id.id + "\",\n\t\"PublicKey\": \"" + id.publicKey
        + "\",\n\t\"Addresses\": null,\n\t\"AgentVersion\": \"" + id.agentVersion
        + "\",\n\t\"Protocols\": null\n}\n\n";
  }
}
