package dev.cairn.cli;

import dev.cairn.repo.Identity;
import dev.cairn.repo.InitOptions;
import dev.cairn.repo.Repo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code init}: a new repository. */
final class InitCommand {
  private InitCommand() {}

  static int run(Line line, Terminal terminal) throws IOException {
    InitOptions options = InitOptions.DEFAULTS
        .withAlgorithm(line.option("algorithm").orElse("ed25519"))
        .withProfiles(profiles(line.option("profile")));
    create(Local.repoPath(line, terminal), options, terminal);
    return 0;
  }

  /** The names in a list with commas. */
  static List<String> profiles(Optional<String> list) {
    return list.stream()
        .flatMap(names -> Stream.of(names.split(",")))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Makes the repository and says so in the lines that tools look for. */
  static void create(Path repo, InitOptions options, Terminal terminal) throws IOException {
    Identity identity = Repo.init(repo, options);
    terminal.print("generating ED25519 keypair...done\npeer identity: " + identity.peerId()
        + "\ninitializing IPFS node at " + repo + "\n");
  }
}
