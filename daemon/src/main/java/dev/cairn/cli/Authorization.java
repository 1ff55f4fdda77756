package dev.cairn.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The value of {@code --api-auth} as an HTTP header. */
final class Authorization {
  private Authorization() {}

  /**
   * The header for a secret as {@code API.Authorizations} in the configuration writes it: {@code bearer:token}, {@code
   * basic:user:password}, {@code basic:<base64>}, or a bare token.
   */
  static String header(String secret) {
    if (secret.startsWith("basic:")) {
      String rest = secret.substring("basic:".length());
      return "Basic " + (rest.indexOf(':') < 0 ? rest
          : Base64.getEncoder().encodeToString(rest.getBytes(StandardCharsets.UTF_8)));
    }
    return "Bearer " + (secret.startsWith("bearer:") ? secret.substring("bearer:".length()) : secret);
  }
}
