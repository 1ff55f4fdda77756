package dev.cairn.gateway;

import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The headers of every response: leave for scripts of any origin to read it, and what the operator adds. The
 * operator may replace the allowed origin and methods, and add to the lists of headers; nothing takes entries away
 * from those lists, since clients count on them.
 */
final class StandardHeaders {
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String ALLOW_METHODS = "Access-Control-Allow-Methods";
  private static final String ALLOW_HEADERS = "Access-Control-Allow-Headers";
  private static final String EXPOSE_HEADERS = "Access-Control-Expose-Headers";

  private final List<Header> headers = new ArrayList<>();

  /** One header, ready for the wire. */
  record Header(CharSequence name, CharSequence value) {
    static Header of(String name, String value) {
      return new Header(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
    }
  }

  /** Merges what the operator configured into the defaults. */
  StandardHeaders(Map<String, List<String>> configured) {
    Map<String, List<String>> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    merged.put(ALLOW_ORIGIN, List.of("*"));
    merged.put(ALLOW_METHODS, List.of("GET", "HEAD", "OPTIONS"));
    merged.putAll(configured);
    merged.put(ALLOW_HEADERS, union(
        List.of("Content-Type", "Range", "User-Agent", "X-Requested-With"),
        merged.getOrDefault(ALLOW_HEADERS, List.of())));
    merged.put(EXPOSE_HEADERS, union(
        List.of("Content-Length", "Content-Range", "X-Chunked-Output", "X-Ipfs-Path", "X-Ipfs-Roots",
            "X-Stream-Output"),
        merged.getOrDefault(EXPOSE_HEADERS, List.of())));
    merged.forEach((name, values) -> headers.add(Header.of(name, String.join(", ", values))));
  }

  /** The headers, in a fixed order. */
  List<Header> all() {
    return Collections.unmodifiableList(headers);
  }

  private static List<String> union(Collection<String> ours, Collection<String> theirs) {
    Map<String, String> byName = new LinkedHashMap<>();
    ours.forEach(name -> byName.put(name.toLowerCase(Locale.ROOT), name));
    theirs.stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(name -> byName.putIfAbsent(name.toLowerCase(Locale.ROOT), name));
    return List.copyOf(new TreeSet<>(byName.values()));
  }
}
