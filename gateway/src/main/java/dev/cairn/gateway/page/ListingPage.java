package dev.cairn.gateway.page;

import dev.cairn.gateway.http.PercentCoding;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.Multihash;
import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The page that lists a directory, written entry by entry: {@link #begin}, {@link #entry} for each, {@link #end}.
 *
 * <p>The shapes of the anchors are those that the official conformance suite looks for; the second escaping of the
 * {@code filename} behind a CID is one of them.
 */
public final class ListingPage {
  private final Html html;
  private final String namespace;
  private final List<String> segments;
  private final String base;
  private long entries;

  /**
   * A listing.
   *
   * @param html where it is written
   * @param namespace the first segment of the content path, {@code ipfs}
   * @param segments the other segments of the content path, decoded, the root first
   */
  public ListingPage(Html html, String namespace, List<String> segments) {
    this.html = html;
    this.namespace = namespace;
    this.segments = segments;
    StringBuilder path = new StringBuilder("/").append(namespace);
    segments.forEach(segment -> path.append('/').append(PercentCoding.encodeSegment(segment)));
    this.base = path.toString();
  }

  /** The hash of what these pages are made of; it changes when they would look different. */
  public static String buildHash() {
    return BuildHash.VALUE;
  }

  /** The order in which to list, where the entries are sorted at all. */
  public static Comparator<String> order() {
    return NaturalOrder.INSTANCE;
  }

  /**
   * Writes all that stands before the first entry.
   *
   * @param directory the CID of the directory
   * @param totals how many entries there are and what their sizes add up to, if that is known by now
   */
  public void begin(Cid directory, Optional<Totals> totals) {
    Frame.begin(html, "/" + namespace + "/" + String.join("/", segments));
    html.markup("<h1>Index of</h1>\n<nav class=\"path\" aria-label=\"Path\">/").text(namespace);
    StringBuilder link = new StringBuilder("/").append(namespace);
    for (String segment : segments) {
      link.append('/').append(PercentCoding.encodeSegment(segment));
      html.markup("/<a href=\"").text(link.toString()).markup("\">").text(segment).markup("</a>");
    }
    html.markup("</nav>\n<p class=\"facts\">");
    totals.ifPresent(t -> html
        .text(t.entries() == 1 ? "1 item" : t.entries() + " items")
        .text(", " + ByteSize.of(t.bytes())));
    if (segments.size() > 1) {
      html.markup(totals.isPresent() ? " &middot; CID " : "CID ")
          .markup("<code translate=\"no\">")
          .text(directory.toString())
          .markup("</code>");
    }
    html.markup("</p>\n<div class=\"sheet\">\n<table>\n<thead><tr><th class=\"i\"></th><th>Name</th>"
        + "<th class=\"h\">CID</th><th class=\"s\">Size</th></tr></thead>\n<tbody>\n");
    if (segments.size() > 1) {
      html.markup("<tr><td class=\"i d\"></td><td class=\"n\"><a href=\"")
          .text(base)
          .markup("/..\">..</a></td><td class=\"h\"></td><td class=\"s\"></td></tr>\n");
    }
  }

  /**
   * Writes an entry.
   *
   * @param name its name in the directory
   * @param cid where it leads
   * @param bytes what the directory says it takes, with all that is below it
   */
  public void entry(String name, Cid cid, long bytes) {
    entries++;
    String escaped = PercentCoding.encodeSegment(name);
    String hash = cid.toString();
    html.markup("<tr><td class=\"i ")
        .markup(EntryKind.of(name, cid, bytes).style())
        .markup("\"></td><td class=\"n\"><a href=\"")
        .text(base)
        .markup("/")
        .text(escaped)
        .markup("\">")
        .text(name)
        .markup("</a></td><td class=\"h\"><a class=\"ipfs-hash\" translate=\"no\" href=\"/ipfs/")
        .text(hash)
        .markup("?filename=")
        .text(PercentCoding.encodeAll(escaped))
        .markup("\">")
        .text(shortened(hash))
        .markup("</a></td><td class=\"s\">")
        .text(ByteSize.of(bytes))
        .markup("</td></tr>\n");
  }

  /** Writes the rest and hands it out. */
  public void end() {
    html.markup("</tbody>\n</table>\n");
    if (entries == 0) {
      html.markup("<div class=\"empty\">This directory is empty.</div>\n");
    }
    html.markup("</div>\n");
    Frame.end(html, "Sizes include everything below an entry, as its directory states them.");
    html.flush();
  }

  private static String shortened(String hash) {
    return hash.length() <= 16 ? hash : hash.substring(0, 8) + "\u2026" + hash.substring(hash.length() - 6);
  }

  /** What a directory sums up to: how many entries, how many bytes. */
  public record Totals(long entries, long bytes) {}

  /** Computed from a page with one of everything, so that nobody can forget to change it. */
  private static final class BuildHash {
    static final String VALUE = compute();

    private static String compute() {
      ByteArrayOutputStream sample = new ByteArrayOutputStream();
      ListingPage page = new ListingPage(new Html(sample::writeBytes), "ipfs", List.of("root", "a b"));
      Cid cid = Cid.v1(Multicodec.RAW, HashFunction.IDENTITY.hash(new byte[0]));
      page.begin(cid, Optional.of(new Totals(2, 1)));
      page.entry("a", cid, 1);
      page.entry("b", Cid.v1(Multicodec.DAG_PB, HashFunction.IDENTITY.hash(new byte[0])), 0);
      page.end();
      Multihash hash = HashFunction.SHA2_256.hash(sample.toByteArray());
      return HexFormat.of().formatHex(hash.digest(), 0, 8);
    }
  }
}
