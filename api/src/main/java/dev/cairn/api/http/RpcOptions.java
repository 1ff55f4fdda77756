package dev.cairn.api.http;

import java.util.List;
import java.util.Map;

/**
 * How the RPC API is served.
 *
 * @param listen where; each gets a socket of its own
 * @param headers {@code API.HTTPHeaders}: sent with every answer, the CORS ones excepted, which say who may call
 * @param authorizations {@code API.Authorizations}; empty for no check
 * @param maxConcurrent how many commands may run at the same time; more are answered with status 429
 */
public record RpcOptions(
    List<Endpoint> listen,
    Map<String, List<String>> headers,
    List<Authorization> authorizations,
    int maxConcurrent) {

  /** How many commands run at the same time unless told otherwise. */
  public static final int DEFAULT_MAX_CONCURRENT = 1024;

  /** An address to listen on; port 0 takes any free one. */
  public record Endpoint(String host, int port) {}

  /** A secret and the path prefixes that it opens. */
  public record Authorization(String secret, List<String> allowedPaths) {
    public Authorization {
      allowedPaths = List.copyOf(allowedPaths);
    }

    /** Does not show the secret. */
    @Override
    public String toString() {
      return "Authorization[allowedPaths=" + allowedPaths + "]";
    }
  }

  public RpcOptions {
    listen = List.copyOf(listen);
    headers = Map.copyOf(headers);
    authorizations = List.copyOf(authorizations);
  }

  /** Serves on one address, with defaults for the rest. */
  public static RpcOptions on(String host, int port) {
    return new RpcOptions(List.of(new Endpoint(host, port)), Map.of(), List.of(), DEFAULT_MAX_CONCURRENT);
  }
}
