package dev.cairn.gateway;

import dev.cairn.gateway.ErrorAnswers.Refusal;
import dev.cairn.gateway.http.Accept;
import dev.cairn.gateway.http.Preconditions;
import dev.cairn.gateway.http.RequestTarget;
import dev.cairn.gateway.http.ResponseFormat;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A request, as far as it decides about the answer.
 *
 * @param method the method, as sent
 * @param target what it asks for
 * @param accept what the client accepts
 * @param preconditions its conditional headers
 * @param range its {@code Range} header
 * @param onlyIfCached whether {@code Cache-Control} forbids going to the network
 * @param serviceWorker whether a browser fetches this as the script of a service worker
 */
record GatewayRequest(
    String method,
    RequestTarget target,
    Accept accept,
    Preconditions preconditions,
    Optional<String> range,
    boolean onlyIfCached,
    boolean serviceWorker) {

  /**
   * Reads a request.
   *
   * @param header gives the value of a header
   * @throws dev.cairn.gateway.http.BadRequestException when the target cannot be understood
   */
  static GatewayRequest of(String method, String target, Function<String, Optional<String>> header) {
    return new GatewayRequest(
        method,
        RequestTarget.parse(target),
        Accept.parse(header.apply("Accept")),
        new Preconditions(
            header.apply("If-Match"),
            header.apply("If-None-Match"),
            header.apply("If-Modified-Since"),
            header.apply("If-Unmodified-Since"),
            header.apply("If-Range")),
        header.apply("Range"),
        header.apply("Cache-Control").filter(GatewayRequest::namesOnlyIfCached).isPresent(),
        header.apply("Service-Worker").filter(value -> value.strip().equals("script")).isPresent());
  }

  private static boolean namesOnlyIfCached(String cacheControl) {
    return Arrays.stream(cacheControl.split(",")).anyMatch(d -> d.strip().equalsIgnoreCase("only-if-cached"));
  }

  /** Whether only the headers are asked for. */
  boolean head() {
    return method.equals("HEAD");
  }

  /**
   * The format that is asked for by {@code ?format=} or, failing that, by {@code Accept}.
   *
   * @throws Refusal when it is one that nobody knows
   */
  Optional<ResponseFormat> format() {
    Optional<String> parameter = target.parameter("format").filter(value -> !value.isEmpty());
    if (parameter.isPresent()) {
      return Optional.of(ResponseFormat.ofParameter(parameter.get())
          .orElseThrow(() -> new Refusal(400, "Unknown format",
              "unsupported response format requested: " + Shown.text(parameter.get()),
              "Formats are: " + Arrays.stream(ResponseFormat.values())
                  .map(ResponseFormat::parameter)
                  .collect(Collectors.joining(", ")))));
    }
    accept.unsupported().ifPresent(type -> {
      throw new Refusal(400, "Unknown format", "unsupported response format requested: " + Shown.text(type));
    });
    return accept.format();
  }
}
