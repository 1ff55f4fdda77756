package dev.cairn.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets and what they open. */
class AuthorizationsTest {
  @ParameterizedTest
  @CsvSource(value = {
      "bearer:abc, Bearer abc",
      "abc, Bearer abc",
      "basic:user:pass, Basic dXNlcjpwYXNz",
      "basic:dXNlcjpwYXNz, Basic dXNlcjpwYXNz",
  })
  void aSecretMeansAHeader(String secret, String header) {
    assertThat(Authorizations.header(secret)).contains(header);
  }

  @Test
  void nothingProvesAnEmptySecretOrOneOfAnUnknownKind() {
    assertThat(Authorizations.header("")).isEmpty();
    assertThat(Authorizations.header("digest:abc")).isEmpty();
    Authorizations closed = new Authorizations(
        List.of(new RpcOptions.Authorization("digest:abc", List.of("/api/v0"))));
    assertThat(closed.allow(Optional.empty(), "/api/v0/id")).isFalse();
    assertThat(closed.allow(Optional.of(""), "/api/v0/version")).isFalse();
  }

  @Test
  void withoutEntriesEverybodyMayCallEverything() {
    assertThat(new Authorizations(List.of()).allow(Optional.empty(), "/api/v0/id")).isTrue();
  }

  @Test
  void aSecretOpensItsPathsAndTheVersion() {
    Authorizations two = new Authorizations(List.of(
        new RpcOptions.Authorization("bearer:all", List.of("/api/v0")),
        new RpcOptions.Authorization("bearer:few", List.of("/api/v0/pin", "/api/v0/id"))));
    assertThat(two.allow(Optional.of("Bearer all"), "/api/v0/config")).isTrue();
    assertThat(two.allow(Optional.of("Bearer few"), "/api/v0/pin/ls")).isTrue();
    assertThat(two.allow(Optional.of("Bearer few"), "/api/v0/version")).isTrue();
    assertThat(two.allow(Optional.of("Bearer few"), "/api/v0/config")).isFalse();
    assertThat(two.allow(Optional.of("Bearer other"), "/api/v0/version")).isFalse();
    assertThat(two.allow(Optional.empty(), "/api/v0/version")).isFalse();
  }

  @Test
  void secretsAreNotShown() {
    assertThat(new RpcOptions.Authorization("bearer:hidden", List.of("/api/v0")).toString())
        .doesNotContain("hidden");
  }
}
