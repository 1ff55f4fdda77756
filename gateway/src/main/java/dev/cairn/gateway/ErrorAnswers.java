package dev.cairn.gateway;

import dev.cairn.dag.BlockMismatchException;
import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.dag.DecodeException;
import dev.cairn.dag.path.PathNotFoundException;
import dev.cairn.dag.unixfs.UnixFsException;
import dev.cairn.gateway.http.Accept;
import dev.cairn.gateway.http.BadRequestException;
import dev.cairn.gateway.http.PercentCoding;
import dev.cairn.gateway.page.ErrorPage;
import dev.cairn.store.BlockstoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one table from what went wrong to what the client is told: a page for clients that accept HTML by name, plain
 * text for all others.
 */
final class ErrorAnswers {
  /** The methods there are. */
  static final String ALLOW = "GET, HEAD, OPTIONS";

  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
  private static final String OVERLOAD_RETRY_SECONDS = "60";
  private static final String TIMEOUT_RETRY_SECONDS = "30";

  private final boolean html;
  private final String diagnosticServiceUrl;

  /**
   * Answers with pages where asked for, if {@code html} is set.
   *
   * @param diagnosticServiceUrl a service that tells who provides a CID; empty for none
   */
  ErrorAnswers(boolean html, String diagnosticServiceUrl) {
    this.html = html;
    this.diagnosticServiceUrl = diagnosticServiceUrl;
  }

  /** A refusal that the answering code decided on; thrown from anywhere below it. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ErrorPage page;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    Refusal(int status, String title, String detail, String... advice) {
      super(detail, null, false, false);
      this.page = new ErrorPage(status, title, detail, List.of(advice));
    }

    /** The same refusal, with this header. */
    Refusal with(String header, String value) {
      headers.put(header, value);
      return this;
    }
  }

  /** What the client is told of a failure. */
  Answer of(GatewayRequest request, Throwable failure) {
    Map<String, String> headers = failure instanceof Refusal refusal ? refusal.headers : Map.of();
    return answer(request.accept(), page(request, failure), headers);
  }

  private ErrorPage page(GatewayRequest request, Throwable failure) {
    String target = Shown.text(request.target().toString());
    return switch (failure) {
      case Refusal refusal -> refusal.page;
      case BadRequestException bad -> badRequestPage(String.valueOf(bad.getMessage()));
      case PathNotFoundException nothing -> new ErrorPage(
          404,
          "Nothing of this name",
          Shown.text(String.valueOf(nothing.getMessage())),
          List.of("Check the spelling; capital letters count.",
              "Open the directory above to see what is there."));
      case BlockNotFoundException missing -> diagnosed(missing.cid().toString(), new ErrorPage(
          404,
          "Not available here",
          "block " + missing.cid() + " is not stored on this node, and it could not be got from elsewhere",
          List.of(
              "Check the CID for a typing mistake.",
              "If you have the content elsewhere, add it here with: cairn add",
              "Try again later: whoever provides it may be offline now.")));
      case UnixFsException broken -> new ErrorPage(
          422,
          "Content cannot be shown",
          Shown.text(String.valueOf(broken.getMessage())),
          List.of("Add ?format=raw to the address to get the block as it is."));
      case DecodeException broken -> new ErrorPage(
          422,
          "Content cannot be read",
          Shown.text(String.valueOf(broken.getMessage())),
          List.of("Add ?format=raw to the address to get the block as it is."));
      case BlockMismatchException mismatch -> damaged(target, mismatch);
      case BlockstoreException store -> damaged(target, store);
      default -> {
        LOG.error("{}: answered with 500", target, failure);
        yield new ErrorPage(
            500,
            "Something failed in the gateway",
            target + " could not be answered because of a fault of this program; its log says more",
            List.of("Please report it with the lines of the log."));
      }
    };
  }

  private ErrorPage diagnosed(String cid, ErrorPage page) {
    return diagnosticServiceUrl.isEmpty()
        ? page
        : page.withDiagnosis(diagnosticServiceUrl + (diagnosticServiceUrl.endsWith("/") ? "" : "/")
            + "?cid=" + PercentCoding.encodeAll(cid));
  }

  private static ErrorPage damaged(String target, RuntimeException failure) {
    LOG.error("{}: {}", target, failure.getMessage());
    return new ErrorPage(
        500,
        "The store of this node has a problem",
        Shown.text(String.valueOf(failure.getMessage())),
        List.of("The operator of this node can find out more with: cairn repo verify"));
  }

  private static ErrorPage badRequestPage(String detail) {
    return new ErrorPage(400, "The address is not valid", Shown.text(detail), List.of(
        "An address looks like this: /ipfs/<cid>/path/to/file"));
  }

  /** 400 before there is a request that could be parsed. */
  Answer badRequest(@Nullable String accept, @Nullable String detail) {
    return answer(Accept.parse(Optional.ofNullable(accept)), badRequestPage(String.valueOf(detail)),
        Map.of());
  }

  /** 400, 413, 414 or 431 for what is no HTTP, or too much of it. */
  Answer unreadable(int status) {
    ErrorPage page = switch (status) {
      case 414 -> new ErrorPage(414, "The address is too long", "the request line is longer than "
          + Gateway.MAX_REQUEST_LINE_BYTES + " bytes", List.of());
      case 431 -> new ErrorPage(431, "Too many headers", "the request headers are larger than "
          + Gateway.MAX_HEADER_BYTES + " bytes", List.of());
      case 413 -> new ErrorPage(413, "Too large", "the request is too large", List.of());
      default -> new ErrorPage(400, "Not a request", "this is not a valid HTTP request", List.of());
    };
    return answer(Accept.ANYTHING, page, Map.of());
  }

  /** 405. */
  Answer methodNotAllowed(GatewayRequest request) {
    return answer(request.accept(), new ErrorPage(
        405,
        "Only reading is possible here",
        "method " + Shown.text(request.method()) + " is not allowed: the gateway is read-only",
        List.of("To add content, use the RPC API or the command line: cairn add")), Map.of("Allow", ALLOW));
  }

  /** 429. */
  Answer tooManyRequests(GatewayRequest request) {
    return answer(request.accept(), new ErrorPage(
        429,
        "Too busy right now",
        "the gateway is working on as many requests as it can",
        List.of("Try again in a minute.")), Map.of("Retry-After", OVERLOAD_RETRY_SECONDS));
  }

  /** 504. */
  Answer timeout(GatewayRequest request, Duration waited) {
    ErrorPage page = new ErrorPage(
        504,
        "It took too long",
        Shown.text(request.target().rawPath()) + " could not be got within " + seconds(waited),
        List.of(
            "Try again: what was found so far is kept.",
            "Ask somebody who has the content to keep their node online and connected."));
    List<String> segments = request.target().segments();
    return answer(
        request.accept(),
        segments.size() > 1 ? diagnosed(segments.get(1), page) : page,
        Map.of("Retry-After", TIMEOUT_RETRY_SECONDS));
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
  }

  /** The answer with this page; status, caching and the headers that keep browsers from guessing are set here. */
  private Answer answer(Accept accept, ErrorPage page, Map<String, String> headers) {
    Answer.Builder answer = Answer.status(page.status())
        .header("Cache-Control", "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .headers(headers);
    byte[] body;
    if (html && accept.html()) {
      body = page.html();
      answer.header("Content-Type", "text/html; charset=utf-8")
          .header("Content-Security-Policy", ErrorPage.contentSecurityPolicy());
    } else {
      body = page.text();
      answer.header("Content-Type", "text/plain; charset=utf-8");
    }
    return answer.bytes(body, 0, body.length);
  }
}
