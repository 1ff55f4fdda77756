package dev.cairn.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MultiaddrTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String PEER = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";
  private static final String ONION3 = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaae";

  static List<String> canonical() {
    return List.of("/ip4/1.2.3.4", "/ip4/0.0.0.0/tcp/0", "/ip4/192.0.2.0/ipcidr/24", "/ip6/::1/tcp/65535",
        "/ip6/2001:db8::/ipcidr/32", "/ip6/::/udp/4001/quic-v1", "/ip6/::ffff:192.0.2.7/tcp/1",
        "/ip6/2001:db8:0:1:1:1:1:1/dccp/9", "/ip6zone/eth0/ip6/fe80::1/tcp/4001",
        "/ip4/127.0.0.1/udp/4001/quic-v1/webtransport", "/ip4/127.0.0.1/udp/1/webrtc-direct",
        "/ip4/127.0.0.1/tcp/443/tls/sni/example.com/http/http-path/a%2Fb%20c",
        "/dns/example.com/tcp/443/tls/ws", "/dns4/example.com/tcp/80/http", "/dns6/example.com/tcp/443/https",
        "/dnsaddr/bootstrap.example/p2p/" + PEER, "/ip4/127.0.0.1/tcp/4001/p2p/" + PEER + "/p2p-circuit",
        "/ip4/127.0.0.1/tcp/4001/p2p/" + PEER + "/p2p-circuit/p2p/" + PEER,
        "/unix/run/cairn/api.sock", "/ip4/1.2.3.4/tcp/80/unix/a b/c", "/onion3/" + ONION3 + ":1234/http",
        "/onion/aaaaaaaaaaaaaaab:80", "/garlic32/" + "a".repeat(52), "/garlic32/" + "a".repeat(56),
        "/garlic64/" + "A".repeat(514) + "A=", "/memory/18446744073709551615", "/ip4/127.0.0.1/tcp/1/noise",
        "/ip4/127.0.0.1/tcp/1/plaintextv2", "/ip4/127.0.0.1/tcp/1/wss", "/ip4/127.0.0.1/udp/1/utp",
        "/ip4/127.0.0.1/udp/1/udt", "/sctp/5/quic/webrtc", "/udp/1234/sctp/1234");
  }

  @ParameterizedTest
  @MethodSource("canonical")
  void textAndBytes_areReadBack(String text) {
    Multiaddr address = Multiaddr.parse(text);
    assertThat(address).hasToString(text);
    assertThat(Multiaddr.decode(address.bytes())).isEqualTo(address).hasSameHashCodeAs(address)
        .hasToString(text);
    assertThat(Multiaddr.decode(address.bytes()).components()).isEqualTo(address.components());
  }

  @ParameterizedTest
  @CsvSource({"/ip4/127.0.0.1/udp/1234, 047f000001910204d2", "/ip4/127.0.0.1/tcp/4321, 047f0000010610e1",
      "/ip4/127.0.0.1/udp/1234/ip4/127.0.0.1/tcp/4321, 047f000001910204d2047f0000010610e1",
      "/unix/a, 90030 22f61", "/dns/a.b/tcp/1, 3503612e62060001", "/p2p-circuit/ws, a202dd03",
      "/memory/4, 89060000000000000004"})
  void binaryForm_isAsSpecified(String text, String hex) {
    byte[] bytes = HEX.parseHex(hex.replace(" ", ""));
    assertThat(HEX.formatHex(Multiaddr.parse(text).bytes())).isEqualTo(HEX.formatHex(bytes));
    assertThat(Multiaddr.decode(bytes)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({"/ip4/127.0.0.1/tcp/4001///, /ip4/127.0.0.1/tcp/4001", "/ipfs/" + PEER + ", /p2p/" + PEER,
      "/p2p/bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe, /p2p/QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N",
      "/ip6/0:0:0:0:0:0:0:1, /ip6/::1", "/ip6/2001:DB8::0:0:1, /ip6/2001:db8::1",
      "/ip6/1:0:0:2:0:0:0:3, /ip6/1:0:0:2::3",
      "/http-path/a+b, /http-path/a%20b", "/http-path/é, /http-path/%C3%A9", "/tcp/007, /tcp/7"})
  void otherSpellings_areMadeUsual(String text, String usual) {
    assertThat(Multiaddr.parse(text)).hasToString(usual);
  }

  @Test
  void certificateHash_isReadInAnyBase() {
    byte[] hash = HashFunction.SHA2_256.hash(new byte[]{1, 2, 3}).bytes();
    String front = "/ip4/127.0.0.1/udp/1/quic-v1/webtransport/certhash/";
    Multiaddr address = Multiaddr.parse(front + Multibase.BASE64_URL.encode(hash));
    assertThat(Multiaddr.parse(front + Multibase.BASE58_BTC.encode(hash))).isEqualTo(address)
        .hasToString(front + Multibase.BASE64_URL.encode(hash));
  }

  @ParameterizedTest
  @CsvSource({"'', multiaddr is empty", "/, multiaddr is empty", "'  ', multiaddr is empty",
      "127.0.0.1:5001, must begin with '/'", "/ip4, needs a value", "/ip4/, needs a value",
      "/ip4/127.0.0.1/tpc/5001, unknown protocol 'tpc' in multiaddr '/ip4/127.0.0.1/tpc/5001'; did you mean 'tcp'?",
      "/ipv4/127.0.0.1, did you mean 'ip4'?", "/quicv1, did you mean 'quic-v1'?",
      "/zzzzzzzz, unknown protocol 'zzzzzzzz'",
      "/ip4/::1, for IPv6 use /ip6", "/ip4/localhost, for a name use /dns4",
      "/ip6/127.0.0.1, for IPv4 use /ip4",
      "/ip6/fe80::1%eth0, a zone goes in front", "/ip4/01.2.3.4, no IPv4 address",
      "/ip4/1.2.3.256, no IPv4 address",
      "/ip4/1.2.3, no IPv4 address", "/ip4/1.2.3.4.5, no IPv4 address", "/ip6/1::2::3, no IPv6 address",
      "/ip6/1:2:3:4:5:6:7, no IPv6 address", "/ip6/1:2:3:4:5:6:7:8:9, no IPv6 address",
      "/ip6/1:2:3:4:5:6:7::8, no IPv6 address",
      "/ip6/:::, no IPv6 address", "/ip6/12345::, no IPv6 address", "/ip6/:1, no IPv6 address",
      "/ip6/::1.2.3, no IPv6 address",
      "/tcp/65536, 'no port (a number from 0 to 65535)'", "/tcp/-1, no port", "/tcp/http, no port",
      "/udp/99999999999, no port",
      "/ip4/::/ipcidr/256, no IPv4", "/ip4/0.0.0.0/ipcidr/256, no prefix length",
      "/ip6zone//ip6/fe80::1, a name has",
      "/dns4/a b/tcp/1, a name has", "/p2p/tcp, bad value behind /p2p",
      "/p2p/bafkqaaa, instead of libp2p-key", "/unix, needs a value",
      "/quic-v1/1234, unknown protocol '1234'", "/memory/18446744073709551616, no number",
      "/memory/x, no number",
      "/http-path/a%2, two hex digits", "/http-path/%zz, two hex digits",
      "/certhash/b2u, bad value behind /certhash",
      "/onion3/" + ONION3 + ", a port", "/onion3/" + ONION3 + ":0, a port from 1",
      "/onion3/aaaa:80, bytes instead of 35",
      "/garlic32/aaaa, 32 bytes", "/garlic64/AAAA, at least 386", "/tcp//tcp/1, no port"})
  void parse_ofBadText_saysWhatAndWhere(String text, String message) {
    assertThatThrownBy(() -> Multiaddr.parse(text)).isInstanceOf(MultiformatException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"'', 0 bytes", "04, cut short", "047f0000, cut short in the value of /ip4",
      "05, protocol number 5",
      "8400, shortest", "3500, a name has", "3502612f, a name has", "3501ff, not valid UTF-8",
      "9003012f, socket path",
      "9003022f6106 0001, nothing may follow /unix", "a50300, varint", "a50303120100, a peer id is",
      "e10300, http path",
      "35ffffffffffffffff7f, cut short",
      "bd03" + "00000000000000000000000000000000000000000000000000000000000000000000000000"
          + ", a port from 1"})
  void decode_ofBadBytes_isRefused(String hex, String message) {
    assertThatThrownBy(() -> Multiaddr.decode(HEX.parseHex(hex.replace(" ", ""))))
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void hugeInputs_areRefused() {
    assertThatThrownBy(() -> Multiaddr.parse("/ws".repeat(100_000))).hasMessageContaining("too long");
    assertThatThrownBy(() -> Multiaddr.parse("/unix/" + "a".repeat(5000))).hasMessageContaining("too long");
    assertThatThrownBy(() -> Multiaddr.decode(new byte[5000])).hasMessageContaining("5000 bytes");
  }

  @ParameterizedTest
  @CsvSource({"/ip4/127.0.0.1/tcp/5001, 127.0.0.1:5001", "/ip6/::1/tcp/0, [::1]:0",
      "/dns4/localhost/udp/4001/quic-v1, localhost:4001",
      "/ip6zone/eth0/ip6/fe80::1/tcp/1, [fe80::1%eth0]:1", "/dns/example.com/tcp/443/wss, example.com:443"})
  void hostPort_ofTcpAndUdp(String text, String expected) {
    assertThat(Multiaddr.parse(text).hostPort()).get().hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/unix/a", "/ip4/1.2.3.4", "/tcp/1", "/dnsaddr/a/tcp/1", "/ip4/1.2.3.4/sctp/1",
      "/ip6zone/a/ip4/1.2.3.4/tcp/1",
      "/ip6zone/a"})
  void hostPort_ofOthers_isEmpty(String text) {
    assertThat(Multiaddr.parse(text).hostPort()).isEmpty();
  }

  @Test
  void hostPort_knowsWildcards_andChecksPorts() {
    assertThat(new HostPort("0.0.0.0", 1).isWildcard()).isTrue();
    assertThat(new HostPort("::", 1).isWildcard()).isTrue();
    assertThat(new HostPort("127.0.0.1", 1).isWildcard()).isFalse();
    assertThatThrownBy(() -> new HostPort("a", 65536)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parts_areFoundAddedAndRemoved() throws UnknownHostException {
    Multiaddr transport = Multiaddr.tcp(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), 4001);
    assertThat(transport).hasToString("/ip4/127.0.0.1/tcp/4001");
    assertThat(Multiaddr.tcp(InetAddress.ofLiteral("::1"), 0)).hasToString("/ip6/::1/tcp/0");
    PeerId peer = PeerId.parse(PEER);
    Multiaddr whole = transport.encapsulate(peer);
    assertThat(whole).hasToString("/ip4/127.0.0.1/tcp/4001/p2p/" + PEER);
    assertThat(whole.peerId()).contains(peer);
    assertThat(transport.peerId()).isEmpty();
    assertThat(whole.before(MultiaddrProtocol.P2P)).contains(transport);
    assertThat(whole.before(MultiaddrProtocol.IP4)).isEmpty();
    assertThat(transport.before(MultiaddrProtocol.WS)).contains(transport);
    assertThat(whole.has(MultiaddrProtocol.TCP)).isTrue();
    assertThat(whole.has(MultiaddrProtocol.UDP)).isFalse();
    assertThat(whole.value(MultiaddrProtocol.TCP)).contains("4001");
    assertThat(whole.components().get(1)).hasToString("/tcp/4001");
    assertThat(whole.components().get(1).value()).containsExactly(0x0f, 0xa1);
    Multiaddr circuit = whole.encapsulate(Multiaddr.parse("/p2p-circuit"));
    assertThat(circuit.peerId()).isEmpty();
    assertThatThrownBy(() -> Multiaddr.parse("/unix/a").encapsulate(peer))
        .isInstanceOf(MultiformatException.class);
  }

  @Provide
  Arbitrary<String> almostAddresses() {
    Arbitrary<String> labels = Arbitraries.of(MultiaddrProtocol.allLabels());
    Arbitrary<String> values = Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(12),
        Arbitraries.of("1.2.3.4", "::1", "0", "4001", "fe80::", "a.b", PEER, ONION3 + ":1", "%41", "uEgEA"));
    return Arbitraries.oneOf(labels, values).list().ofMaxSize(8).map(parts -> "/" + String.join("/", parts));
  }

  @Property(tries = 3000)
  void parse_ofAnything_isReadBackOrThrowsItsException(@ForAll("almostAddresses") String almost,
      @ForAll @StringLength(max = 40) String text) {
    for (String input : List.of(almost, text, "/" + text)) {
      try {
        Multiaddr address = Multiaddr.parse(input);
        assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
        assertThat(Multiaddr.decode(address.bytes())).isEqualTo(address);
        assertThat(address.hostPort()).isNotNull();
      } catch (MultiformatException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Property(tries = 3000)
  void decode_ofAnything_isReadBackOrThrowsItsException(@ForAll MultiaddrProtocol protocol,
      @ForAll @IntRange(max = 45) int length, @ForAll @Size(max = 50) byte[] rest) {
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    framed.writeBytes(Varint.encode(protocol.code()));
    if (length % 2 == 0) {
      framed.write(length);
    }
    framed.writeBytes(rest);
    for (byte[] input : List.of(framed.toByteArray(), rest)) {
      try {
        Multiaddr address = Multiaddr.decode(input);
        assertThat(address.bytes()).isEqualTo(input);
        assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
      } catch (MultiformatException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Property
  void ip6_agreesWithTheJdk(@ForAll @Size(16) byte[] bytes, @ForAll @IntRange(max = 16) int zeros,
      @ForAll @IntRange(max = 16) int from) throws UnknownHostException {
    for (int i = from; i < Math.min(16, from + zeros); i++) {
      bytes[i] = 0;
    }
    String text = IpText.format6(bytes);
    assertThat(IpText.parse6(text)).isEqualTo(bytes);
    byte[] jdk = InetAddress.ofLiteral(text).getAddress();
    // The JDK turns a mapped IPv4 address into a plain one.
    assertThat(bytes).endsWith(jdk);
  }
}
