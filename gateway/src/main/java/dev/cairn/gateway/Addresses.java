package dev.cairn.gateway;

import dev.cairn.gateway.ErrorAnswers.Refusal;
import dev.cairn.gateway.http.PercentCoding;
import dev.cairn.gateway.page.ErrorPage;
import dev.cairn.gateway.page.WelcomePage;
import java.util.Locale;
import java.util.Optional;

/** The root of the gateway, and redirects from other ways to write an address to the path that it stands for. */
final class Addresses {
  private Addresses() {}

  /** 301. */
  static Answer moved(String location) {
    return to(301, location);
  }

  private static Answer to(int status, String location) {
    return Answer.status(status).header("Location", location).bytes(new byte[0], 0, 0);
  }

  /** What {@code /} gets: what the operator wants, what was typed into the page's form, or the page itself. */
  static Answer root(GatewayRequest request, String rootRedirect) {
    if (!rootRedirect.isEmpty()) {
      return to(302, rootRedirect);
    }
    Optional<String> typed = request.target().parameter(WelcomePage.PARAMETER);
    if (typed.isPresent()) {
      return to(302, locationOf(typed.get()));
    }
    byte[] page = WelcomePage.html();
    Answer.Builder answer = Answer.status(200)
        .header("Content-Type", "text/html; charset=utf-8")
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", ErrorPage.contentSecurityPolicy())
        .header("Cache-Control", "no-cache");
    return request.head() ? answer.head(page.length) : answer.bytes(page, 0, page.length);
  }

  /** Where what somebody typed into the form leads: a CID, a content path, or an address with a scheme. */
  private static String locationOf(String typed) {
    String text = typed.strip();
    if (text.startsWith("/ipfs/") || text.startsWith("/ipns/")) {
      return PercentCoding.canonical(text);
    }
    int scheme = text.indexOf("://");
    if (scheme < 0) {
      return PercentCoding.canonical("/ipfs/" + text);
    }
    if (text.startsWith("http")) {
      // The address at another gateway: its content path is also ours.
      int path = Math.max(text.indexOf("/ipfs/", scheme + 3), text.indexOf("/ipns/", scheme + 3));
      if (path >= 0) {
        return PercentCoding.canonical(text.substring(path));
      }
    }
    return contentPath(text);
  }

  /** The redirect for {@code ?uri=}, by which browsers hand over {@code ipfs://} and {@code ipns://} addresses. */
  static Answer redirect(String uri) {
    return moved(contentPath(uri));
  }

  /** The content path of such an address; its fragment stays with the browser. */
  private static String contentPath(String uri) {
    int scheme = uri.indexOf("://");
    String name = scheme < 0 ? "" : uri.substring(0, scheme).toLowerCase(Locale.ROOT);
    if (!name.equals("ipfs") && !name.equals("ipns")) {
      throw new Refusal(400, "Not an IPFS address",
          "invalid address \"" + Shown.text(uri) + "\": it must begin with ipfs:// or ipns://");
    }
    int fragment = uri.indexOf('#');
    String rest = uri.substring(scheme + 3, fragment < 0 ? uri.length() : fragment);
    return PercentCoding.canonical("/" + name + "/" + rest);
  }
}
