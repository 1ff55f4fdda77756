package dev.cairn.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps docs/configuration.md true: every key stands in it as the program has it. */
final class DocumentationTest {
  private static String document() throws IOException {
    // Maven runs tests in the folder of the module.
    return Files.readString(Path.of("..", "docs", "configuration.md"));
  }

  private static <T> String row(Key<T> key) {
    JsonNode standard = key.kind().writer().apply(key.standard());
    String text = ConfigFile.text(standard).replaceAll("\\s*\n\\s*", " ");
    String name = key.path().substring(key.path().lastIndexOf('.') + 1);
    return "| `" + name + "` | " + key.kind().name() + " | `" + text + "` | " + key.meaning() + " |";
  }

  @Test
  void everyKey_hasItsRow_underItsSection() throws IOException {
    StringBuilder wanted = new StringBuilder();
    String document = document();
    for (Key<?> key : Keys.ALL) {
      String section = key.segments().getFirst();
      int heading = document.indexOf("\n## " + section + "\n");
      assertThat(heading).as("a section for " + section).isPositive();
      int next = document.indexOf("\n## ", heading + 1);
      String text = document.substring(heading, next < 0 ? document.length() : next);
      if (!text.contains(row(key) + "\n")) {
        wanted.append('\n').append(section).append(": ").append(row(key));
      }
    }
    assertThat(wanted).as("rows that docs/configuration.md lacks; copy them").isEmpty();
  }

  @Test
  void everyProfile_hasItsRow() throws IOException {
    for (Profile profile : Profile.all()) {
      assertThat(document()).contains("| `" + profile.name() + "` | " + profile.description() + " |\n");
    }
  }

  @Test
  void keysOfKuboWithoutEffect_areListed() throws IOException {
    String document = document();
    assertThat(KuboKeys.PATHS).allSatisfy(path -> {
      String section = path.substring(0, path.indexOf('.'));
      assertThat(document).contains("| `" + section + "` | ")
          .contains("`" + path.substring(section.length() + 1) + "`");
    });
  }
}
