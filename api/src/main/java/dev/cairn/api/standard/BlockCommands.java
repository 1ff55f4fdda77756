package dev.cairn.api.standard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.api.command.Argument;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.FileInput;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.dag.Block;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.HashPolicy;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.MultiformatException;
import dev.cairn.multiformats.Multihash;
import dev.cairn.repo.BlockRemoval;
import dev.cairn.repo.Lease;
import dev.cairn.repo.Pin;
import dev.cairn.repo.Repo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code block}: blocks as they are. */
final class BlockCommands {
  /** How many blocks of one call share a wait for the disk; each is up to 2 MiB. */
  private static final int BATCH = 64;

  private static final String RAW_TYPE = "application/vnd.ipld.raw";

  private BlockCommands() {}

  static List<Command> commands() {
    return List.of(
        CommandSpec.named("block").summary("Work with single blocks.").group(),
        CommandSpec.named("block get")
            .summary("Write a block.")
            .argument(Argument.text("cid", "The CID of the block.").orStdin())
            .does((in, out) -> {
              Block block = in.node().blocks().require(Paths.cid(in, in.argument(0)));
              out.bytes(RAW_TYPE, OptionalLong.empty()).writeShared(block.bytes(), 0, block.size());
            }),
        CommandSpec.named("block stat")
            .summary("Show how large a block is.")
            .argument(Argument.text("cid", "The CID of the block.").orStdin())
            .does((in, out) -> {
              Cid cid = Paths.cid(in, in.argument(0));
              Stat stat = new Stat(in.cids().of(cid), in.node().blocks().require(cid).size());
              out.only(stat, text -> text.append("Key: ").append(stat.key).append("\nSize: ")
                  .append(Integer.toString(stat.size)).append('\n'));
            }),
        CommandSpec.named("block put")
            .summary("Store blocks and show their CIDs.")
            .help(
                """
                    The CID is a version 1 CID of the codec raw unless told otherwise. The data is stored as it is and not
                    checked against the codec.
                    """)
            .argument(Argument.file("data", "The blocks.").many().orStdin())
            .option(Option.text("cid-codec", "Codec that the CID names.").orElse("raw"))
            .option(Option.text("mhtype", "Hash function. Default: Import.HashFunction."))
            .option(Option.integer("mhlen", "Length of the digest in bytes; -1 for that of the function.")
                .orElse(-1))
            .option(Option.flag("pin", "Pin the blocks with all they link to."))
            .option(
                Option.flag("allow-big-block", "Deprecated; blocks of more than 2 MiB are refused.").quiet())
            .option(Option.text("format", "Deprecated: use --cid-codec; v0 for CIDv0.", "f").quiet())
            .does(BlockCommands::put),
        CommandSpec.named("block rm")
            .summary("Remove blocks from the repository.")
            .argument(Argument.text("cid", "CIDs of the blocks.").many().orStdin())
            .option(Option.flag("force", "Do not complain of blocks that are not here.", "f"))
            .option(Option.flag("quiet", "Write nothing of removed blocks.", "q"))
            .does(BlockCommands::remove));
  }

  private record Stat(String key, int size) {}

  private static void put(Invocation in, Output out) throws IOException {
    String format = in.text("format").orElse("");
    if (!format.isEmpty() && in.has("cid-codec") && !in.text("cid-codec").equals(Optional.of("raw"))) {
      throw new CommandException(
          "unable to use \"format\" (deprecated) and a custom \"cid-codec\" at the same time");
    }
    Repo repo = in.node().repo();
    List<Block> stored = new ArrayList<>();
    try (FileInput files = in.requireFiles(); Lease _ = repo.lease()) {
      for (Optional<FileInput.Entry.File> file = Inputs.nextFile(files); file
          .isPresent(); file = Inputs.nextFile(files)) {
        byte[] bytes = Inputs.small(file.get(), Block.MAX_BYTES);
        Block block = Block.trusted(cid(in, format, bytes), bytes);
        repo.blocks().put(block);
        stored.add(block);
        if (stored.size() == BATCH) {
          acknowledge(in, out, repo, stored);
        }
      }
      acknowledge(in, out, repo, stored);
    }
  }

  /** Makes the blocks durable, then tells of them. */
  private static void acknowledge(Invocation in, Output out, Repo repo, List<Block> stored)
      throws IOException {
    repo.blocks().sync();
    for (Block block : stored) {
      if (in.flag("pin")) {
        repo.pins().add(block.cid(), Pin.Mode.RECURSIVE, "");
      }
      Stat stat = new Stat(in.cids().of(block.cid()), block.size());
      out.emit(stat, Output.Text.line(stat.key));
    }
    stored.clear();
  }

  private static Cid cid(Invocation in, String format, byte[] bytes) {
    HashFunction function = AddOptions.hash(in, "mhtype");
    long length = in.integer("mhlen").orElseThrow();
    Multihash hash;
    try {
      hash = length < 0
          ? function.hash(bytes)
          : function.hash(bytes, 0, bytes.length, (int) Math.min(length, Integer.MAX_VALUE));
    } catch (MultiformatException | IllegalArgumentException e) {
      throw new CommandException("--mhtype and --mhlen: " + e.getMessage(), e);
    }
    HashPolicy.refusal(hash).ifPresent(reason -> {
      throw new CommandException("--mhtype and --mhlen: " + reason);
    });
    String codec = switch (format) {
      case "" -> in.text("cid-codec").orElseThrow();
      case "protobuf", "v0" -> "dag-pb";
      case "cbor" -> "dag-cbor";
      default -> format;
    };
    Cid cid = Cid.v1(Multicodec.of(codec)
        .orElseThrow(() -> new CommandException(
            "unrecognized codec: " + codec + "; 'cid codecs' lists those there are")),
        hash);
    return format.equals("v0")
        ? cid.toV0()
            .orElseThrow(() -> new CommandException("only sha2-256 with 32 bytes is possible with CIDv0"))
        : cid;
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Removed(String hash, @Nullable String error) {}

  private static void remove(Invocation in, Output out) throws IOException {
    List<Cid> cids = new ArrayList<>();
    for (String path : in.eachArgument()) {
      cids.add(Paths.cid(in, path));
    }
    Complaints complaints = new Complaints();
    for (BlockRemoval removal : in.node().repo().removeBlocks(cids)) {
      String cid = in.cids().of(removal.cid());
      boolean gone = removal.status() == BlockRemoval.Status.REMOVED
          || (in.flag("force") && removal.status() == BlockRemoval.Status.NOT_FOUND);
      if (!gone && out.encoding() == Output.Encoding.TEXT) {
        complaints.add("cannot remove " + cid + ": " + removal.reason());
      } else if (!gone) {
        out.emit(new Removed(cid, removal.reason()), Output.Text.none());
      } else if (!in.flag("quiet")) {
        out.emit(new Removed(cid, null), Output.Text.line("removed " + cid));
      }
    }
    complaints.throwIfAny();
  }
}
