package dev.cairn.multiformats;

/**
 * Where a server listens or a client connects: a host and a port, with nothing looked up.
 *
 * @param host an IPv4 or IPv6 address without brackets (with {@code %zone} where there is one), or a DNS name
 * @param port 0 to 65535; 0 lets the system choose when listening
 */
public record HostPort(String host, int port) {
  /** Checks the port. */
  public HostPort {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port + " is not within 0 and 65535");
    }
  }

  /** Whether the host stands for every interface of the machine: {@code 0.0.0.0} or {@code ::}. */
  public boolean isWildcard() {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  /** As in a URL: {@code host:port}, IPv6 in brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
