package dev.cairn.multiformats;

import java.util.Optional;

/**
 * The name of a peer: the multihash of its public key ({@link KeyMessage}), where keys of at most 42 bytes stand in
 * it unhashed ({@code identity}) and others by their sha2-256.
 *
 * <p>Immutable; compared and ordered by bytes, whatever text it came from. Follows the <a
 * href="https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md">peer id specification</a>.
 */
public final class PeerId implements Comparable<PeerId> {
  /** The longest encoded public key that is not hashed, in bytes. */
  private static final int MAX_INLINE_BYTES = 42;
  private static final int MAX_TEXT = 512;

  private final Multihash multihash;

  private PeerId(Multihash multihash) {
    this.multihash = multihash;
  }

  /**
   * The peer with this multihash.
   *
   * @throws MultiformatException unless it is identity, or sha2-256 with 32 bytes
   */
  public static PeerId of(Multihash multihash) {
    boolean sha256 = multihash.code() == HashFunction.SHA2_256.code() && multihash.digestSize() == 32;
    boolean inline = multihash.isIdentity() && multihash.digestSize() > 0;
    if (!sha256 && !inline) {
      throw new MultiformatException("a peer id is an identity multihash or a sha2-256 of 32 bytes, not "
          + multihash.function().map(HashFunction::label).orElse("0x" + Long.toHexString(multihash.code()))
          + " of "
          + multihash.digestSize() + " bytes");
    }
    return new PeerId(multihash);
  }

  /**
   * The peer with this public key.
   *
   * @param key the encoded {@link KeyMessage}
   * @throws MultiformatException when it is none
   */
  public static PeerId fromPublicKey(byte[] key) {
    return of(KeyMessage.decode(key));
  }

  /** The peer with this public key. */
  public static PeerId of(KeyMessage publicKey) {
    byte[] encoded = publicKey.encode();
    HashFunction function = encoded.length <= MAX_INLINE_BYTES ? HashFunction.IDENTITY
        : HashFunction.SHA2_256;
    return new PeerId(function.hash(encoded));
  }

  /**
   * Reads a peer id from text: the multihash in base58btc ({@code Qm…}, {@code 1…}), or a CIDv1 with the codec
   * libp2p-key in any multibase ({@code k51…}, {@code bafz…}).
   *
   * @throws MultiformatException when it is neither
   */
  public static PeerId parse(String text) {
    if (text.isEmpty()) {
      throw new MultiformatException("peer id is empty");
    }
    try {
      return parseBare(text);
    } catch (MultiformatException e) {
      throw new MultiformatException(Shown.quoted(text) + " is no peer id: " + e.getMessage(), e);
    }
  }

  private static PeerId parseBare(String text) {
    if (text.length() > MAX_TEXT) {
      throw new MultiformatException("text of " + text.length() + " characters is too long");
    }
    if (text.startsWith("Qm") || text.charAt(0) == '1') {
      return of(Multihash.decode(Multibase.BASE58_BTC.decodeUnprefixed(text)));
    }
    Cid cid = Cid.parseBare(text);
    if (!cid.is(Multicodec.LIBP2P_KEY)) {
      throw new MultiformatException("the codec of the CID is "
          + cid.codec().map(Multicodec::label).orElse("0x" + Long.toHexString(cid.codecCode()))
          + " instead of libp2p-key");
    }
    return of(cid.multihash());
  }

  /**
   * Decodes the binary form, which is the multihash.
   *
   * @throws MultiformatException when the bytes are no peer id
   */
  public static PeerId decode(byte[] bytes) {
    return of(Multihash.decode(bytes));
  }

  /** The hash of the public key, or the key itself. */
  public Multihash multihash() {
    return multihash;
  }

  /** The binary form; a copy. */
  public byte[] bytes() {
    return multihash.bytes();
  }

  /**
   * The public key, if it stands in this id; else only the peer itself can tell it.
   *
   * @throws MultiformatException when what stands in it is no key
   */
  public Optional<KeyMessage> publicKey() {
    return multihash.isIdentity() ? Optional.of(KeyMessage.decode(multihash.digest())) : Optional.empty();
  }

  /** Whether this is the id of the peer with this public key. */
  public boolean matches(KeyMessage publicKey) {
    return equals(of(publicKey));
  }

  /** As a CIDv1 with the codec libp2p-key. */
  public Cid toCid() {
    return Cid.v1(Multicodec.LIBP2P_KEY, multihash);
  }

  /** The CID in base36 ({@code k51…}), the form of IPNS names, which fits into a DNS label. */
  public String toBase36() {
    return toCid().toString(Multibase.BASE36);
  }

  @Override
  public int compareTo(PeerId other) {
    return multihash.compareTo(other.multihash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeerId peer && multihash.equals(peer.multihash);
  }

  @Override
  public int hashCode() {
    return multihash.hashCode();
  }

  /** The multihash in base58btc. */
  @Override
  public String toString() {
    return multihash.toString();
  }
}
