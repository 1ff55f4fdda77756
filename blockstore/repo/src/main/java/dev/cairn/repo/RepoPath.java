package dev.cairn.repo;

import dev.cairn.config.UserError;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Where the repository is when nobody says so. */
public final class RepoPath {
  private RepoPath() {}

  /**
   * The directory of the repository: the value of {@code CAIRN_PATH}, else that of {@code IPFS_PATH}, else {@code
   * .cairn} in the home directory. An empty value counts as unset; a leading {@code ~} stands for the home
   * directory, because nothing expands it in a service file or a container's environment.
   *
   * @param environment the environment variables of the process
   * @param home the user's home directory
   */
  public static Path resolve(Map<String, String> environment, Path home) {
    for (String name : new String[]{"CAIRN_PATH", "IPFS_PATH"}) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return parse(name, value, home).toAbsolutePath().normalize();
      }
    }
    return home.resolve(".cairn").toAbsolutePath().normalize();
  }

  private static Path parse(String name, String value, Path home) {
    try {
      if (value.equals("~")) {
        return home;
      }
      return value.startsWith("~/") ? home.resolve(value.substring(2)) : Path.of(value);
    } catch (InvalidPathException e) {
      throw new UserError(name + " is no path: " + e.getMessage(), e);
    }
  }
}
