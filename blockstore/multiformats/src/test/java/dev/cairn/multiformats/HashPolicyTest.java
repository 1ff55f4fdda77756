package dev.cairn.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HashPolicyTest {
  @ParameterizedTest
  @CsvSource({"identity, 0", "identity, 128", "sha1, 20", "sha2-256, 20", "sha2-256, 32", "sha2-512, 64",
      "blake3, 32", "blake3, 128", "blake2b-160, 20", "blake2s-256, 32", "shake-256, 64", "dbl-sha2-256, 32"})
  void allowed(String label, int size) {
    Multihash hash = Multihash.of(HashFunction.of(label).orElseThrow(), new byte[size]);
    assertThat(HashPolicy.refusal(hash)).isEmpty();
    HashPolicy.check(hash);
  }

  @ParameterizedTest
  @CsvSource({"sha2-256, 19, too short", "sha2-256, 33, longer than sha2-256 gives", "sha1, 0, too short",
      "murmur3-x64-64, 8, not safe", "shake-128, 32, not safe", "blake2b-152, 19, not safe",
      "sha2-224, 28, not safe"})
  void refused_withAReason(String label, int size, String reason) {
    Multihash hash = Multihash.of(HashFunction.of(label).orElseThrow(), new byte[size]);
    assertThat(HashPolicy.refusal(hash)).get().asString().contains(reason);
    assertThatThrownBy(() -> HashPolicy.check(hash)).isInstanceOf(MultiformatException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void unknownFunction_isRefusedByNumber() {
    assertThat(HashPolicy.refusal(Multihash.of(0xd5, new byte[16])))
        .contains("hash function 0xd5 is not known");
  }

  @Test
  void allowed_isWhatTheNetworkAccepts() {
    // 15 functions, blake2b-160 to blake2b-512, blake2s-160 to blake2s-256.
    assertThat(HashPolicy.allowed()).hasSize(15 + 45 + 13).contains(HashFunction.BLAKE2B_256).allMatch(
        HashPolicy::allows);
  }
}
