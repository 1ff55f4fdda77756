package dev.cairn.gateway.http;

import java.util.Locale;
import java.util.Optional;

/**
 * What an {@code Accept} header asks for, by the weights of RFC 9110 §12.5.1.
 *
 * <p>A gateway answers with the plain web representation (a file, a page) unless a special format is asked for by
 * its own name and weighs at least as much as anything else in the header: {@code application/json, *}{@code /*}
 * asks for JSON, and a browser's {@code text/html, ...} for the web.
 *
 * @param format the special format that wins
 * @param html whether {@code text/html} is acceptable by name; decides between a page and plain text
 * @param unsupported a type of the IPLD or IPFS vendor trees that we do not know and that won
 */
public record Accept(Optional<ResponseFormat> format, boolean html, Optional<String> unsupported) {
  /** No header, or one without special wishes. */
  public static final Accept ANYTHING = new Accept(Optional.empty(), false, Optional.empty());

  /** Whether something else than the plain web representation is asked for. */
  public boolean special() {
    return format.isPresent() || unsupported.isPresent();
  }

  /** Reads the header; items that are broken are left out. */
  public static Accept parse(Optional<String> header) {
    return header.isEmpty() || header.get().equals("*/*") ? ANYTHING : parse(header.get());
  }

  private static Accept parse(String header) {
    Optional<ResponseFormat> format = Optional.empty();
    Optional<String> unsupported = Optional.empty();
    double special = 0;
    double ordinary = 0;
    boolean html = false;
    for (String item : header.split(",")) {
      int semicolon = item.indexOf(';');
      String type = (semicolon < 0 ? item : item.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
      double weight = semicolon < 0 ? 1 : weight(item.substring(semicolon + 1));
      if (weight <= 0) {
        continue;
      }
      Optional<ResponseFormat> known = ResponseFormat.ofMediaType(type);
      boolean vendor = type.startsWith("application/vnd.ipld") || type.startsWith("application/vnd.ipfs");
      if (known.isPresent() || vendor) {
        if (weight > special) {
          special = weight;
          format = known;
          unsupported = known.isPresent() ? Optional.empty() : Optional.of(type);
        }
      } else {
        ordinary = Math.max(ordinary, weight);
        html |= type.equals("text/html");
      }
    }
    return special < ordinary
        ? new Accept(Optional.empty(), html, Optional.empty())
        : new Accept(format, html, unsupported);
  }

  /** The {@code q} among an item's parameters; 1 without one, 0 for one that is broken. */
  private static double weight(String parameters) {
    for (String parameter : parameters.split(";")) {
      String text = parameter.strip();
      if (text.startsWith("q=") || text.startsWith("Q=")) {
        try {
          double q = Double.parseDouble(text.substring(2).strip());
          return q >= 0 && q <= 1 ? q : 0;
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
