package dev.cairn.multiformats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  private static final List<String> WORDS = List.of("StorageMax", "StorageGCWatermark", "GCPeriod", "tcp",
      "add");

  @ParameterizedTest
  @CsvSource({"storagemax, StorageMax", "StroageMax, StorageMax", "StorageMx, StorageMax",
      "StoragesMaxx, StorageMax",
      "tpc, tcp", "GcPeriode, GCPeriod", "ad, add", "addd, add"})
  void oneSlipForThreeLetters_isForgiven(String word, String meant) {
    assertThat(Nearest.of(word, WORDS)).contains(meant);
    assertThat(Nearest.hint(word, WORDS)).isEqualTo("; did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @CsvSource({"''", "rm", "Gateway", "StorageSomething"})
  void others_haveNoNearest(String word) {
    assertThat(Nearest.of(word, WORDS)).isEmpty();
    assertThat(Nearest.hint(word, WORDS)).isEmpty();
  }

  @Test
  void hugeWords_costNothing() {
    assertThat(Nearest.of("a".repeat(10_000_000), WORDS)).isEmpty();
    assertThat(Nearest.of("add", List.of("a".repeat(10_000_000)))).isEmpty();
  }

  @Property
  void aWordIsNearestToItself(@ForAll String word) {
    if (!word.isEmpty() && word.length() <= 64) {
      assertThat(Nearest.of(word, List.of("other", word))).contains(word);
    }
  }
}
