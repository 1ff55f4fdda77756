package dev.cairn.api.command;

/**
 * Which program this is.
 *
 * @param version the semantic version
 * @param commit the commit it was built from; empty when unknown
 * @param repo the version of the repository layout, in Kubo's counting
 * @param system processor and operating system, such as {@code amd64/linux}
 * @param golang the runtime, under the name that clients look for
 */
public record VersionInfo(String version, String commit, String repo, String system, String golang) {
  /** The version info of this build on this machine. */
  public static VersionInfo of(String version, String commit, String repo) {
    String processor = System.getProperty("os.arch", "unknown");
    String system = System.getProperty("os.name", "unknown").toLowerCase(java.util.Locale.ROOT);
    return new VersionInfo(version, commit, repo, processor + "/" + system,
        "java" + Runtime.version().feature());
  }

  /** The name under which the program introduces itself to peers and clients. */
  public String agent() {
    return "cairn/" + version;
  }
}
