package dev.cairn.gateway;

import dev.cairn.dag.path.Resolution;
import dev.cairn.gateway.ErrorAnswers.Refusal;
import dev.cairn.gateway.http.ByteRange;
import dev.cairn.gateway.http.ContentDisposition;
import dev.cairn.gateway.http.EntityTag;
import dev.cairn.gateway.http.HttpDate;
import dev.cairn.gateway.http.RequestTarget;
import dev.cairn.multiformats.Cid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request that has found its content: what all representations of it share.
 *
 * @param request the request
 * @param path the content path, escaped, with its trailing slash if it has one
 * @param segments the same, taken apart and decoded; the namespace first, then the root
 * @param resolution where the path led
 */
record Reading(GatewayRequest request, String path, List<String> segments, Resolution resolution) {
  /** For content that can never change. */
  static final String IMMUTABLE = "public, max-age=29030400, immutable";

  /** The block that the path led to. */
  Cid cid() {
    return resolution.cid();
  }

  /** The name that {@code ?filename=} gives. */
  Optional<String> filenameParameter() {
    return request.target().parameter("filename").filter(name -> !name.isEmpty());
  }

  /** Whether {@code ?download=true} asks to save instead of to show. */
  boolean download() {
    return request.target().parameter("download").filter("true"::equals).isPresent();
  }

  /** The last name in the path, unless that is the root. */
  Optional<String> lastName() {
    return segments.size() > 2 ? Optional.of(segments.getLast()) : Optional.empty();
  }

  /** The {@code Content-Disposition} that is asked for; none when nothing is. */
  Optional<String> disposition() {
    Optional<String> filename = filenameParameter();
    return filename.isPresent() || download()
        ? Optional.of(ContentDisposition.of(download(), filename.isPresent() ? filename : lastName()))
        : Optional.empty();
  }

  /** An answer that begins with the headers that tell where this is from. */
  Answer.Builder begin(int status) {
    Answer.Builder answer = Answer.status(status)
        .header("X-Ipfs-Path", path)
        .header("X-Ipfs-Roots",
            resolution.roots().stream().map(Cid::toString).collect(Collectors.joining(",")));
    RequestTarget target = request.target();
    boolean byParameter = target.parameter("format").filter(value -> !value.isEmpty()).isPresent();
    if (!byParameter && request.accept().format().isPresent()) {
      answer.header("Content-Location",
          target.canonicalPath() + target.queryWith("format", request.accept().format().get().parameter()));
    }
    return answer;
  }

  /**
   * Answers with bytes that can be addressed: conditions first, then ranges.
   *
   * @param representation the bytes, and what is said about them
   */
  Answer serve(Representation representation) {
    EntityTag tag = representation.tag();
    Answer.Builder common = begin(200).header("Etag", tag.toString()).header("Cache-Control", IMMUTABLE);
    representation.lastModified()
        .ifPresent(time -> common.header("Last-Modified", HttpDate.format(time)));
    switch (request.preconditions().decide(List.of(tag), representation.lastModified())) {
      case NOT_MODIFIED -> {
        return common.empty().notModified();
      }
      case FAILED -> throw preconditionFailed(tag);
      case PROCEED -> {
        // On to the bytes.
      }
    }
    long size = representation.size();
    boolean ranged = !request.head()
        && request.preconditions().rangeHolds(tag, representation.lastModified());
    ByteRange range = ByteRange.of(ranged ? request.range() : Optional.empty(), size);
    return switch (range) {
      case ByteRange.Whole whole -> whole(representation, common);
      case ByteRange.Part part -> {
        Answer.Builder partial = Answer.status(206).headers(common.empty().headers())
            .headers(representation.headers(Optional.of(part)))
            .header("Accept-Ranges", "bytes")
            .header("Content-Range", part.contentRange(size));
        yield representation.bytes().answer(partial, part.first(), part.length());
      }
      case ByteRange.Unsatisfiable none -> throw new Refusal(416, "No such part",
          "the range lies outside of the content, which has " + size + " bytes")
          .with("Content-Range", none.contentRange(size))
          .with("Accept-Ranges", "bytes");
    };
  }

  private Answer whole(Representation representation, Answer.Builder common) {
    common.headers(representation.headers(Optional.empty())).header("Accept-Ranges", "bytes");
    if (request.head()) {
      return common.head(representation.size());
    }
    Answer answer = representation.bytes().answer(common, 0, representation.size());
    return representation.lasting() && !request.accept().special() ? answer.lasting(representation.tag())
        : answer;
  }

  /** 412. */
  static Refusal preconditionFailed(EntityTag tag) {
    return new Refusal(412, "Not what was expected",
        "the content has the entity tag " + tag + ", which does not fit the conditions of the request");
  }

  /** The content path without its namespace. */
  List<String> names() {
    return new ArrayList<>(segments.subList(1, segments.size()));
  }
}
