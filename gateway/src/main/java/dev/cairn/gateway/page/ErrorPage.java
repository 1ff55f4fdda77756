package dev.cairn.gateway.page;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a client gets instead of content.
 *
 * @param status the HTTP status code
 * @param title what happened, in a few words
 * @param detail to what, in one sentence; may hold text from the request, which is escaped here
 * @param advice what to do next, one sentence each
 * @param diagnosis the address of a page that can tell more
 */
public record ErrorPage(
    int status, String title, String detail, List<String> advice, Optional<String> diagnosis) {

  /** A page without a link to a diagnosis. */
  public ErrorPage(int status, String title, String detail, List<String> advice) {
    this(status, title, detail, advice, Optional.empty());
  }

  /** The same page with a link. */
  public ErrorPage withDiagnosis(String address) {
    return new ErrorPage(status, title, detail, advice, Optional.of(address));
  }

  /** As HTML. */
  public byte[] html() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(12 * 1024);
    Html html = new Html(bytes::writeBytes);
    Frame.begin(html, status + " " + title);
    html.markup("<div class=\"sheet notice\">\n<p class=\"code\">")
        .text(Integer.toString(status))
        .markup("</p>\n<h1>")
        .text(title)
        .markup("</h1>\n<p class=\"what mono\">")
        .text(detail)
        .markup("</p>\n");
    if (!advice.isEmpty()) {
      html.markup("<h2>What you can do</h2>\n<ul>\n");
      advice.forEach(line -> html.markup("<li>").text(line).markup("</li>\n"));
      html.markup("</ul>\n");
    }
    diagnosis.ifPresent(address -> html.markup("<p><a href=\"")
        .text(address)
        .markup("\" target=\"_blank\" rel=\"noreferrer noopener\">Find out who provides it</a></p>\n"));
    html.markup("</div>\n");
    Frame.end(html, "This page was made by the gateway; it is no part of any content.");
    html.flush();
    return bytes.toByteArray();
  }

  /** As plain text, for clients that are no browsers: the detail, then the advice. */
  public byte[] text() {
    StringBuilder text = new StringBuilder(detail).append('\n');
    advice.forEach(line -> text.append(line).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The {@code Content-Security-Policy} of all pages. */
  public static String contentSecurityPolicy() {
    return Frame.contentSecurityPolicy();
  }
}
