package dev.cairn.api.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which web pages may call the API: the defence against forged requests from a browser, and the CORS headers for
 * pages that may.
 *
 * <p>The API gives full power over the node, and a browser sends requests to loopback for any page that asks. So a
 * request that names an {@code Origin} or {@code Referer} must come from an allowed one, and a browser's POST that
 * names neither is refused. Programs that are no browsers pass.
 */
final class AccessRules {
  private static final String PORT = "<port>";
  private static final List<String> ALWAYS = List.of(
      "http://127.0.0.1:<port>",
      "https://127.0.0.1:<port>",
      "http://[::1]:<port>",
      "https://[::1]:<port>",
      "http://localhost:<port>",
      "https://localhost:<port>",
      // The IPFS Companion extension and its beta.
      "chrome-extension://nibjojkomfdiaoajekhjakgkdhaomnch",
      "chrome-extension://hjoieblefckbooibpepigmacodalfndh");
  private static final Set<String> REQUEST_HEADERS = Set.of("origin", "accept", "content-type",
      "x-requested-with");

  private final List<String> origins;
  private final Set<String> methods;
  private final boolean credentials;

  /**
   * The rules for these settings.
   *
   * @param headers {@code API.HTTPHeaders} of the configuration, of which the CORS ones count here
   */
  AccessRules(Map<String, List<String>> headers) {
    this.origins = new ArrayList<>(values(headers, "Access-Control-Allow-Origin"));
    this.origins.addAll(ALWAYS);
    List<String> allowed = values(headers, "Access-Control-Allow-Methods");
    this.methods = new TreeSet<>(allowed.isEmpty() ? List.of("POST") : allowed);
    this.credentials = values(headers, "Access-Control-Allow-Credentials").stream()
        .anyMatch(value -> value.equalsIgnoreCase("true"));
  }

  private static List<String> values(Map<String, List<String>> headers, String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .flatMap(header -> header.getValue().stream())
        .toList();
  }

  /** Whether a header of the configuration is one of those that this class answers by itself. */
  static boolean owns(String header) {
    return switch (header.toLowerCase(Locale.ROOT)) {
      case "access-control-allow-origin", "access-control-allow-methods",
          "access-control-allow-credentials" ->
        true;
      default -> false;
    };
  }

  /**
   * Whether a POST may pass.
   *
   * @param port the port that the request came in on, for which our own pages are allowed
   */
  boolean allows(Optional<String> origin, Optional<String> referer, Optional<String> userAgent, int port) {
    if (origin.isPresent() && !allowsOrigin(origin.get(), port)) {
      return false;
    }
    if (referer.isPresent() && !originOf(referer.get()).map(from -> allowsOrigin(from, port)).orElse(false)) {
      return false;
    }
    // Browsers name at least one of the two on a POST; Electron's own renderer does not.
    String agent = userAgent.orElse("");
    return origin.isPresent() || referer.isPresent() || !agent.startsWith("Mozilla")
        || agent.contains("Electron");
  }

  private boolean allowsOrigin(String origin, int port) {
    for (String allowed : origins) {
      if (allowed.equals("*") || allowed.replace(PORT, Integer.toString(port)).equals(origin)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> originOf(String referer) {
    try {
      URI uri = new URI(referer);
      return Optional.of(uri.getScheme() + "://" + uri.getRawAuthority());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The headers that let the page of this origin read an answer; none unless it is allowed. */
  Map<String, String> forAnswer(Optional<String> origin, int port) {
    Map<String, String> headers = new TreeMap<>();
    if (origin.isPresent() && allowsOrigin(origin.get(), port)) {
      headers.put("Access-Control-Allow-Origin", origins.contains("*") ? "*" : origin.get());
      if (credentials) {
        headers.put("Access-Control-Allow-Credentials", "true");
      }
    }
    return headers;
  }

  /**
   * The headers that answer a browser's question whether it may send a request; none but {@code Vary} unless it may.
   *
   * @param method the method it wants to send
   * @param names the header names it wants to send, separated by commas; may be empty
   */
  Map<String, String> forPreflight(Optional<String> origin, String method, String names, int port) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
    Map<String, String> answer = forAnswer(origin, port);
    if (answer.isEmpty() || !methods.contains(method) || !allowsHeaders(names)) {
      return headers;
    }
    headers.putAll(answer);
    headers.put("Access-Control-Allow-Methods", method);
    if (!names.isEmpty()) {
      headers.put("Access-Control-Allow-Headers", names);
    }
    return headers;
  }

  private static boolean allowsHeaders(String names) {
    for (String name : names.split(",")) {
      String plain = name.strip().toLowerCase(Locale.ROOT);
      if (!plain.isEmpty() && !REQUEST_HEADERS.contains(plain)) {
        return false;
      }
    }
    return true;
  }
}
