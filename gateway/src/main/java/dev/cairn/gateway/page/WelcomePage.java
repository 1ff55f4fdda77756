package dev.cairn.gateway.page;

import java.io.ByteArrayOutputStream;

/** The page at the root of the gateway: says what this is and how to use it. */
public final class WelcomePage {
  /** The query parameter in which the form hands over what was typed. */
  public static final String PARAMETER = "open";

  private WelcomePage() {}

  /** The page. */
  public static byte[] html() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(12 * 1024);
    Html html = new Html(bytes::writeBytes);
    Frame.begin(html, "Cairn gateway");
    html.markup("<div class=\"sheet notice\">\n<h1>This is an IPFS gateway</h1>\n"
        + "<p>It serves content by its hash. The address says what you get, not where it lies, so a link never "
        + "shows anything else than what it was made for.</p>\n"
        + "<form action=\"/\" method=\"get\"><input name=\"" + PARAMETER + "\" aria-label=\"CID or address\" "
        + "placeholder=\"CID, /ipfs/ path or ipfs:// address\" autocomplete=\"off\" autocapitalize=\"off\" "
        + "spellcheck=\"false\" required><button>Open</button></form>\n"
        + "<h2>By hand</h2>\n<dl>\n"
        + "<dt><code>/ipfs/&lt;cid&gt;</code></dt><dd>a file, a website or a directory listing</dd>\n"
        + "<dt><code>/ipfs/&lt;cid&gt;/path/to/file</code></dt><dd>something inside of it</dd>\n"
        + "<dt><code>/ipfs/&lt;cid&gt;?download=true&amp;filename=name.pdf</code></dt><dd>save it under a name</dd>\n"
        + "<dt><code>/ipfs/&lt;cid&gt;?format=raw</code></dt><dd>the block itself, to check against its hash</dd>\n"
        + "</dl>\n<h2>Put something here</h2>\n<dl>\n"
        + "<dt><code>cairn add -r my-folder</code></dt><dd>prints the CID to open above</dd>\n"
        + "</dl>\n</div>\n");
    Frame.end(html, "Everything is read-only here.");
    html.flush();
    return bytes.toByteArray();
  }
}
