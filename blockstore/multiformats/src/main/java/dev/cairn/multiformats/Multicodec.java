package dev.cairn.multiformats;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The IPLD codecs that a CID may name, and the other numbers of the <a
 * href="https://github.com/multiformats/multicodec/blob/master/table.csv">multicodec table</a> that an IPFS node
 * writes into its bytes, by ascending number.
 *
 * <p>Being listed does not mean that blocks of the codec can be decoded here. Hash functions are {@link
 * HashFunction}, the protocols of addresses {@link MultiaddrProtocol}. A CID may carry a number that is not listed:
 * it is kept ({@link Cid#codecCode()}).
 */
public enum Multicodec {
  CBOR("cbor", 0x51, true), //
  RAW("raw", 0x55, true), //
  DAG_PB("dag-pb", 0x70, true), //
  DAG_CBOR("dag-cbor", 0x71, true), //
  LIBP2P_KEY("libp2p-key", 0x72, true), //
  GIT_RAW("git-raw", 0x78, true), //
  TORRENT_INFO("torrent-info", 0x7b, true), //
  TORRENT_FILE("torrent-file", 0x7c, true), //
  BLAKE3_HASHSEQ("blake3-hashseq", 0x80, true), //
  LEOFCOIN_BLOCK("leofcoin-block", 0x81, true), //
  LEOFCOIN_TX("leofcoin-tx", 0x82, true), //
  LEOFCOIN_PR("leofcoin-pr", 0x83, true), //
  DAG_JOSE("dag-jose", 0x85, true), //
  DAG_COSE("dag-cose", 0x86, true), //
  ETH_BLOCK("eth-block", 0x90, true), //
  ETH_BLOCK_LIST("eth-block-list", 0x91, true), //
  ETH_TX_TRIE("eth-tx-trie", 0x92, true), //
  ETH_TX("eth-tx", 0x93, true), //
  ETH_TX_RECEIPT_TRIE("eth-tx-receipt-trie", 0x94, true), //
  ETH_TX_RECEIPT("eth-tx-receipt", 0x95, true), //
  ETH_STATE_TRIE("eth-state-trie", 0x96, true), //
  ETH_ACCOUNT_SNAPSHOT("eth-account-snapshot", 0x97, true), //
  ETH_STORAGE_TRIE("eth-storage-trie", 0x98, true), //
  ETH_RECEIPT_LOG_TRIE("eth-receipt-log-trie", 0x99, true), //
  ETH_RECEIPT_LOG("eth-receipt-log", 0x9a, true), //
  BITCOIN_BLOCK("bitcoin-block", 0xb0, true), //
  BITCOIN_TX("bitcoin-tx", 0xb1, true), //
  BITCOIN_WITNESS_COMMITMENT("bitcoin-witness-commitment", 0xb2, true), //
  ZCASH_BLOCK("zcash-block", 0xc0, true), //
  ZCASH_TX("zcash-tx", 0xc1, true), //
  STELLAR_BLOCK("stellar-block", 0xd0, true), //
  STELLAR_TX("stellar-tx", 0xd1, true), //
  DECRED_BLOCK("decred-block", 0xe0, true), //
  DECRED_TX("decred-tx", 0xe1, true), //
  DASH_BLOCK("dash-block", 0xf0, true), //
  DASH_TX("dash-tx", 0xf1, true), //
  SWARM_MANIFEST("swarm-manifest", 0xfa, true), //
  SWARM_FEED("swarm-feed", 0xfb, true), //
  BEESON("beeson", 0xfc, true), //
  DAG_JSON("dag-json", 0x0129, true), //
  SWHID_1_SNP("swhid-1-snp", 0x01f0, true), //
  JSON("json", 0x0200, true), //
  CAR("car", 0x0202, false), //
  IPNS_RECORD("ipns-record", 0x0300, false), //
  LIBP2P_PEER_RECORD("libp2p-peer-record", 0x0301, false), //
  LIBP2P_RELAY_RSVP("libp2p-relay-rsvp", 0x0302, false), //
  CAR_INDEX_SORTED("car-index-sorted", 0x0400, false), //
  CAR_MULTIHASH_INDEX_SORTED("car-multihash-index-sorted", 0x0401, false), //
  TRANSPORT_BITSWAP("transport-bitswap", 0x0900, false), //
  TRANSPORT_IPFS_GATEWAY_HTTP("transport-ipfs-gateway-http", 0x0920, false), //
  RDFC_1("rdfc-1", 0xb403, true), //
  JSON_JCS("json-jcs", 0xb601, true);

  private static final Map<Long, Multicodec> BY_CODE = Arrays.stream(values())
      .collect(Collectors.toUnmodifiableMap(Multicodec::code, Function.identity()));
  private static final Map<String, Multicodec> BY_NAME = Arrays.stream(values())
      .collect(Collectors.toUnmodifiableMap(Multicodec::label, Function.identity()));

  private final String label;
  private final long code;
  private final boolean ipld;

  Multicodec(String label, long code, boolean ipld) {
    this.label = label;
    this.code = code;
    this.ipld = ipld;
  }

  /** The name in the table, such as {@code dag-pb}. */
  public String label() {
    return label;
  }

  /** The number in the table. */
  public long code() {
    return code;
  }

  /** Whether the table counts it among the formats of blocks, so that a CID may name it. */
  public boolean isIpld() {
    return ipld;
  }

  /** The codec with this number, if it is one of ours. */
  public static Optional<Multicodec> of(long code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** The codec with this name, if it is one of ours. */
  public static Optional<Multicodec> of(String label) {
    return Optional.ofNullable(BY_NAME.get(label));
  }
}
