package dev.cairn.multiformats;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A self-describing network address: protocols from the outside in, each with its value, such as {@code
 * /ip4/127.0.0.1/tcp/4001/p2p/12D3KooW…}. As bytes each one is {@code varint(protocol) value}, with {@code
 * varint(length)} before values that have no fixed length.
 *
 * <p>Immutable. Both forms are checked when they are read, so that each can be written as the other. Follows the
 * <a href="https://github.com/multiformats/multiaddr">multiaddr specification</a> and reads what go-multiaddr
 * reads. At most {@value #MAX_BYTES} bytes.
 */
public final class Multiaddr {
  /** The longest binary form that is accepted, in bytes. */
  public static final int MAX_BYTES = 4096;

  /** Percent-encoding may make a byte three characters long. */
  private static final int MAX_TEXT = 3 * MAX_BYTES;

  private final List<Component> components;
  private final byte[] bytes;

  private Multiaddr(List<Component> components, byte[] bytes) {
    this.components = components;
    this.bytes = bytes;
  }

  private static Multiaddr of(List<Component> components) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Component component : components) {
      bytes.writeBytes(Varint.encode(component.protocol.code()));
      if (component.protocol.value().size() < 0) {
        bytes.writeBytes(Varint.encode(component.value.length));
      }
      bytes.writeBytes(component.value);
    }
    if (bytes.size() > MAX_BYTES) {
      throw new MultiformatException(
          "multiaddr of " + bytes.size() + " bytes is too long (at most " + MAX_BYTES + ")");
    }
    return new Multiaddr(List.copyOf(components), bytes.toByteArray());
  }

  /**
   * Reads an address from text. Slashes at the end are ignored.
   *
   * @throws MultiformatException with the part that is wrong, and what was probably meant
   */
  public static Multiaddr parse(String text) {
    if (text.length() > MAX_TEXT) {
      throw new MultiformatException("multiaddr of " + text.length() + " characters is too long");
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    if (end == 0 || text.charAt(0) != '/') {
      throw new MultiformatException(text.isBlank() || end == 0 ? "multiaddr is empty"
          : "multiaddr " + Shown.quoted(text) + " must begin with '/', as in /ip4/127.0.0.1/tcp/4001");
    }
    List<Component> components = new ArrayList<>();
    int at = 0;
    while (at < end) {
      int nameEnd = next(text, at + 1, end);
      MultiaddrProtocol protocol = protocol(text, text.substring(at + 1, nameEnd));
      at = nameEnd;
      byte[] value = {};
      if (protocol.hasValue()) {
        if (at >= end) {
          throw new MultiformatException(
              "multiaddr " + Shown.quoted(text) + " ends behind /" + protocol.label()
                  + ", which needs a value");
        }
        boolean rest = protocol.value() == AddressValue.PATH;
        int valueEnd = rest ? end : next(text, at + 1, end);
        value = parseValue(text, protocol, text.substring(rest ? at : at + 1, valueEnd));
        at = valueEnd;
      }
      components.add(new Component(protocol, value));
    }
    return of(components);
  }

  private static int next(String text, int from, int end) {
    int slash = text.indexOf('/', from);
    return slash < 0 || slash > end ? end : slash;
  }

  private static MultiaddrProtocol protocol(String address, String label) {
    return MultiaddrProtocol.of(label)
        .orElseThrow(
            () -> new MultiformatException(
                "unknown protocol " + Shown.quoted(label) + " in multiaddr " + Shown.quoted(address)
                    + Nearest.hint(label, MultiaddrProtocol.allLabels())));
  }

  private static byte[] parseValue(String address, MultiaddrProtocol protocol, String value) {
    try {
      return protocol.value().parse(value);
    } catch (MultiformatException e) {
      throw new MultiformatException(
          "bad value behind /" + protocol.label() + " in multiaddr " + Shown.quoted(address) + ": "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Decodes exactly one address.
   *
   * @throws MultiformatException when the bytes are no address, or one with a protocol that is not known
   */
  public static Multiaddr decode(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_BYTES) {
      throw new MultiformatException(
          "multiaddr of " + bytes.length + " bytes (1 to " + MAX_BYTES + " are allowed)");
    }
    List<Component> components = new ArrayList<>();
    ByteBuffer from = ByteBuffer.wrap(bytes);
    while (from.hasRemaining()) {
      if (!components.isEmpty() && components.getLast().protocol.value() == AddressValue.PATH) {
        throw new MultiformatException("nothing may follow /" + components.getLast().protocol.label());
      }
      long code = Varint.read(from);
      MultiaddrProtocol protocol = MultiaddrProtocol.of(code)
          .orElseThrow(() -> new MultiformatException("unknown multiaddr protocol number " + code));
      int fixed = protocol.value().size();
      long size = fixed < 0 ? Varint.read(from) : fixed;
      if (size > from.remaining()) {
        throw new MultiformatException("multiaddr is cut short in the value of /" + protocol.label());
      }
      byte[] value = new byte[(int) size];
      from.get(value);
      Component component = new Component(protocol, value);
      component.text();
      components.add(component);
    }
    return new Multiaddr(List.copyOf(components), bytes.clone());
  }

  /** The address of a TCP port on this host; a zone of the host is left out. */
  public static Multiaddr tcp(InetAddress host, int port) {
    byte[] address = host.getAddress();
    MultiaddrProtocol ip = address.length == 4 ? MultiaddrProtocol.IP4 : MultiaddrProtocol.IP6;
    byte[] portBytes = MultiaddrProtocol.TCP.value().parse(Integer.toString(port));
    return of(List.of(new Component(ip, address), new Component(MultiaddrProtocol.TCP, portBytes)));
  }

  /** The protocols from the outside in; never empty. */
  public List<Component> components() {
    return components;
  }

  /** Whether {@code protocol} occurs. */
  public boolean has(MultiaddrProtocol protocol) {
    return components.stream().anyMatch(c -> c.protocol == protocol);
  }

  /** The text of the first value of {@code protocol}, if it occurs; empty text when it has no values. */
  public Optional<String> value(MultiaddrProtocol protocol) {
    return components.stream().filter(c -> c.protocol == protocol).findFirst().map(Component::text);
  }

  /** The peer that this address leads to: the last {@code /p2p}, if there is one and no relay hop follows. */
  public Optional<PeerId> peerId() {
    Component last = components.getLast();
    return last.protocol == MultiaddrProtocol.P2P ? Optional.of(PeerId.decode(last.value)) : Optional.empty();
  }

  /**
   * The host and port that this address begins with, for TCP and UDP over IP addresses or DNS names; empty for
   * everything else. Looks nothing up.
   */
  public Optional<HostPort> hostPort() {
    int at = 0;
    String zone = "";
    if (components.getFirst().protocol == MultiaddrProtocol.IP6ZONE) {
      zone = "%" + components.getFirst().text();
      at++;
    }
    if (components.size() < at + 2) {
      return Optional.empty();
    }
    boolean host = switch (components.get(at).protocol) {
      case IP4, DNS, DNS4, DNS6 -> at == 0;
      case IP6 -> true;
      default -> false;
    };
    Component second = components.get(at + 1);
    boolean port = second.protocol == MultiaddrProtocol.TCP || second.protocol == MultiaddrProtocol.UDP;
    return host && port
        ? Optional.of(new HostPort(components.get(at).text() + zone, Integer.parseInt(second.text())))
        : Optional.empty();
  }

  /**
   * This address with another one inside, such as a {@code /p2p} behind a transport.
   *
   * @throws MultiformatException when the whole gets too long, or this one ends in a path
   */
  public Multiaddr encapsulate(Multiaddr inner) {
    if (components.getLast().protocol.value() == AddressValue.PATH) {
      throw new MultiformatException("nothing may follow /" + components.getLast().protocol.label());
    }
    List<Component> all = new ArrayList<>(components);
    all.addAll(inner.components);
    return of(all);
  }

  /** This address with {@code /p2p/<peer>} at its end. */
  public Multiaddr encapsulate(PeerId peer) {
    return encapsulate(of(List.of(new Component(MultiaddrProtocol.P2P, peer.bytes()))));
  }

  /** What stands before the last occurrence of {@code protocol}; empty when nothing does. */
  public Optional<Multiaddr> before(MultiaddrProtocol protocol) {
    for (int i = components.size() - 1; i >= 0; i--) {
      if (components.get(i).protocol == protocol) {
        return i == 0 ? Optional.empty() : Optional.of(of(components.subList(0, i)));
      }
    }
    return Optional.of(this);
  }

  /** The binary form; a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Multiaddr address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The text, with each value in its usual form (peers in base58, IPv6 compressed). */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Component component : components) {
      text.append('/').append(component.protocol.label());
      if (component.protocol.hasValue()) {
        String value = component.text();
        text.append(component.protocol.value() == AddressValue.PATH ? "" : "/").append(value);
      }
    }
    return text.toString();
  }

  /** One protocol of an address and its value. Immutable. */
  public static final class Component {
    private final MultiaddrProtocol protocol;
    private final byte[] value;

    private Component(MultiaddrProtocol protocol, byte[] value) {
      this.protocol = protocol;
      this.value = value;
    }

    public MultiaddrProtocol protocol() {
      return protocol;
    }

    /** The bytes of the value, without a length; a copy. */
    public byte[] value() {
      return value.clone();
    }

    /** The text of the value; empty when the protocol has none. */
    public String text() {
      return protocol.value().format(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Component component && protocol == component.protocol
          && Arrays.equals(value, component.value);
    }

    @Override
    public int hashCode() {
      return 31 * protocol.hashCode() + Arrays.hashCode(value);
    }

    /** As in an address: {@code /tcp/4001}. */
    @Override
    public String toString() {
      return "/" + protocol.label() + (protocol.hasValue() ? "/" + text() : "");
    }
  }
}
