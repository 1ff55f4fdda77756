package dev.cairn.repo;

import dev.cairn.config.UserError;
import dev.cairn.multiformats.KeyMessage;
import dev.cairn.multiformats.MultiformatException;
import dev.cairn.multiformats.PeerId;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The key pair of a node, and the peer id that follows from it. Ed25519 only: what every libp2p implementation has,
 * and what Kubo makes by default.
 *
 * <p>The private key is stored as a {@link KeyMessage} whose data is the 32-byte seed and the 32-byte public key.
 */
public final class Identity {
  private final Ed25519PrivateKeyParameters secret;
  private final KeyMessage publicKey;
  private final PeerId peerId;

  private Identity(Ed25519PrivateKeyParameters secret) {
    this.secret = secret;
    this.publicKey = new KeyMessage(KeyMessage.Type.ED25519, secret.generatePublicKey().getEncoded());
    this.peerId = PeerId.of(publicKey);
  }

  /** A new key pair. */
  public static Identity generate(SecureRandom random) {
    return new Identity(new Ed25519PrivateKeyParameters(random));
  }

  /**
   * The identity of a private key that was stored.
   *
   * @throws UserError when it is no Ed25519 key, or its two halves disagree
   */
  public static Identity of(KeyMessage privateKey) {
    Optional<KeyMessage> stored;
    try {
      stored = privateKey.embeddedPublicKey();
    } catch (MultiformatException e) {
      throw new UserError(
          "the private key is damaged (" + e.getMessage() + "); restore the config file from a backup", e);
    }
    if (stored.isEmpty()) {
      throw new UserError("the private key is of type " + privateKey.type()
          + ", and Cairn uses Ed25519 keys only; make an identity in a new repository with 'cairn init'");
    }
    Identity identity = new Identity(new Ed25519PrivateKeyParameters(privateKey.data(), 0));
    if (!identity.publicKey.equals(stored.get())) {
      throw new UserError(
          "the Ed25519 private key does not fit the public key stored with it; restore the config file from a backup");
    }
    return identity;
  }

  /** The peer id of this key. */
  public PeerId peerId() {
    return peerId;
  }

  /** The public key. */
  public KeyMessage publicKey() {
    return publicKey;
  }

  /** The private key: the seed, then the public key. */
  public KeyMessage privateKey() {
    byte[] seed = secret.getEncoded();
    byte[] data = Arrays.copyOf(seed, 2 * seed.length);
    System.arraycopy(publicKey.data(), 0, data, seed.length, seed.length);
    return new KeyMessage(KeyMessage.Type.ED25519, data);
  }

  /** The public key as the field {@code PublicKey} of {@code cairn id} shows it: base64 of the protobuf. */
  public String publicKeyText() {
    return Base64.getEncoder().encodeToString(publicKey.encode());
  }

  /** The signature of these bytes: 64 bytes, always the same for the same message. */
  public byte[] sign(byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, secret);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  /**
   * Whether {@code signature} is the one that the owner of {@code publicKey} makes for {@code message}.
   *
   * @param publicKey a public key from anywhere
   * @throws MultiformatException when it is no Ed25519 key
   */
  public static boolean verify(KeyMessage publicKey, byte[] message, byte[] signature) {
    byte[] data = publicKey.data();
    if (publicKey.type() != KeyMessage.Type.ED25519 || data.length != Ed25519PublicKeyParameters.KEY_SIZE) {
      throw new MultiformatException("no Ed25519 public key: " + publicKey);
    }
    Ed25519PublicKeyParameters point;
    try {
      point = new Ed25519PublicKeyParameters(data, 0);
    } catch (IllegalArgumentException e) {
      throw new MultiformatException("the public key is not on the curve");
    }
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(false, point);
    signer.update(message, 0, message.length);
    return signer.verifySignature(signature);
  }

  /** The peer id; never the key. */
  @Override
  public String toString() {
    return peerId.toString();
  }
}
