package dev.cairn.repo;

import dev.cairn.config.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The two files that say what a program must know to read a repository: {@code version} (Kubo's repository version,
 * the layout of the directory) and {@code datastore_spec} (the kind and format of the store in {@code blocks/}, by
 * which Kubo's repositories and ours are told apart).
 */
final class RepoVersion {
  /** The version that this program reads and writes; Kubo 0.43 has the same. */
  static final int CURRENT = 18;

  static final String VERSION_FILE = "version";
  static final String SPEC_FILE = "datastore_spec";

  /** What {@code datastore_spec} holds for a pack store of the format that this program writes. */
  static final String SPEC = "{\"format\":1,\"path\":\"blocks\",\"type\":\"pack\"}";

  private static final int MAX_BYTES = 64 * 1024;

  private RepoVersion() {}

  static void write(Path repo) throws IOException {
    SafeFiles.write(repo.resolve(VERSION_FILE), CURRENT + "\n");
    SafeFiles.write(repo.resolve(SPEC_FILE), SPEC);
  }

  /** Refuses a repository that this program would misread. */
  static void check(Path repo) {
    checkVersion(repo, read(repo.resolve(VERSION_FILE)).strip());
    checkSpec(repo);
  }

  /** Refuses to put our store where another program's lies. */
  static void checkSpec(Path repo) {
    String spec = read(repo.resolve(SPEC_FILE)).replaceAll("\\s", "");
    if (spec.equals(SPEC)) {
      return;
    }
    if (spec.contains("\"type\":\"pack\"")) {
      throw new UserError("the store of repository " + repo + " has a format that this Cairn does not read ("
          + abbreviated(spec) + "); it was written by a newer Cairn: update this one");
    }
    throw new UserError("the repository " + repo + " was made by another program (datastore_spec says "
        + abbreviated(spec) + "); set CAIRN_PATH to another directory and run 'cairn init' there");
  }

  private static void checkVersion(Path repo, String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new UserError("the version file of repository " + repo + " should hold the number " + CURRENT
          + " and holds '" + abbreviated(text) + "'; restore it from a backup");
    }
    int version = Integer.parseInt(text);
    if (version > CURRENT) {
      throw new UserError(
          "the repository " + repo + " has version " + version + ", and this Cairn reads version "
              + CURRENT + "; it was written by a newer program: update this one");
    }
    if (version < CURRENT) {
      throw new UserError(
          "the repository " + repo + " has version " + version + ", and this Cairn reads version "
              + CURRENT + "; let the program that wrote it migrate it, or set CAIRN_PATH to a new directory");
    }
  }

  private static String read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new UserError(
          "the file " + file
              + " is missing; restore it from a backup, or from another repository of the same version",
          e);
    } catch (IOException e) {
      throw Problems.io("read", file, e);
    }
  }

  private static String abbreviated(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }
}
