package dev.cairn.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the request line asks for: a path and a query, both raw (see {@link PercentCoding}).
 *
 * <p>The absolute form {@code http://host/path} is accepted, as RFC 9112 wants of every server, and its authority
 * dropped.
 */
public final class RequestTarget {
  private static final int ROOT_SEGMENTS = 2;

  private final String rawPath;
  private final String rawQuery;
  private final boolean queried;

  private RequestTarget(String rawPath, String rawQuery, boolean queried) {
    this.rawPath = rawPath;
    this.rawQuery = rawQuery;
    this.queried = queried;
  }

  /**
   * Takes a request target apart.
   *
   * @throws BadRequestException when it is neither a path nor an absolute http URL
   */
  public static RequestTarget parse(String target) {
    String local = target;
    if (!target.startsWith("/")) {
      String lower = target.substring(0, Math.min(target.length(), 8)).toLowerCase(Locale.ROOT);
      if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
        throw new BadRequestException("the request target is not a path");
      }
      int authority = target.indexOf("//") + 2;
      int end = authority;
      while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
        end++;
      }
      local = target.substring(end);
      if (!local.startsWith("/")) {
        local = "/" + local;
      }
    }
    int fragment = local.indexOf('#');
    if (fragment >= 0) {
      local = local.substring(0, fragment);
    }
    int question = local.indexOf('?');
    return question < 0
        ? new RequestTarget(local, "", false)
        : new RequestTarget(local.substring(0, question), local.substring(question + 1), true);
  }

  /** The path as it was sent; it begins with a slash. */
  public String rawPath() {
    return rawPath;
  }

  /** The path with canonical escapes, fit for a {@code Location}; never begins with two slashes. */
  public String canonicalPath() {
    String canonical = PercentCoding.canonical(rawPath);
    int slashes = 0;
    while (slashes < canonical.length() && canonical.charAt(slashes) == '/') {
      slashes++;
    }
    // "//evil.example" in a Location would lead to another host.
    return slashes > 1 ? canonical.substring(slashes - 1) : canonical;
  }

  /** A question mark and the query with canonical escapes, or nothing where there is no query. */
  public String canonicalQuery() {
    return queried ? "?" + PercentCoding.canonical(rawQuery) : "";
  }

  /** Whether the path ends in a slash. */
  public boolean trailingSlash() {
    return rawPath.endsWith("/");
  }

  /**
   * The segments of the path, each decoded once, with empty and dot segments resolved.
   *
   * @throws BadRequestException when an escape is broken, or dot segments lead out of the content root, which is
   *     named by the first two segments
   */
  public List<String> segments() {
    List<String> segments = new ArrayList<>();
    int from = 0;
    while (from <= rawPath.length()) {
      int slash = rawPath.indexOf('/', from);
      int to = slash < 0 ? rawPath.length() : slash;
      String segment = PercentCoding.decode(rawPath.substring(from, to));
      if (segment.equals("..")) {
        if (segments.size() <= ROOT_SEGMENTS) {
          throw new BadRequestException("the path leads above its root");
        }
        segments.removeLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
      from = to + 1;
    }
    return segments;
  }

  /** The first value of a query parameter, decoded; empty when it is not there or its escapes are broken. */
  public Optional<String> parameter(String name) {
    int from = 0;
    while (queried && from <= rawQuery.length()) {
      int ampersand = rawQuery.indexOf('&', from);
      int to = ampersand < 0 ? rawQuery.length() : ampersand;
      int equals = rawQuery.indexOf('=', from);
      int nameEnd = equals < 0 || equals > to ? to : equals;
      try {
        if (PercentCoding.decodeForm(rawQuery.substring(from, nameEnd)).equals(name)) {
          String value = nameEnd == to ? "" : rawQuery.substring(nameEnd + 1, to);
          return Optional.of(PercentCoding.decodeForm(value));
        }
      } catch (BadRequestException broken) {
        // A broken parameter is no parameter; the others still count.
      }
      from = to + 1;
    }
    return Optional.empty();
  }

  /**
   * The query with one parameter added or set, names sorted, every pair encoded anew; pairs with broken escapes are
   * left out. Begins with a question mark.
   */
  public String queryWith(String name, String value) {
    List<String> pairs = new ArrayList<>();
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      try {
        String key = PercentCoding.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
        String held = equals < 0 ? "" : PercentCoding.decodeForm(pair.substring(equals + 1));
        if (!pair.isEmpty() && !key.equals(name)) {
          pairs.add(PercentCoding.encodeAll(key) + "=" + PercentCoding.encodeAll(held));
        }
      } catch (BadRequestException broken) {
        // Left out, as the comment says: nobody could read it either.
      }
    }
    pairs.add(PercentCoding.encodeAll(name) + "=" + PercentCoding.encodeAll(value));
    pairs.sort(null);
    return "?" + String.join("&", pairs);
  }

  @Override
  public String toString() {
    return rawPath + (queried ? "?" + rawQuery : "");
  }
}
