package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The completion scripts, read by the shells they are for, where these are installed. */
class CompletionTest {
  @TempDir
  Path dir;

  private Path script(String shell) throws IOException {
    Run run = Run.cairn(dir.resolve("none"), "completion", shell);
    assertThat(run.code()).as(run.err()).isZero();
    return Files.writeString(dir.resolve("completion." + shell), run.out());
  }

  private static String sh(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  private static void assumeInstalled(String shell) {
    assumeThat(List.of(System.getenv().getOrDefault("PATH", "").split(":")))
        .as("%s is installed", shell)
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void theShellCanReadIt(String shell) throws Exception {
    Path script = script(shell);
    assertThat(script).content().contains("cairn");
    assumeInstalled(shell);
    assertThat(sh(shell, "-n", script.toString())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"pi,pin", "version,version", "pin l,ls", "pin ls --ty,--type", "repo ver,verify"})
  void bashCompletes(String typed, String expected) throws Exception {
    assumeInstalled("bash");
    String words = "cairn " + typed;
    String out = sh("bash", "--norc", "-c", """
        . "$1"
        COMP_LINE=$2
        COMP_POINT=${#COMP_LINE}
        COMP_WORDS=($2)
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        how=$(complete -p cairn)
        how=${how#*-F }
        "${how%% *}" cairn "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
        """, "bash", script("bash").toString(), words);
    assertThat(out.lines().map(String::strip)).contains(expected);
  }

  @Test
  void fishCompletes() throws Exception {
    assumeInstalled("fish");
    String out = sh("fish", "--no-config", "-c",
        "source $argv[1]; complete -C 'cairn pi'; complete -C 'cairn pin l'",
        script("fish").toString());
    assertThat(out.lines().map(line -> line.split("\t", 2)[0])).contains("pin", "ls");
  }

  @Test
  void anotherShellIsRefusedByName() {
    Run run = Run.cairn(dir.resolve("none"), "completion", "tcsh");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("Error: ").contains("tcsh");
  }
}
