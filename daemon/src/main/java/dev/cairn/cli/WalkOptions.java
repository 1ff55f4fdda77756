package dev.cairn.cli;

/**
 * What of the file system a command is given.
 *
 * @param recursive whether directories may be named
 * @param hidden whether names that begin with a dot are taken along inside directories
 * @param followNamed whether a symbolic link named on the command line stands for its target
 * @param followAll whether every symbolic link stands for its target
 * @param mode whether permission bits are told
 * @param modified whether modification times are told
 * @param stdinName the name of standard input, when that is what is read; may be empty
 * @param ignored what to leave out inside directories
 */
record WalkOptions(
    boolean recursive, boolean hidden, boolean followNamed, boolean followAll, boolean mode, boolean modified,
    String stdinName, IgnoreRules ignored) {

  /** As the options of a command line ask for. */
  static WalkOptions of(Line line) {
    boolean followAll = line.flag("dereference-symlinks");
    return new WalkOptions(line.flag("recursive"), line.flag("hidden"), followAll || line.flag(
        "dereference-args"), followAll, line.flag("preserve-mode"), line.flag("preserve-mtime"),
        line.option("stdin-name").orElse(""), IgnoreRules.of(line));
  }
}
