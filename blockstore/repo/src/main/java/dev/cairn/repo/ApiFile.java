package dev.cairn.repo;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the two files by which others find a running daemon: {@code api} holds the multiaddr of its RPC, {@code
 * gateway} the URL of its gateway, both without a newline. Written whole, once the server accepts; removed on close.
 * A file left by a crash is harmless: {@link Repo#open} removes it, and a client that finds nobody listening goes to
 * the repository itself.
 */
public final class ApiFile implements AutoCloseable {
  static final String API = "api";
  static final String GATEWAY = "gateway";
  private static final int MAX_BYTES = 4096;
  private static final Pattern WILDCARD = Pattern
      .compile("^/(?:ip4/0\\.0\\.0\\.0|ip6/(?:::|0:0:0:0:0:0:0:0))(?=/)");

  private final Path file;
  private final String text;

  private ApiFile(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Writes {@code api}.
   *
   * @param multiaddr where the RPC listens, as text; a wildcard host is written as the loopback address, which is
   *     what a client on this machine can connect to
   */
  public static ApiFile api(Path repo, String multiaddr) {
    return write(repo.resolve(API), reachable(multiaddr));
  }

  /** Writes {@code gateway}, as {@code http://host:port}; a wildcard host becomes the loopback address. */
  public static ApiFile gateway(Path repo, InetSocketAddress address) {
    return write(repo.resolve(GATEWAY), url(address));
  }

  /** The multiaddr in {@code api}, if a daemon (or the crash of one) left it there. */
  public static Optional<String> readApi(Path repo) {
    Path file = repo.resolve(API);
    try (var in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Problems.io("read", file, e);
    }
  }

  /** The multiaddr with a wildcard host replaced by loopback. */
  static String reachable(String multiaddr) {
    Matcher wildcard = WILDCARD.matcher(multiaddr);
    if (!wildcard.lookingAt()) {
      return multiaddr;
    }
    return (multiaddr.startsWith("/ip4/") ? "/ip4/127.0.0.1" : "/ip6/::1")
        + multiaddr.substring(wildcard.end());
  }

  static String url(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    if (host == null) {
      return "http://" + address.getHostString() + ":" + address.getPort();
    }
    if (!host.isAnyLocalAddress()) {
      return "http://" + literal(host) + ":" + address.getPort();
    }
    // A socket on :: takes IPv4 too, and 127.0.0.1 is the address that every client can use.
    return "http://127.0.0.1:" + address.getPort();
  }

  private static String literal(InetAddress host) {
    if (!(host instanceof Inet6Address)) {
      return host.getHostAddress();
    }
    String text = host.isLoopbackAddress() ? "::1" : host.getHostAddress();
    int zone = text.indexOf('%');
    return "[" + (zone < 0 ? text : text.substring(0, zone)) + "]";
  }

  private static ApiFile write(Path file, String text) {
    try {
      SafeFiles.write(file, text);
      return new ApiFile(file, text);
    } catch (IOException e) {
      throw Problems.io("write", file, e);
    }
  }

  /** What the file says. */
  public String text() {
    return text;
  }

  /** Removes the file. Further calls do nothing. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Problems.io("remove", file, e);
    }
  }

  /** Removes what a crashed daemon left; only the holder of the repository's lock may know that it crashed. */
  static void removeStale(Path repo) throws IOException {
    for (String name : new String[]{API, GATEWAY}) {
      Files.deleteIfExists(repo.resolve(name));
      Files.deleteIfExists(SafeFiles.temporary(repo.resolve(name)));
    }
  }
}
