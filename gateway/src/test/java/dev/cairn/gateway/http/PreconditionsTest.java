package dev.cairn.gateway.http;

import static dev.cairn.gateway.http.Preconditions.Outcome.FAILED;
import static dev.cairn.gateway.http.Preconditions.Outcome.NOT_MODIFIED;
import static dev.cairn.gateway.http.Preconditions.Outcome.PROCEED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.gateway.http.Preconditions.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionsTest {
  private static final EntityTag TAG = EntityTag.strong("bafy");
  private static final Instant CHANGED = Instant.parse("2024-05-06T07:08:09.500Z");
  private static final String THEN = "Mon, 06 May 2024 07:08:09 GMT";
  private static final String BEFORE = "Mon, 06 May 2024 07:08:08 GMT";
  private static final String AFTER = "Mon, 06 May 2024 07:08:10 GMT";

  private static Outcome ifNoneMatch(String header) {
    return Preconditions.ifNoneMatch(header).decide(List.of(TAG, EntityTag.strong("other")),
        Optional.empty());
  }

  private static Preconditions with(String ifMatch, String ifNoneMatch, String modified, String unmodified) {
    return new Preconditions(
        Optional.ofNullable(ifMatch), Optional.ofNullable(ifNoneMatch), Optional.ofNullable(modified),
        Optional.ofNullable(unmodified), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "\"bafy\" | NOT_MODIFIED",
      "W/\"bafy\" | NOT_MODIFIED",
      "\"x\", \"y\", \"bafy\" | NOT_MODIFIED",
      "\"x\",W/\"bafy\" | NOT_MODIFIED",
      "\"other\" | NOT_MODIFIED",
      "* | NOT_MODIFIED",
      "\"x\" | PROCEED",
      "bafy | PROCEED",
      "\"bafy | PROCEED",
      "w/\"bafy\" | PROCEED",
      "\"x\" garbage \"bafy\" | PROCEED",
      "\"BAFY\" | PROCEED",
      ", , \"bafy\" | NOT_MODIFIED",
  })
  void ifNoneMatchComparesWeakly(String header, Outcome outcome) {
    assertThat(ifNoneMatch(header)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "\"bafy\" | PROCEED", "* | PROCEED", "W/\"bafy\" | FAILED", "\"x\" | FAILED", "garbage | FAILED"})
  void ifMatchComparesStrongly(String header, Outcome outcome) {
    assertThat(with(header, null, null, null).decide(List.of(TAG), Optional.empty())).isEqualTo(outcome);
  }

  @Test
  void datesDecideWhereTheContentHasOne() {
    Optional<Instant> changed = Optional.of(CHANGED);

    assertThat(with(null, null, THEN, null).decide(List.of(TAG), changed)).isEqualTo(NOT_MODIFIED);
    assertThat(with(null, null, AFTER, null).decide(List.of(TAG), changed)).isEqualTo(NOT_MODIFIED);
    assertThat(with(null, null, BEFORE, null).decide(List.of(TAG), changed)).isEqualTo(PROCEED);
    assertThat(with(null, null, "yesterday", null).decide(List.of(TAG), changed)).isEqualTo(PROCEED);
    assertThat(with(null, null, THEN, null).decide(List.of(TAG), Optional.empty())).isEqualTo(PROCEED);
    assertThat(with(null, null, null, THEN).decide(List.of(TAG), changed)).isEqualTo(PROCEED);
    assertThat(with(null, null, null, BEFORE).decide(List.of(TAG), changed)).isEqualTo(FAILED);
    assertThat(with(null, null, null, BEFORE).decide(List.of(TAG), Optional.empty())).isEqualTo(PROCEED);
  }

  @Test
  void tagsComeBeforeDates() {
    Optional<Instant> changed = Optional.of(CHANGED);

    assertThat(with(null, "\"x\"", AFTER, null).decide(List.of(TAG), changed)).isEqualTo(PROCEED);
    assertThat(with("\"bafy\"", null, null, BEFORE).decide(List.of(TAG), changed)).isEqualTo(PROCEED);
    assertThat(with("\"x\"", "\"bafy\"", null, null).decide(List.of(TAG), changed)).isEqualTo(FAILED);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "\"bafy\" | true", "W/\"bafy\" | false", "\"x\" | false", "\"bafy\", \"x\" | false", "garbage | false",
      THEN + " | true", AFTER + " | false", BEFORE + " | false"})
  void ifRangeNeedsTheVerySame(String header, boolean holds) {
    Preconditions conditions = new Preconditions(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(header));

    assertThat(conditions.rangeHolds(TAG, Optional.of(CHANGED))).isEqualTo(holds);
  }

  @Test
  void withoutIfRangeARangeHolds() {
    assertThat(Preconditions.NONE.rangeHolds(TAG, Optional.empty())).isTrue();
  }

  @Property
  void anyHeadersAreDecided(@ForAll String a, @ForAll String b, @ForAll String c, @ForAll String d) {
    Preconditions conditions = new Preconditions(
        Optional.of(a), Optional.of(b), Optional.of(c), Optional.of(d), Optional.of(a));

    assertThat(conditions.decide(List.of(TAG), Optional.of(CHANGED))).isNotNull();
    assertThat(conditions.rangeHolds(TAG, Optional.of(CHANGED))).isFalse();
  }
}
