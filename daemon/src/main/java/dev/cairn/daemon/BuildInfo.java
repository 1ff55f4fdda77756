package dev.cairn.daemon;

import dev.cairn.api.command.VersionInfo;
import dev.cairn.repo.Repo;
import java.util.Optional;

/** Which build this is, as the manifest of the program's jar says. */
public final class BuildInfo {
  private BuildInfo() {}

  /** The version info of this process. */
  public static VersionInfo version() {
    String version = Optional.ofNullable(BuildInfo.class.getPackage().getImplementationVersion())
        .orElseGet(() -> System.getProperty("cairn.version", "0.0.0-dev"));
    return VersionInfo.of(version, "", Repo.VERSION.substring(Repo.VERSION.indexOf('@') + 1));
  }
}
