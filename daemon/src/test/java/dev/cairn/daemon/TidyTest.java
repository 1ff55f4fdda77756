package dev.cairn.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Housekeeping of the source tree, as tests. */
class TidyTest {
  private static final int MAX_LINES = 600;
  private static final Set<String> SKIPPED = Set.of("target", ".git", "node_modules");
  private static final Path TOP = top();

  private static Path top() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("cairn"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static List<Path> files(String suffix) throws IOException {
    List<Path> found = new ArrayList<>();
    collect(TOP, suffix, found);
    return found;
  }

  private static void collect(Path folder, String suffix, List<Path> into) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path path : inside.sorted().toList()) {
        String name = path.getFileName().toString();
        if (Files.isDirectory(path) && !SKIPPED.contains(name)) {
          collect(path, suffix, into);
        } else if (Files.isRegularFile(path) && name.endsWith(suffix)) {
          into.add(path);
        }
      }
    }
  }

  private static List<String> matches(List<Path> files, Pattern pattern) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        if (pattern.matcher(line).find()) {
          found.add(TOP.relativize(file) + ":" + number + ": " + line.strip());
        }
      }
    }
    return found;
  }

  @Test
  void everyPackageIsNullMarked() throws IOException {
    List<String> bare = new ArrayList<>();
    for (Path file : files(".java")) {
      Path folder = file.getParent();
      boolean main = file.toString().contains("/src/main/java/");
      Path about = folder.resolve("package-info.java");
      if (main && !(Files.exists(about) && Files.readString(about).contains("NullMarked\npackage"))) {
        bare.add(TOP.relativize(folder).toString());
      }
    }
    assertThat(bare).as("packages without a package-info.java that says @NullMarked").isEmpty();
  }

  @Test
  void noFileIsTooLongToRead() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : files(".java")) {
      long lines;
      try (Stream<String> all = Files.lines(file)) {
        lines = all.count();
      }
      if (lines > MAX_LINES) {
        tooLong.add(TOP.relativize(file) + ": " + lines);
      }
    }
    assertThat(tooLong).as("files of more than " + MAX_LINES + " lines; split them by what they are about")
        .isEmpty();
  }

  @Test
  void nothingIsLeftForLater() throws IOException {
    Pattern marks = Pattern.compile("\\b(" + "TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    assertThat(matches(files(".java"), marks)).as("notes to self; open an issue instead").isEmpty();
  }

  @Test
  void buildsNameNoRegistry() throws IOException {
    List<Path> builds = new ArrayList<>(files("pom.xml"));
    builds.addAll(files("package.json"));
    builds.addAll(files(".npmrc"));
    Pattern hosts = Pattern
        .compile("<repositor(y|ies)>|<pluginRepositor|registry\\s*=|registry\\.npmjs|repo1?\\.maven");
    assertThat(matches(builds, hosts))
        .as("registries belong into the settings of whoever builds, who may have to use a mirror")
        .isEmpty();
  }

  @Test
  void versionsStandInOnePlace() throws IOException {
    List<Path> modules = files("pom.xml").stream().filter(file -> !file.equals(TOP.resolve("pom.xml")))
        .toList();
    Pattern version = Pattern.compile("<version>(?!\\$\\{)(?!0\\.1\\.0-SNAPSHOT)");
    assertThat(matches(modules, version)).as("versions belong into the top pom.xml").isEmpty();
  }
}
