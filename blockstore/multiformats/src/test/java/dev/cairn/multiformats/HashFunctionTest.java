package dev.cairn.multiformats;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HashFunctionTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void officialMultihashVectors_verifyAndAreReproduced() {
    List<List<String>> rows = Fixtures.rows("multihash_test_cases.csv");
    assertThat(rows).hasSizeGreaterThan(200);
    for (List<String> row : rows) {
      int bits = Integer.parseInt(row.get(1));
      // The vectors hash the text of the column, although it looks like hex.
      byte[] input = row.get(2).getBytes(US_ASCII);
      Multihash wanted = Multihash.decode(HEX.parseHex(row.get(3)));
      HashFunction function = wanted.function().orElseThrow();
      assertThat(function.label()).startsWith(row.getFirst());
      assertThat(function.matches(wanted, input, 0, input.length)).as(row.toString()).isTrue();
      assertThat(function.hash(input, 0, input.length, bits / 8)).isEqualTo(wanted);
      byte[] other = Arrays.copyOf(input, input.length + 1);
      assertThat(function.matches(wanted, other, 0, other.length)).isFalse();
    }
  }

  /** Digests of "abc" or of the empty text, each from the publication of its function. */
  @ParameterizedTest
  @CsvSource({
      "sha1, abc, a9993e364706816aba3e25717850c26c9cd0d89d",
      "sha2-224, abc, 23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
      "sha2-256, abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      "sha2-512-256, abc, 53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
      "sha2-512-224, abc, 4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa",
      "dbl-sha2-256, hello, 9595c9df90075148eb06860365df33584b75bff782a510c6cd4883a419833d50",
      "sha3-224, abc, e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf",
      "sha3-256, abc, 3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
      "keccak-224, '', f71837502ba8e10837bdd8d365adb85591895602fc552b48b7390abd",
      "keccak-256, '', c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
      "shake-128, '', 7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26",
      "blake3, '', af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
      "blake2b-256, abc, bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319",
      "blake2s-256, abc, 508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982",
      "murmur3-x64-64, '', 0000000000000000",
      "murmur3-x64-64, hello, cbd8a7b341bd9b02",
      "murmur3-x64-64, 'The quick brown fox jumps over the lazy dog', e34bbc7bbc071b6c"})
  void knownDigests(String label, String text, String digest) {
    HashFunction function = HashFunction.of(label).orElseThrow();
    byte[] data = text.getBytes(US_ASCII);
    assertThat(HEX.formatHex(function.digest(data, 0, data.length))).isEqualTo(digest);
    assertThat(function.hash(data).code()).isEqualTo(function.code());
  }

  @Test
  void codecTable_namesAndNumbersAgree() {
    List<List<String>> rows = Fixtures.rows("multicodec_table.csv");
    for (HashFunction function : HashFunction.all()) {
      List<String> row = rows.stream().filter(r -> r.getFirst().equals(function.label())).findFirst()
          .orElseThrow();
      assertThat(Long.decode(row.get(2))).as(function.label()).isEqualTo(function.code());
      assertThat(row.get(1)).isIn("multihash", "hash");
    }
    assertThat(HashFunction.all())
        .hasSize(rows.stream().filter(r -> r.getFirst().startsWith("blake2")).toList().size()
            + 21);
  }

  @Property(tries = 300)
  void everyFunction_hashesToItsLength_andMatches(@ForAll @IntRange(max = 116) int index,
      @ForAll @Size(max = 100) byte[] data) {
    HashFunction function = HashFunction.all().get(index);
    Multihash hash = function.hash(data);
    assertThat(hash.digestSize())
        .isEqualTo(function == HashFunction.IDENTITY ? data.length : function.digestSize());
    assertThat(function.matches(hash, data, 0, data.length)).isTrue();
    byte[] shifted = new byte[data.length + 2];
    System.arraycopy(data, 0, shifted, 1, data.length);
    assertThat(function.hash(shifted, 1, data.length)).isEqualTo(hash);
    assertThat(HashFunction.of(function.label().toUpperCase(Locale.ROOT))).contains(function);
    assertThat(HashFunction.of(function.code())).contains(function);
  }

  @Test
  void matches_needsTheSameFunction_andADigest() {
    byte[] data = "content".getBytes(US_ASCII);
    Multihash hash = HashFunction.SHA2_256.hash(data);
    assertThat(HashFunction.SHA2_512_256.matches(hash, data, 0, data.length)).isFalse();
    assertThat(HashFunction.SHA2_256.matches(Multihash.of(0x12, new byte[0]), data, 0, data.length))
        .isFalse();
    assertThat(HashFunction.SHA2_256.matches(Multihash.of(0x12, new byte[64]), data, 0, data.length))
        .isFalse();
    assertThat(HashFunction.IDENTITY.matches(Multihash.of(0, new byte[0]), data, 0, data.length)).isFalse();
    assertThat(HashFunction.IDENTITY.matches(Multihash.of(0, new byte[0]), data, 3, 0)).isTrue();
  }

  @Test
  void extendableFunctions_giveLongerDigestsThatBeginAlike() {
    byte[] data = "content".getBytes(US_ASCII);
    for (HashFunction function : List.of(HashFunction.SHAKE_128, HashFunction.SHAKE_256,
        HashFunction.BLAKE3)) {
      Multihash usual = function.hash(data);
      Multihash longest = function.hash(data, 0, data.length, 128);
      assertThat(longest.digest()).startsWith(usual.digest());
      assertThat(function.matches(longest, data, 0, data.length)).isTrue();
    }
  }

  @Test
  void hash_ofAnImpossibleSize_isRefused() {
    byte[] data = new byte[200];
    assertThatThrownBy(() -> HashFunction.SHA2_256.hash(data, 0, 10, 33))
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining("sha2-256 gives no digest of 33 bytes");
    assertThatThrownBy(() -> HashFunction.BLAKE3.hash(data, 0, 10, 0))
        .isInstanceOf(MultiformatException.class);
    assertThatThrownBy(() -> HashFunction.IDENTITY.hash(data)).isInstanceOf(MultiformatException.class)
        .hasMessageContaining("at most 128 bytes, not 200");
  }

  @Test
  void of_unknown_isEmpty() {
    assertThat(HashFunction.of(0x99L)).isEmpty();
    assertThat(HashFunction.of("md5")).isEmpty();
  }
}
