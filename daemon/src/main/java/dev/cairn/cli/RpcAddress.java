package dev.cairn.cli;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a daemon takes RPC requests: {@code /ip4/127.0.0.1/tcp/5001} and its like, as the file {@code api} in the
 * repository holds it. Parsed here by hand because the multiaddr classes would cost every command their loading.
 *
 * @param host an IP address or a name to look up
 * @param port 1 to 65535
 */
record RpcAddress(String host, int port) {
  /**
   * Parses {@code /ip4|ip6|dns|dns4|dns6/<host>/tcp/<port>}, with or without {@code /http} behind it.
   *
   * @throws CliException when it is anything else
   */
  static RpcAddress parse(String text) {
    String trimmed = text.strip();
    String[] parts = trimmed.split("/", -1);
    boolean shaped = parts.length >= 5 && parts[0].isEmpty() && !parts[2].isEmpty() && parts[3].equals("tcp")
        && (parts.length == 5 || (parts.length == 6 && (parts[5].equals("http") || parts[5].isEmpty())));
    if (!shaped || !isHostProtocol(parts[1])) {
      throw new CliException("cannot reach an API at \"" + trimmed
          + "\"; it is written like /ip4/127.0.0.1/tcp/5001 or /dns/example.org/tcp/5001");
    }
    return new RpcAddress(parts[2], port(parts[4], trimmed));
  }

  private static boolean isHostProtocol(String protocol) {
    return switch (protocol) {
      case "ip4", "ip6", "dns", "dns4", "dns6" -> true;
      default -> false;
    };
  }

  private static int port(String digits, String whole) {
    int port = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i >= 5) {
        port = 0;
        break;
      }
      port = port * 10 + digit;
    }
    if (port < 1 || port > 65535) {
      throw new CliException("\"" + digits + "\" in the API address " + whole + " is no port");
    }
    return port;
  }

  /** Looks the host up; an IPv4 address in digits is taken as it is, without the resolver. */
  InetSocketAddress socketAddress() throws UnknownHostException {
    InetAddress address = host.equals("127.0.0.1")
        ? Inet4Address.getByAddress(new byte[]{127, 0, 0, 1})
        : InetAddress.getByName(host);
    return new InetSocketAddress(address, port);
  }

  /** The value of an HTTP Host header. */
  String hostHeader() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public String toString() {
    return hostHeader();
  }
}
