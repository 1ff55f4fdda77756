package dev.cairn.multiformats;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CidTest {
  private static final String V0 = "QmS4ustL54uo8FzR9455qaxZwuMiUhyvMcX9Ba8nUH4uVv";
  private static final String V1 = "bafybeibxm2nsadl3fnxv2sxcxmxaco2jl53wpeorjdzidjwf5aqdg7wa6u";

  /** The same content in both versions and several bases, as the "ipfs cid" commands of Kubo convert it. */
  @Test
  void versionsAndBases_convert() {
    Cid v0 = Cid.parse(V0);
    assertThat(v0.version()).isZero();
    assertThat(v0.toV1()).isEqualTo(Cid.parse(V1));
    assertThat(v0.toV1().toString()).isEqualTo(V1);
    assertThat(v0.toV1().toString(Multibase.BASE58_BTC))
        .isEqualTo("zdj7WZAAFKPvYPPzyJLso2hhxo8a7ZACFQ4DvvfrNXTHidofr");
    assertThat(Cid.parse(V1).toV0()).contains(v0);
    assertThat(v0.toString()).isEqualTo(V0);
    assertThat(v0).isNotEqualTo(v0.toV1());
    assertThat(v0.multihash()).isEqualTo(v0.toV1().multihash());
  }

  @Test
  void emojiBase_isReadAndWritten() {
    String emoji = "🚀🪐⭐💻😅❓💎🌈🌸🌚💰💍🌒😵🐶💁🤐🌎👼🙃🙅☺🌚😞🤤⭐🚀😃✈🌕😚🍻💜🐷⚽✌😊";
    Cid cid = Cid.parse("bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi");
    assertThat(cid.toString(Multibase.BASE256_EMOJI)).isEqualTo(emoji);
    assertThat(Cid.parse(emoji)).isEqualTo(cid);
  }

  /** The example of the CID specification, taken apart. */
  @Test
  void specificationExample_isTakenApart() {
    Cid cid = Cid.parse("zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA");
    assertThat(cid.version()).isEqualTo(1);
    assertThat(cid.codec()).contains(Multicodec.RAW);
    assertThat(cid.multihash().function()).contains(HashFunction.SHA2_256);
    assertThat(HexFormat.of().formatHex(cid.multihash().digest()))
        .isEqualTo("6e6ff7950a36187a801613426e858dce686cd7d7e3c0fc42ee0330072d245c95");
  }

  @Test
  void codecs_areReplaced() {
    Cid pb = Cid.parse("bafybeievd6mwe6vcwnkwo3eizs3h7w3a34opszbyfxziqdxguhjw7imdve");
    assertThat(pb.withCodec(Multicodec.RAW))
        .hasToString("bafkreievd6mwe6vcwnkwo3eizs3h7w3a34opszbyfxziqdxguhjw7imdve");
    assertThat(pb.withCodec(Multicodec.DAG_CBOR))
        .hasToString("bafyreievd6mwe6vcwnkwo3eizs3h7w3a34opszbyfxziqdxguhjw7imdve");
    assertThat(pb.withCodec(Multicodec.RAW).toV0()).isEmpty();
    assertThat(pb.toV0()).get().hasToString("QmYNmQKp6SuaVrpgWRsPTgCQCnpxUYGq76YEKBXuj2N4H6");
  }

  @Test
  void upperCase_isTheSameCid() {
    assertThat(Cid.parse(V1.toUpperCase(Locale.ROOT))).isEqualTo(Cid.parse(V1));
    assertThat(Cid.parse("b" + V1.substring(1).toUpperCase(Locale.ROOT))).isEqualTo(Cid.parse(V1));
  }

  @Test
  void identity_carriesItsBytes() {
    Cid cid = Cid.v1(Multicodec.RAW, HashFunction.IDENTITY.hash("hello".getBytes(US_ASCII)));
    assertThat(cid).hasToString("bafkqablimvwgy3y");
    assertThat(Cid.parse("bafkqablimvwgy3y").multihash().isIdentity()).isTrue();
    assertThat(Cid.parse("bafkqaaa").multihash().digestSize()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"'', cid is empty", "b, cid too short", "Q, cid too short",
      "'*abc', no multibase prefix that is known",
      "bafy!, at position 4 is not of base32",
      "QmS4ustL54uo8FzR9455qaxZwuMiUhyvMcX9Ba8nUH4uV0, at position 45 is not of base58btc",
      "QmS4ustL54uo8FzR9455qaxZwuMiUhyvMcX9Ba8nUH4uV, 'has 46 characters, this has 45'",
      "zQmS4ustL54uo8FzR9455qaxZwuMiUhyvMcX9Ba8nUH4uVv, CIDv0 takes no multibase prefix; write QmS4ustL",
      "qms4ustl54uo8fzr9455qaxzwumiuhyvmcx9ba8nuh4uvv, letters were changed to one case",
      "f02551220, CID version 2 is not known", "f00551220, CID version 0 is not known",
      "f0155122000, 'announces a digest of 32 bytes, but 1 follow'", "f01551220, but 0 follow",
      "f1220aabb, CIDv0 is cut short: 4 bytes instead of 34",
      "f0155000100aa, '1 bytes too many behind the CID'", "f01, varint is cut short",
      "f01d5, varint is cut short",
      "f015512, varint is cut short", "f0155120ff, one character too long",
      "f015512ff01, digest of 255 bytes is longer than the limit",
      "f01d58000, shortest form", "bafkqablimvwgy3z, bits behind the last byte",
      "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA, looks like a peer id",
      "/ipfs/bafkqaaa, a path or an address"})
  void parse_ofBadText_saysWhy(String text, String message) {
    assertThatThrownBy(() -> Cid.parse(text)).isInstanceOf(MultiformatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void parse_ofHugeOrUglyText_answersShortly() {
    assertThatThrownBy(() -> Cid.parse("b" + "a".repeat(1_000_000)))
        .hasMessageContaining("1000001 characters is too long");
    assertThatThrownBy(() -> Cid.parse("b" + "!".repeat(2000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    assertThatThrownBy(() -> Cid.parse("b\u001b[31m"))
        .satisfies(e -> assertThat(e.getMessage()).contains("\\u001b")
            .doesNotContain("\u001b"));
  }

  @Test
  void v0_holdsOnlySha256_andBase58() {
    assertThatThrownBy(() -> Cid.v0(HashFunction.SHA1.hash(new byte[1])))
        .isInstanceOf(MultiformatException.class);
    assertThatThrownBy(() -> Cid.parse(V0).toString(Multibase.BASE32))
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining("base58btc only, not in base32");
  }

  @ParameterizedTest
  @ValueSource(strings = {V0, V1})
  void read_takesOneCid_andLeavesTheRest(String text) {
    Cid cid = Cid.parse(text);
    ByteBuffer from = ByteBuffer.allocateDirect(cid.size() + 3).put(1, cid.bytes()).position(1);
    assertThat(Cid.read(from)).isEqualTo(cid);
    assertThat(from.position()).isEqualTo(1 + cid.size());
    byte[] into = new byte[cid.size() + 2];
    assertThat(cid.encodeTo(into, 1)).isEqualTo(1 + cid.size());
    assertThat(into).containsSequence(cid.bytes());
  }

  @Provide
  Arbitrary<Multihash> hashes() {
    return Arbitraries.integers()
        .between(0, HashFunction.all().size() - 1)
        .flatMap(i -> Arbitraries.bytes().array(byte[].class).ofMaxSize(100)
            .map(d -> HashFunction.all().get(i).hash(d)));
  }

  @Property
  void everyForm_isReadBack(@ForAll @LongRange(min = 0) long codec, @ForAll("hashes") Multihash hash,
      @ForAll Multibase base) {
    Cid cid = Cid.v1(codec, hash);
    assertThat(Cid.decode(cid.bytes())).isEqualTo(cid).hasSameHashCodeAs(cid).isEqualByComparingTo(cid);
    assertThat(Cid.parse(cid.toString(base))).isEqualTo(cid);
    assertThat(cid.size()).isEqualTo(cid.bytes().length);
    assertThat(Multihash.decode(hash.bytes())).isEqualTo(hash).hasSameHashCodeAs(hash);
  }

  @Property(tries = 3000)
  void decode_ofAnything_isCanonicalOrThrowsItsException(@ForAll @Size(max = 60) byte[] bytes) {
    for (byte[] input : List.of(bytes, prepend(bytes, 0x01, 0x55), prepend(bytes, 0x12, 0x20))) {
      try {
        assertThat(Cid.decode(input).bytes()).isEqualTo(input);
      } catch (MultiformatException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
      try {
        assertThat(Multihash.decode(input).bytes()).isEqualTo(input);
      } catch (MultiformatException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Property(tries = 2000)
  void parse_ofAnything_throwsNothingElse(@ForAll @StringLength(max = 80) String text,
      @ForAll Multibase base) {
    for (String input : List.of(text, "Qm" + text, Character.toString(base.prefix()) + text)) {
      try {
        assertThat(Cid.parse(Cid.parse(input).toString())).isEqualTo(Cid.parse(input));
      } catch (MultiformatException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void order_isByMultihashFirst() {
    Cid a = Cid.v1(Multicodec.RAW, Multihash.of(0x12, new byte[]{1}));
    Cid b = Cid.v1(Multicodec.DAG_PB, Multihash.of(0x12, new byte[]{1}));
    Cid c = Cid.v1(Multicodec.RAW, Multihash.of(0x12, new byte[]{-1}));
    assertThat(List.of(c, b, a).stream().sorted()).containsExactly(a, b, c);
  }

  @Test
  void multihash_ofTooLongDigest_isRefused() {
    assertThatThrownBy(() -> Multihash.of(0x12, new byte[129])).isInstanceOf(MultiformatException.class);
  }

  private static byte[] prepend(byte[] bytes, int... front) {
    byte[] all = new byte[bytes.length + front.length];
    for (int i = 0; i < front.length; i++) {
      all[i] = (byte) front[i];
    }
    System.arraycopy(bytes, 0, all, front.length, bytes.length);
    return all;
  }

  @Property
  void decode_ofAPartOfAnArray_isTheSameAsReading(@ForAll @Size(max = 45) byte[] bytes,
      @ForAll boolean shaped,
      @ForAll boolean version0) {
    if (shaped && bytes.length >= 4) {
      int at = 0;
      if (!version0) {
        bytes[at++] = 1;
        bytes[at++] &= 0x7f;
      }
      bytes[at++] = 0x12;
      bytes[at] = 0x20;
    }
    byte[] padded = new byte[bytes.length + 5];
    System.arraycopy(bytes, 0, padded, 3, bytes.length);
    ByteBuffer from = ByteBuffer.wrap(bytes);
    Cid wanted;
    try {
      wanted = Cid.read(from);
    } catch (MultiformatException e) {
      assertThatThrownBy(() -> Cid.decode(padded, 3, bytes.length)).isInstanceOf(MultiformatException.class);
      return;
    }
    if (from.hasRemaining()) {
      assertThatThrownBy(() -> Cid.decode(padded, 3, bytes.length)).hasMessageContaining("too many");
    } else {
      assertThat(Cid.decode(padded, 3, bytes.length)).isEqualTo(wanted);
    }
  }

  @Test
  void decode_ofTheUsualForms_readsThem() {
    for (String text : List.of(V0, V1, "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy")) {
      byte[] bytes = Cid.parse(text).bytes();
      assertThat(Cid.decode(bytes)).isEqualTo(Cid.parse(text)).hasToString(text);
      assertThat(Cid.decode(bytes).multihash()).isEqualTo(Multihash.read(
          ByteBuffer.wrap(bytes).position(bytes.length - 34)));
    }
  }
}
