package dev.cairn.gateway.page;

import dev.cairn.dag.pb.Names;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes HTML as UTF-8 in pieces of about {@value #PIECE_CHARS} characters, so that a page of any length needs little
 * memory. Markup goes through {@link #markup}, everything else through {@link #text}.
 */
public final class Html {
  private static final int PIECE_CHARS = 48 * 1024;

  private final StringBuilder buffer = new StringBuilder(4096);
  private final Consumer<byte[]> out;

  /** A writer that hands finished pieces to {@code out}, in order. */
  public Html(Consumer<byte[]> out) {
    this.out = out;
  }

  /** Writes markup of our own as it is. */
  Html markup(String trusted) {
    buffer.append(trusted);
    if (buffer.length() >= PIECE_CHARS) {
      flush();
    }
    return this;
  }

  /**
   * Writes text from outside, fit for element content and for attributes in double quotes. Characters that would
   * end either are escaped; control characters and bytes that are no UTF-8 become replacement characters.
   */
  Html text(String foreign) {
    String text = Names.printable(foreign);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> buffer.append("&amp;");
        case '<' -> buffer.append("&lt;");
        case '>' -> buffer.append("&gt;");
        case '"' -> buffer.append("&#34;");
        case '\'' -> buffer.append("&#39;");
        default -> buffer.append(Character.isISOControl(c) ? '\ufffd' : c);
      }
    }
    return this;
  }

  /** Hands out what is left. */
  public void flush() {
    if (!buffer.isEmpty()) {
      out.accept(buffer.toString().getBytes(StandardCharsets.UTF_8));
      buffer.setLength(0);
    }
  }
}
