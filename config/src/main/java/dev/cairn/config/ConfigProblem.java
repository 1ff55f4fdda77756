package dev.cairn.config;

/**
 * Something about a configuration that its owner should know.
 *
 * @param severity whether a node may start with it
 * @param key the path of the key, such as {@code Gateway.NoFetch}
 * @param reason what is wrong with it; never shows a secret
 * @param example a right value as JSON, or empty when there is none to show
 */
public record ConfigProblem(Severity severity, String key, String reason, String example) {
  /** How bad it is. */
  public enum Severity {
    /** Stops the start. */
    ERROR,
    /** Almost certainly not what was meant, such as a misspelt key. */
    WARNING,
    /** Good to know, such as a setting of Kubo that has no effect here. */
    NOTICE
  }

  static ConfigProblem error(String key, String reason, String example) {
    return new ConfigProblem(Severity.ERROR, key, reason, example);
  }

  static ConfigProblem warning(String key, String reason) {
    return new ConfigProblem(Severity.WARNING, key, reason, "");
  }

  static ConfigProblem notice(String key, String reason) {
    return new ConfigProblem(Severity.NOTICE, key, reason, "");
  }

  /** Whether a node must not start with it. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** One line: key, reason, example. */
  @Override
  public String toString() {
    return key + ": " + reason + (example.isEmpty() ? "" : "; a right value is " + example);
  }
}
