package dev.cairn.multiformats;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The IPLD codecs and key types that a CID may name, with the codes of the <a
 * href="https://github.com/multiformats/multicodec/blob/master/table.csv">multicodec table</a>.
 *
 * <p>Hash functions are {@link HashFunction}. A CID may carry a code that is not listed here: it is kept as a
 * number ({@link Cid#codecCode()}).
 */
public enum Multicodec {
  RAW("raw", 0x55),
  DAG_PB("dag-pb", 0x70),
  DAG_CBOR("dag-cbor", 0x71),
  LIBP2P_KEY("libp2p-key", 0x72),
  CBOR(
      "cbor", 0x51),
  JSON("json", 0x0200),
  DAG_JSON("dag-json", 0x0129),
  GIT_RAW("git-raw", 0x78),
  DAG_JOSE("dag-jose",
      0x85),
  CAR("car", 0x0202);

  private static final Map<Long, Multicodec> BY_CODE = Arrays.stream(values())
      .collect(Collectors.toUnmodifiableMap(Multicodec::code, Function.identity()));
  private static final Map<String, Multicodec> BY_NAME = Arrays.stream(values())
      .collect(Collectors.toUnmodifiableMap(Multicodec::label, Function.identity()));

  private final String label;
  private final long code;

  Multicodec(String label, long code) {
    this.label = label;
    this.code = code;
  }

  /** The name in the table, such as {@code dag-pb}. */
  public String label() {
    return label;
  }

  /** The number in the table. */
  public long code() {
    return code;
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
