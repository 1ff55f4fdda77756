package dev.cairn.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeerIdTest {
  private static final String ED25519 = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";

  private static Map<String, byte[]> keys() {
    return Pattern.compile("\"name\":\\s*\"([^\"]+)\",\\s*\"hex\":\\s*\"([0-9a-f]+)\"")
        .matcher(Fixtures.text("libp2p_keys.json"))
        .results()
        .collect(Collectors.toMap(m -> m.group(1), (MatchResult m) -> HexFormat.of().parseHex(m.group(2))));
  }

  @ParameterizedTest
  @CsvSource({"ECDSA, ECDSA, Qm", "ED25519, ED25519, 12D3KooW", "secp256k1, SECP256K1, 16Uiu2",
      "rsa, RSA, Qm"})
  void specificationKeys_areReadAndWritten_andNamePeers(String name, KeyMessage.Type type, String start) {
    for (String kind : new String[]{"private", "public"}) {
      byte[] encoded = keys().get(name + " " + kind + " key");
      KeyMessage key = KeyMessage.decode(encoded);
      assertThat(key.type()).isEqualTo(type);
      assertThat(key.encode()).isEqualTo(encoded);
      assertThat(new KeyMessage(type, key.data())).isEqualTo(key).hasSameHashCodeAs(key);
    }
    byte[] encoded = keys().get(name + " public key");
    KeyMessage key = KeyMessage.decode(encoded);
    PeerId peer = PeerId.fromPublicKey(encoded);
    assertThat(peer.toString()).startsWith(start);
    assertThat(peer.matches(key)).isTrue();
    assertThat(peer.publicKey().isPresent()).isEqualTo(encoded.length <= 42);
    peer.publicKey().ifPresent(embedded -> assertThat(embedded).isEqualTo(key));
    assertThat(PeerId.parse(peer.toString())).isEqualTo(peer);
    assertThat(PeerId.decode(peer.bytes())).isEqualTo(peer).hasSameHashCodeAs(peer)
        .isEqualByComparingTo(peer);
    assertThat(PeerId.parse(peer.toBase36())).isEqualTo(peer);
    for (Multibase base : Multibase.values()) {
      assertThat(PeerId.parse(peer.toCid().toString(base))).isEqualTo(peer);
    }
  }

  @Test
  void privateEd25519Key_carriesThePublicOne() {
    KeyMessage privateKey = KeyMessage.decode(keys().get("ED25519 private key"));
    assertThat(privateKey.embeddedPublicKey()).contains(KeyMessage.decode(keys().get("ED25519 public key")));
    byte[] data = privateKey.data();
    byte[] old = Arrays.copyOf(data, 96);
    System.arraycopy(data, 32, old, 64, 32);
    assertThat(new KeyMessage(KeyMessage.Type.ED25519, old).embeddedPublicKey())
        .isEqualTo(privateKey.embeddedPublicKey());
    old[95] ^= 1;
    assertThatThrownBy(() -> new KeyMessage(KeyMessage.Type.ED25519, old).embeddedPublicKey())
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining("differ");
    assertThatThrownBy(() -> new KeyMessage(KeyMessage.Type.ED25519, new byte[32]).embeddedPublicKey())
        .isInstanceOf(MultiformatException.class);
    assertThat(new KeyMessage(KeyMessage.Type.RSA, data).embeddedPublicKey()).isEmpty();
    assertThat(privateKey.toString()).isEqualTo("ED25519 key of 64 bytes");
  }

  /** The text forms that the specification shows. */
  @ParameterizedTest
  @CsvSource({"QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N",
      "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA",
      "bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe"})
  void specificationTexts_areRead(String text) {
    PeerId peer = PeerId.parse(text);
    assertThat(text).isIn(peer.toString(), peer.toCid().toString());
  }

  @Test
  void sameId_inBase58AndBase36() {
    assertThat(PeerId.parse("bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe"))
        .hasToString("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N");
    assertThat(PeerId.parse(ED25519).toBase36()).startsWith("k51qzi5uqu5d").hasSize(62);
  }

  @ParameterizedTest
  @CsvSource({"'', peer id is empty", "bafkqaaa, codec of the CID is raw instead of libp2p-key",
      "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5, is no peer id: ", "1, cut short",
      "11, identity multihash",
      "12D3KooW0, character '0'", "hello, hello' is no peer id"})
  void parse_ofBadText_saysWhy(String text, String message) {
    assertThatThrownBy(() -> PeerId.parse(text)).isInstanceOf(MultiformatException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"'', the type", "08, cut short", "0801, the data", "080112, cut short",
      "08041200, type 4 is not known",
      "0801120161ff, 'announces 1 bytes, but 2 follow'", "1201610801, the type", "088100120161, shortest",
      "08011202ff, but 1 follow"})
  void keyMessages_thatAreNotExact_areRefused(String hex, String message) {
    assertThatThrownBy(() -> KeyMessage.decode(HexFormat.of().parseHex(hex)))
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void hugeInputs_areRefusedUnread() {
    assertThatThrownBy(() -> KeyMessage.decode(new byte[KeyMessage.MAX_BYTES + 1]))
        .hasMessageContaining("too long");
    assertThatThrownBy(() -> PeerId.parse("1".repeat(1_000_000))).hasMessageContaining("too long");
    assertThatThrownBy(() -> PeerId.of(HashFunction.SHA2_512.hash(new byte[0])))
        .hasMessageContaining("sha2-512");
  }

  @Property
  void parseAndDecode_ofAnything_throwNothingElse(@ForAll @StringLength(max = 70) String text,
      @ForAll @Size(max = 50) byte[] bytes) {
    for (String input : new String[]{text, "1" + text, "Qm" + text, "k" + text}) {
      try {
        assertThat(PeerId.parse(PeerId.parse(input).toString())).isEqualTo(PeerId.parse(input));
      } catch (MultiformatException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    try {
      PeerId peer = PeerId.decode(bytes);
      assertThat(peer.bytes()).isEqualTo(bytes);
      assertThat(peer.publicKey()).isNotNull();
    } catch (MultiformatException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    try {
      assertThat(KeyMessage.decode(bytes).encode()).isEqualTo(bytes);
    } catch (MultiformatException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Property
  void everyKey_isReadBack(@ForAll KeyMessage.Type type, @ForAll @Size(max = 300) byte[] data) {
    KeyMessage key = new KeyMessage(type, data);
    assertThat(KeyMessage.decode(key.encode())).isEqualTo(key);
    PeerId peer = PeerId.of(key);
    assertThat(peer.multihash().isIdentity()).isEqualTo(key.encode().length <= 42);
  }
}
