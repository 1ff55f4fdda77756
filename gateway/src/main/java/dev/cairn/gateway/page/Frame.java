package dev.cairn.gateway.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What all pages share: head, style, brand and foot. */
final class Frame {
  /** A cairn: three stones. */
  private static final String STONES = "M8.6 4.9c0-1.5 1.5-2.7 3.5-2.7s3.4 1.1 3.4 2.6-1.5 2.5-3.5 2.5-3.4-1-3.4-2.4z"
      + "M5.6 11.5c0-1.9 2.7-3.2 6.3-3.2s6.4 1.4 6.4 3.2-2.8 2.9-6.5 2.9-6.2-1.1-6.2-2.9z"
      + "M2.6 18.7c0-2.2 4-3.4 9.5-3.4s9.3 1.3 9.3 3.5-3.9 3.2-9.5 3.2-9.3-1.1-9.3-3.3z";

  private static final String STYLE = style();
  private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'sha256-"
      + sha256(STYLE) + "'; img-src data:; form-action 'self'; "
      + "base-uri 'none'; frame-ancestors 'none'";

  private Frame() {}

  /** The policy that lets the page's own style pass and nothing else. */
  static String contentSecurityPolicy() {
    return CONTENT_SECURITY_POLICY;
  }

  static void begin(Html html, String title) {
    html.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .markup("<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
        .text(title)
        .markup(
            "</title>\n<link rel=\"icon\" href=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
                + "viewBox='0 0 24 24'%3E%3Cpath fill='%230c8478' d='" + STONES
                + "'/%3E%3C/svg%3E\">\n<style>")
        .markup(STYLE)
        .markup("</style>\n</head>\n<body>\n<header class=\"bar\"><a class=\"brand\" href=\"/\">"
            + "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"" + STONES
            + "\"/></svg>Cairn</a></header>\n"
            + "<main>\n");
  }

  static void end(Html html, String remark) {
    html.markup("</main>\n<footer>").text(remark).markup("</footer>\n</body>\n</html>\n");
  }

  private static String style() {
    try (InputStream in = Frame.class.getResourceAsStream("style.css")) {
      if (in == null) {
        throw new IllegalStateException("style.css is missing beside " + Frame.class);
      }
      StringBuilder css = new StringBuilder(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      for (EntryKind kind : EntryKind.values()) {
        css.append(kind.rule());
      }
      return css.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read style.css from the class path", e);
    }
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder().encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
