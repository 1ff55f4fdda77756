package dev.cairn.multiformats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The protocols that a {@link Multiaddr} is made of, with their numbers in the multicodec table. */
public enum MultiaddrProtocol {
  IP4(4, AddressValue.IP4), //
  TCP(6, AddressValue.PORT), //
  DCCP(33, AddressValue.PORT), //
  IP6(41, AddressValue.IP6), //
  IP6ZONE(42, AddressValue.NAME), //
  IPCIDR(43, AddressValue.PREFIX_LENGTH), //
  DNS(53, AddressValue.NAME), //
  DNS4(54, AddressValue.NAME), //
  DNS6(55, AddressValue.NAME), //
  DNSADDR(56, AddressValue.NAME), //
  SCTP(132, AddressValue.PORT), //
  UDP(273, AddressValue.PORT), //
  P2P_WEBRTC_DIRECT(276, AddressValue.NONE), //
  WEBRTC_DIRECT(280, AddressValue.NONE), //
  WEBRTC(281, AddressValue.NONE), //
  P2P_CIRCUIT(290, AddressValue.NONE), //
  UDT(301, AddressValue.NONE), //
  UTP(302, AddressValue.NONE), //
  UNIX(400, AddressValue.PATH), //
  /** A peer; {@code /ipfs} is the old name, which is still read. */
  P2P(421, AddressValue.PEER), //
  HTTPS(443, AddressValue.NONE), //
  ONION(444, AddressValue.ONION), //
  ONION3(445, AddressValue.ONION3), //
  GARLIC64(446, AddressValue.GARLIC64), //
  GARLIC32(447, AddressValue.GARLIC32), //
  TLS(448, AddressValue.NONE), //
  SNI(449, AddressValue.NAME), //
  NOISE(454, AddressValue.NONE), //
  /** QUIC draft 29; {@link #QUIC_V1} is the one in use. */
  QUIC(460, AddressValue.NONE), //
  QUIC_V1(461, AddressValue.NONE), //
  WEBTRANSPORT(465, AddressValue.NONE), //
  CERTHASH(466, AddressValue.CERTIFICATE_HASH), //
  WS(477, AddressValue.NONE), //
  WSS(478, AddressValue.NONE), //
  HTTP(480, AddressValue.NONE), //
  HTTP_PATH(481, AddressValue.HTTP_PATH), //
  MEMORY(777, AddressValue.MEMORY), //
  PLAINTEXTV2(7367777, AddressValue.NONE);

  private static final String OLD_P2P = "ipfs";
  private static final Map<Long, MultiaddrProtocol> BY_CODE = Arrays.stream(values())
      .collect(Collectors.toUnmodifiableMap(MultiaddrProtocol::code, Function.identity()));
  private static final Map<String, MultiaddrProtocol> BY_LABEL = Arrays.stream(values())
      .collect(Collectors.toUnmodifiableMap(MultiaddrProtocol::label, Function.identity()));
  private static final List<String> LABELS = labels();

  private final long code;
  private final String label;
  private final AddressValue value;

  MultiaddrProtocol(long code, AddressValue value) {
    this.code = code;
    this.label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.value = value;
  }

  private static List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (MultiaddrProtocol protocol : values()) {
      labels.add(protocol.label);
    }
    labels.add(OLD_P2P);
    return List.copyOf(labels);
  }

  /** The name in an address, such as {@code quic-v1}. */
  public String label() {
    return label;
  }

  /** The number in the multicodec table. */
  public long code() {
    return code;
  }

  /** Whether a value follows the name, as in {@code /tcp/4001}. */
  public boolean hasValue() {
    return value != AddressValue.NONE;
  }

  /** How the value is written. */
  AddressValue value() {
    return value;
  }

  /** The protocol with this number, if it is one of ours. */
  public static Optional<MultiaddrProtocol> of(long code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** The protocol with this name, if it is one of ours. */
  public static Optional<MultiaddrProtocol> of(String label) {
    return Optional.ofNullable(label.equals(OLD_P2P) ? P2P : BY_LABEL.get(label));
  }

  /** All names that {@link #of(String)} knows. */
  static List<String> allLabels() {
    return LABELS;
  }
}
