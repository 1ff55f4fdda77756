package dev.cairn.api.command;

import java.util.List;
import java.util.Optional;

/** The options that every command understands. */
public final class GlobalOptions {
  /** In which form values are written: {@code json} or {@code text}. */
  public static final Option ENCODING = Option.text("encoding", "The form of the output: json or text.",
      "enc");

  /** How long the command may take. */
  public static final Option TIMEOUT = Option.text("timeout",
      "A limit on the time of the command, such as 30s or 1h30m.");

  /** The multibase of CIDs in output. */
  public static final Option CID_BASE = Option.text("cid-base",
      "Multibase of CIDs in output; a CIDv0 becomes a CIDv1 in any base but base58btc.");

  /** Whether CIDv0 is written as CIDv1. */
  public static final Option UPGRADE_CIDS = Option
      .flag("upgrade-cidv0-in-output", "Deprecated: use --cid-base.").quiet();

  /** Whether values are sent as they come; they always are. */
  public static final Option STREAM_CHANNELS = Option.flag("stream-channels", "Stream channel output.")
      .quiet();

  /** Do not ask the network. */
  public static final Option OFFLINE = Option.flag("offline", "Run the command without the network.");

  /** All of them, those included that only the command line itself acts on. */
  public static final List<Option> ALL = List.of(
      Option.text("repo-dir", "Path of the repository."),
      Option.text("config-file", "Path of the configuration file."),
      Option.text("config", "Deprecated: use --config-file.", "c").quiet(),
      Option.flag("debug", "Write debug messages to standard error.", "D"),
      Option.flag("help", "Show the full help text."),
      Option.flag("h", "Show a short help text."),
      Option.flag("local", "Deprecated: use --offline.", "L").quiet(),
      OFFLINE,
      Option.text("api", "Use the node at this address, such as /ip4/127.0.0.1/tcp/5001."),
      Option.text("api-auth", "The secret for a node whose API.Authorizations are set."),
      CID_BASE,
      UPGRADE_CIDS,
      ENCODING,
      STREAM_CHANNELS,
      TIMEOUT);

  private GlobalOptions() {}

  /** The global option with this name or alias. */
  public static Optional<Option> find(String nameOrAlias) {
    return ALL.stream().filter(option -> option.names().contains(nameOrAlias)).findFirst();
  }
}
