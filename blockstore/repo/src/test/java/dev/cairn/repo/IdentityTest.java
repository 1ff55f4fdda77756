package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.config.UserError;
import dev.cairn.multiformats.KeyMessage;
import dev.cairn.multiformats.MultiformatException;
import dev.cairn.multiformats.PeerId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class IdentityTest {
  /** RFC 8032, section 7.1, tests 2 and 3: seed, public key, message, signature. */
  private static final String[][] RFC_8032 = {
      {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
              + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
      {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
          "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
          "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
              + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"}};

  private static final SecureRandom RANDOM = new SecureRandom();

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static KeyMessage ed25519(byte[]... parts) {
    byte[] data = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, data, at, part.length);
      at += part.length;
    }
    return new KeyMessage(KeyMessage.Type.ED25519, data);
  }

  @Test
  void keysOfRfc8032_giveItsPublicKeysAndSignatures() {
    for (String[] vector : RFC_8032) {
      Identity identity = Identity.of(ed25519(hex(vector[0]), hex(vector[1])));

      assertThat(identity.publicKey().encode()).asHexString()
          .isEqualTo("08011220" + vector[1].toUpperCase(Locale.ROOT));
      assertThat(identity.sign(hex(vector[2]))).isEqualTo(hex(vector[3]));
      assertThat(Identity.verify(identity.publicKey(), hex(vector[2]), hex(vector[3]))).isTrue();
      assertThat(Identity.verify(identity.publicKey(), hex("73"), hex(vector[3]))).isFalse();
      assertThat(Identity.verify(identity.publicKey(), hex(vector[2]), new byte[64])).isFalse();
      assertThat(Identity.verify(identity.publicKey(), hex(vector[2]), new byte[3])).isFalse();
    }
  }

  @Test
  void aGeneratedIdentity_survivesTheConfigFile() {
    Identity identity = Identity.generate(RANDOM);
    Identity again = Identity.of(KeyMessage.decode(identity.privateKey().encode()));

    assertThat(again.peerId()).isEqualTo(identity.peerId());
    assertThat(again.privateKey()).isEqualTo(identity.privateKey());
    assertThat(identity.peerId().toString()).startsWith("12D3KooW").hasSize(52);
    assertThat(PeerId.parse(identity.peerId().toString())).isEqualTo(identity.peerId());
    assertThat(Base64.getDecoder().decode(identity.publicKeyText())).isEqualTo(identity.publicKey().encode());
    assertThat((Object) identity).hasToString(identity.peerId().toString());
    assertThat(Identity.generate(RANDOM).peerId()).isNotEqualTo(identity.peerId());
  }

  @Test
  void theOldFormWithTwoPublicKeys_isRead() {
    byte[] seed = hex(RFC_8032[0][0]);
    byte[] key = hex(RFC_8032[0][1]);

    assertThat(Identity.of(ed25519(seed, key, key)).privateKey()).isEqualTo(ed25519(seed, key));
  }

  @Test
  void halvesThatDisagree_areRefused() {
    assertThatThrownBy(() -> Identity.of(ed25519(hex(RFC_8032[0][0]), hex(RFC_8032[1][1]))))
        .hasMessageContaining("does not fit");
    assertThatThrownBy(
        () -> Identity.of(ed25519(hex(RFC_8032[0][0]), hex(RFC_8032[0][1]), hex(RFC_8032[1][1]))))
        .hasMessageContaining("damaged");
  }

  @Test
  void otherKindsOfKey_areNamed() {
    KeyMessage rsa = new KeyMessage(KeyMessage.Type.RSA, new byte[100]);

    assertThatThrownBy(() -> Identity.of(rsa)).hasMessageContaining("RSA")
        .hasMessageContaining("Ed25519");
    assertThatThrownBy(
        () -> Identity.verify(new KeyMessage(KeyMessage.Type.RSA, new byte[32]), new byte[0], new byte[64]))
        .isInstanceOf(MultiformatException.class);
  }

  @Property
  void noKey_makesItThrowAnythingElse(@ForAll KeyMessage.Type type, @ForAll @Size(max = 100) byte[] data) {
    try {
      assertThat(Identity.of(new KeyMessage(type, data)).peerId()).isNotNull();
    } catch (UserError e) {
      assertThat(e).hasMessageContaining("key");
    }
  }

  @Property
  void signatures_verifyForTheirMessageOnly(@ForAll String message) {
    Identity identity = Identity.generate(RANDOM);
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    byte[] signature = identity.sign(bytes);

    assertThat(Identity.verify(identity.publicKey(), bytes, signature)).isTrue();
    signature[RANDOM.nextInt(64)] ^= 1;
    assertThat(Identity.verify(identity.publicKey(), bytes, signature)).isFalse();
  }
}
