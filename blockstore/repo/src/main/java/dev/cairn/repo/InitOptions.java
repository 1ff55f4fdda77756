package dev.cairn.repo;

import dev.cairn.config.UserError;
import java.util.List;
import java.util.Locale;

/**
 * How a repository is made.
 *
 * @param profiles names of configuration profiles to apply, in order
 */
public record InitOptions(List<String> profiles) {
  /** The defaults, with an Ed25519 key. */
  public static final InitOptions DEFAULTS = new InitOptions(List.of());

  public InitOptions {
    profiles = List.copyOf(profiles);
  }

  /** The same with these profiles. */
  public InitOptions withProfiles(List<String> names) {
    return new InitOptions(names);
  }

  /**
   * The same with a key of this algorithm; there is one, {@code ed25519}.
   *
   * @throws UserError for any other
   */
  public InitOptions withAlgorithm(String algorithm) {
    if (!algorithm.toLowerCase(Locale.ROOT).equals("ed25519")) {
      throw new UserError("key algorithm '" + algorithm + "' is not supported; use --algorithm=ed25519");
    }
    return this;
  }
}
