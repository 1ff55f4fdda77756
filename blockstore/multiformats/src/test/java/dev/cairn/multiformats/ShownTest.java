package dev.cairn.multiformats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class ShownTest {
  @Test
  void quoted_cutsLongText_andShowsControlCharactersByNumber() {
    assertThat(Shown.quoted("plain é 🚀")).isEqualTo("'plain é 🚀'");
    assertThat(Shown.quoted("\u001b[31m\n")).isEqualTo("'\\u001b[31m\\u000a'");
    assertThat(Shown.quoted("\ud83d!")).isEqualTo("'\\ud83d!'");
    assertThat(Shown.quoted("a".repeat(500))).isEqualTo("'" + "a".repeat(120) + "…'");
  }

  @Property
  void quoted_ofAnything_isShortAndHarmless(@ForAll String text) {
    String shown = Shown.quoted(text);
    assertThat(shown).startsWith("'").endsWith("'").hasSizeLessThanOrEqualTo(6 * 120 + 3);
    assertThat(shown.chars().noneMatch(Character::isISOControl)).isTrue();
    assertThat(new String(shown.getBytes(UTF_8), UTF_8))
        .isEqualTo(shown);
  }
}
