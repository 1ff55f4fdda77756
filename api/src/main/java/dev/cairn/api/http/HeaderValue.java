package dev.cairn.api.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header value with parameters, such as {@code multipart/form-data; boundary="x"} (RFC 9110, section 5.6.6).
 *
 * @param value what stands before the parameters, in lower case
 * @param parameters the parameters by lower-case name
 */
record HeaderValue(String value, Map<String, String> parameters) {

  HeaderValue {
    parameters = Map.copyOf(parameters);
  }

  /** The parameter with this name; its extended form (RFC 8187) goes first. */
  Optional<String> parameter(String name) {
    String extended = parameters.get(name + "*");
    if (extended != null && extended.regionMatches(true, 0, "utf-8''", 0, 7)) {
      return PercentCoding.decode(extended.substring(7), false);
    }
    return Optional.ofNullable(parameters.get(name));
  }

  /** Reads a value; empty when it is malformed. */
  static Optional<HeaderValue> parse(String text) {
    int at = text.indexOf(';');
    String value = (at < 0 ? text : text.substring(0, at)).strip().toLowerCase(Locale.ROOT);
    Map<String, String> parameters = new HashMap<>();
    while (at >= 0 && at < text.length()) {
      at++;
      int equals = text.indexOf('=', at);
      if (equals < 0) {
        return text.substring(at).isBlank() ? Optional.of(new HeaderValue(value, parameters))
            : Optional.empty();
      }
      String name = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
      StringBuilder parameter = new StringBuilder();
      at = equals + 1 < text.length() && text.charAt(equals + 1) == '"'
          ? quoted(text, equals + 2, parameter)
          : bare(text, equals + 1, parameter);
      if (at == -2 || name.isEmpty() || parameters.put(name, parameter.toString()) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new HeaderValue(value, parameters));
  }

  private static int bare(String text, int from, StringBuilder into) {
    int end = text.indexOf(';', from);
    into.append(text.substring(from, end < 0 ? text.length() : end).strip());
    return end;
  }

  /** Reads up to the closing quote; the place of the next semicolon, -1 at the end, -2 when it is malformed. */
  private static int quoted(String text, int from, StringBuilder into) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
      // Browsers send backslashes of Windows paths plainly; only an escaped quote or backslash is an escape.
      if (c == '\\' && (next == '"' || next == '\\')) {
        into.append(next);
        at++;
      } else {
        into.append(c);
      }
      at++;
    }
    if (at >= text.length()) {
      return -2;
    }
    int end = text.indexOf(';', at);
    String rest = text.substring(at + 1, end < 0 ? text.length() : end);
    return rest.isBlank() ? end : -2;
  }
}
