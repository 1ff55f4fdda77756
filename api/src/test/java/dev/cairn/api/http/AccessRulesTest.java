package dev.cairn.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may call from a browser, as a table. */
class AccessRulesTest {
  private static final int PORT = 5001;
  private static final AccessRules PLAIN = new AccessRules(Map.of());
  private static final AccessRules OPEN = new AccessRules(
      Map.of("access-control-allow-origin", List.of("*"), "Access-Control-Allow-Credentials",
          List.of("TRUE")));

  @ParameterizedTest
  @CsvSource(nullValues = "-", value = {
      // origin, referer, user agent, allowed
      "-, -, curl/8, true",
      "-, -, -, true",
      "-, -, Mozilla/5.0 (X11), false",
      "-, -, Mozilla/5.0 (X11) Electron/30, true",
      "http://127.0.0.1:5001, -, Mozilla/5.0, true",
      "http://localhost:5001, -, Mozilla/5.0, true",
      "https://localhost:5001, -, Mozilla/5.0, true",
      "http://[::1]:5001, -, Mozilla/5.0, true",
      "http://127.0.0.1:5002, -, Mozilla/5.0, false",
      "http://127.0.0.1, -, curl/8, false",
      "http://127.0.0.1:5001.evil.example, -, curl/8, false",
      "https://evil.example, -, curl/8, false",
      "null, -, curl/8, false",
      "chrome-extension://nibjojkomfdiaoajekhjakgkdhaomnch, -, Mozilla/5.0, true",
      "chrome-extension://hjoieblefckbooibpepigmacodalfndh, -, Mozilla/5.0, true",
      "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, -, Mozilla/5.0, false",
      "-, http://127.0.0.1:5001/webui/, Mozilla/5.0, true",
      "-, http://127.0.0.1:5001@evil.example/, Mozilla/5.0, false",
      "-, https://evil.example/x, Mozilla/5.0, false",
      "-, not a url at all, curl/8, false",
      "http://127.0.0.1:5001, https://evil.example/, Mozilla/5.0, false",
      "https://evil.example, http://127.0.0.1:5001/, Mozilla/5.0, false",
  })
  void aPostPassesOnlyFromWhereItMay(String origin, String referer, String agent, boolean allowed) {
    assertThat(
        PLAIN.allows(Optional.ofNullable(origin), Optional.ofNullable(referer), Optional.ofNullable(agent),
            PORT))
        .isEqualTo(allowed);
  }

  @Test
  void aStarAllowsEveryPageAndSaysSo() {
    assertThat(OPEN.allows(Optional.of("https://any.example"), Optional.of("https://other.example/"),
        Optional.of("Mozilla/5.0"), PORT)).isTrue();
    assertThat(OPEN.forAnswer(Optional.of("https://any.example"), PORT))
        .containsEntry("Access-Control-Allow-Origin", "*")
        .containsEntry("Access-Control-Allow-Credentials", "true");
  }

  @Test
  void aPreflightIsAnsweredForAllowedPagesMethodsAndHeadersOnly() {
    Optional<String> own = Optional.of("http://localhost:5001");
    assertThat(PLAIN.forPreflight(own, "POST", "Content-Type, x-requested-with", PORT))
        .containsEntry("Access-Control-Allow-Origin", "http://localhost:5001")
        .containsEntry("Access-Control-Allow-Methods", "POST")
        .containsEntry("Access-Control-Allow-Headers", "Content-Type, x-requested-with");
    assertThat(PLAIN.forPreflight(own, "DELETE", "", PORT)).containsOnlyKeys("Vary");
    assertThat(PLAIN.forPreflight(own, "POST", "x-secret", PORT)).containsOnlyKeys("Vary");
    assertThat(PLAIN.forPreflight(Optional.of("https://evil.example"), "POST", "", PORT))
        .containsOnlyKeys("Vary");
    assertThat(PLAIN.forPreflight(Optional.empty(), "POST", "", PORT)).containsOnlyKeys("Vary");
  }

  @Test
  void anAnswerNamesNoOriginThatIsNotAllowed() {
    assertThat(PLAIN.forAnswer(Optional.of("https://evil.example"), PORT)).isEmpty();
    assertThat(PLAIN.forAnswer(Optional.empty(), PORT)).isEmpty();
  }
}
