package dev.cairn.repo;

import dev.cairn.config.Config;
import dev.cairn.config.ConfigFile;
import dev.cairn.config.Profile;
import dev.cairn.config.UserError;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** The config file of a repository: what it meant when the repository was opened, and how it changes. */
final class RepoConfig {
  static final String FILE = "config";

  private final Path file;
  private final Config config;
  private final Identity identity;

  /** Held from reading the file until its changed form is written. */
  private final ReentrantLock changing = new ReentrantLock();

  private RepoConfig(Path file, Config config, Identity identity) {
    this.file = file;
    this.config = config;
    this.identity = identity;
  }

  /** The config file of a new repository, not yet written. */
  static ConfigFile initial(Identity identity, InitOptions options) {
    ConfigFile made = ConfigFile.initial(identity.peerId(), identity.privateKey());
    for (String profile : options.profiles()) {
      made = Profile.of(profile).apply(made);
    }
    return made;
  }

  static RepoConfig read(Path repo) {
    Path file = repo.resolve(FILE);
    Config config = ConfigFile.read(file).config();
    Identity identity = Identity.of(config.identity()
        .privateKey()
        .orElseThrow(() -> new UserError("the config file " + file
            + " has no Identity.PrivKey; restore it from a backup, or make a new repository with 'cairn init'")));
    if (!config.identity().peerId().equals(Optional.of(identity.peerId()))) {
      throw new UserError("Identity.PeerID in " + file + " is not " + identity.peerId()
          + ", the peer id of Identity.PrivKey; correct it");
    }
    return new RepoConfig(file, config, identity);
  }

  Config config() {
    return config;
  }

  Identity identity() {
    return identity;
  }

  /** The file as it is now. */
  ConfigFile current() {
    return ConfigFile.read(file);
  }

  /** Reads the file, changes it and writes it; one change at a time. */
  ConfigFile change(UnaryOperator<ConfigFile> change) {
    changing.lock();
    try {
      ConfigFile changed = change.apply(current());
      changed.write(file);
      return changed;
    } finally {
      changing.unlock();
    }
  }
}
