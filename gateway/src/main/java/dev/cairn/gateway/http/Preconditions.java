package dev.cairn.gateway.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The conditional headers of a GET or HEAD, and what they decide, in the order of RFC 9110 §13.2.2.
 *
 * @param ifMatch the {@code If-Match} header
 * @param ifNoneMatch the {@code If-None-Match} header
 * @param ifModifiedSince the {@code If-Modified-Since} header
 * @param ifUnmodifiedSince the {@code If-Unmodified-Since} header
 * @param ifRange the {@code If-Range} header
 */
public record Preconditions(
    Optional<String> ifMatch,
    Optional<String> ifNoneMatch,
    Optional<String> ifModifiedSince,
    Optional<String> ifUnmodifiedSince,
    Optional<String> ifRange) {
  /** No conditions. */
  public static final Preconditions NONE = new Preconditions(
      Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Only an {@code If-None-Match} header. */
  public static Preconditions ifNoneMatch(String header) {
    return new Preconditions(
        Optional.empty(), Optional.of(header), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What a request with conditions gets. */
  public enum Outcome {
    /** The answer that it would get without them. */
    PROCEED,
    /** 304: the client has it already. */
    NOT_MODIFIED,
    /** 412: it is not what the client expects. */
    FAILED
  }

  /**
   * Decides about a representation.
   *
   * @param tags its entity tag first, then others that clients may hold for it
   * @param lastModified when it changed last, if that is known
   */
  public Outcome decide(List<EntityTag> tags, Optional<Instant> lastModified) {
    if (ifMatch.isPresent()) {
      if (!matches(ifMatch.get(), tags, true)) {
        return Outcome.FAILED;
      }
    } else if (after(lastModified, ifUnmodifiedSince)) {
      return Outcome.FAILED;
    }
    if (ifNoneMatch.isPresent()) {
      return matches(ifNoneMatch.get(), tags, false) ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
    }
    boolean dated = lastModified.isPresent() && ifModifiedSince.flatMap(HttpDate::parse).isPresent();
    return dated && !after(lastModified, ifModifiedSince) ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
  }

  /** Whether a {@code Range} header is to be honoured: there is no {@code If-Range}, or it holds. */
  public boolean rangeHolds(EntityTag tag, Optional<Instant> lastModified) {
    if (ifRange.isEmpty()) {
      return true;
    }
    String validator = ifRange.get().strip();
    if (validator.startsWith("\"") || validator.startsWith("W/")) {
      List<EntityTag> given = EntityTag.parseList(validator);
      return given.size() == 1 && given.getFirst().matchesStrongly(tag);
    }
    Optional<Instant> date = HttpDate.parse(validator);
    return date.isPresent()
        && lastModified.isPresent()
        && lastModified.get().getEpochSecond() == date.get().getEpochSecond();
  }

  private static boolean matches(String header, List<EntityTag> tags, boolean strongly) {
    if (header.strip().equals("*")) {
      return true;
    }
    for (EntityTag given : EntityTag.parseList(header)) {
      for (EntityTag tag : tags) {
        if (strongly ? given.matchesStrongly(tag) : given.matchesWeakly(tag)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the time is known and later than the header's date; a broken date decides nothing. */
  private static boolean after(Optional<Instant> lastModified, Optional<String> header) {
    Optional<Instant> date = header.flatMap(HttpDate::parse);
    return lastModified.isPresent()
        && date.isPresent()
        && lastModified.get().getEpochSecond() > date.get().getEpochSecond();
  }
}
