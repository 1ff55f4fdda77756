package dev.cairn.api.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Who may call what, by the {@code Authorization} header. No entries: everybody may call everything that the address
 * lets them reach.
 */
final class Authorizations {
  /** What those are told who may not. Clients compare this text. */
  static final String DENIED = "Kubo RPC Access Denied: Please provide a valid authorization token as defined in the "
      + "API.Authorizations configuration.";

  private static final String VERSION_PATH = RpcServer.PREFIX + "version";

  private final boolean open;
  private final List<Entry> entries;

  private record Entry(byte[] header, List<String> allowedPaths) {}

  Authorizations(List<RpcOptions.Authorization> authorizations) {
    this.open = authorizations.isEmpty();
    this.entries = authorizations.stream()
        .flatMap(authorization -> header(authorization.secret())
            .map(header -> new Entry(header.getBytes(StandardCharsets.UTF_8), authorization.allowedPaths()))
            .stream())
        .toList();
  }

  /**
   * The header that proves a secret of the configuration, which is {@code bearer:token}, {@code basic:user:password},
   * {@code basic:base64} or a bare bearer token; empty for an empty secret and for other kinds, which nothing proves.
   */
  static Optional<String> header(String secret) {
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    int colon = secret.indexOf(':');
    if (colon < 0) {
      return Optional.of("Bearer " + secret);
    }
    String rest = secret.substring(colon + 1);
    return switch (secret.substring(0, colon)) {
      case "bearer" -> Optional.of("Bearer " + rest);
      case "basic" -> Optional.of("Basic " + (rest.contains(":")
          ? Base64.getEncoder().encodeToString(rest.getBytes(StandardCharsets.UTF_8))
          : rest));
      default -> Optional.empty();
    };
  }

  /** Whether a request with this header may go to this path. */
  boolean allow(Optional<String> header, String path) {
    if (open) {
      return true;
    }
    byte[] given = header.orElse("").getBytes(StandardCharsets.UTF_8);
    boolean allowed = false;
    for (Entry entry : entries) {
      // All entries are compared, and each in constant time, so that timing tells nothing of a secret.
      if (MessageDigest.isEqual(entry.header, given)) {
        allowed |= path.equals(VERSION_PATH) || entry.allowedPaths.stream().anyMatch(path::startsWith);
      }
    }
    return allowed;
  }
}
