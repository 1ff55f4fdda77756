package dev.cairn.gateway.http;

import java.util.Optional;

/** Builds the {@code Content-Disposition} header (RFC 6266). */
public final class ContentDisposition {
  private ContentDisposition() {}

  /**
   * The header value: attachment or inline, with the name given twice, once in plain ASCII (other characters become
   * underscores) and once in full. Both are percent-escaped, so no name can leave its quotes or its line.
   */
  public static String of(boolean attachment, Optional<String> filename) {
    String kind = attachment ? "attachment" : "inline";
    if (filename.isEmpty()) {
      return kind;
    }
    StringBuilder ascii = new StringBuilder();
    filename.get().codePoints().forEach(c -> ascii.append(c < 0x80 ? (char) c : '_'));
    return kind
        + "; filename=\""
        + PercentCoding.encodeAll(ascii.toString())
        + "\"; filename*=UTF-8''"
        + PercentCoding.encodeAll(filename.get());
  }
}
