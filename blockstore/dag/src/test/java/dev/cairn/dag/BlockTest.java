package dev.cairn.dag;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.Multihash;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlockTest {
  private static final byte[] DATA = "some content".getBytes(US_ASCII);

  @ParameterizedTest
  @CsvSource({"sha2-256", "sha2-512", "blake2b-256", "blake3", "identity", "sha1"})
  void verify_takesBytesThatHashToTheirCid(String function) {
    Cid cid = Cid.v1(Multicodec.RAW, HashFunction.of(function).orElseThrow().hash(DATA));
    assertThat(Block.verify(cid, DATA).bytes()).isEqualTo(DATA);
    byte[] damaged = DATA.clone();
    damaged[3] ^= 1;
    assertThatThrownBy(() -> Block.verify(cid, damaged)).isInstanceOf(BlockMismatchException.class)
        .hasMessageContaining(cid.toString());
  }

  /** A right digest is not enough: anybody could find bytes for a name that is this weak. */
  @ParameterizedTest
  @CsvSource({"sha2-256, 0, too short", "sha2-256, 19, too short", "murmur3-x64-64, 8, not safe enough",
      "blake2b-64, 8, not safe enough"})
  void verify_refusesNamesThatProveNothing(String function, int size, String reason) {
    byte[] digest = HashFunction.of(function).orElseThrow().digest(DATA, 0, DATA.length);
    Multihash weak = Multihash.of(HashFunction.of(function).orElseThrow(), Arrays.copyOf(digest, size));
    assertThatThrownBy(() -> Block.verify(Cid.v1(Multicodec.RAW, weak), DATA))
        .isInstanceOf(BlockMismatchException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void verify_refusesUnknownFunctions() {
    Cid cid = Cid.v1(Multicodec.RAW, Multihash.of(0xd5, new byte[32]));
    assertThatThrownBy(() -> Block.verify(cid, DATA)).isInstanceOf(BlockMismatchException.class)
        .hasMessageContaining("0xd5 is not known");
  }

  @Test
  void truncatedDigests_ofEnoughBytes_areVerified() {
    Cid cid = Cid.v1(Multicodec.RAW, HashFunction.SHA2_512.hash(DATA, 0, DATA.length, 32));
    assertThat(Block.verify(cid, DATA).cid()).isEqualTo(cid);
  }
}
