package dev.cairn.gateway;

import dev.cairn.dag.BlockSource;
import dev.cairn.dag.unixfs.UnixFs;
import dev.cairn.dag.unixfs.UnixFsDirectory;
import dev.cairn.dag.unixfs.UnixFsEntry;
import dev.cairn.dag.unixfs.UnixFsFile;
import dev.cairn.gateway.ErrorAnswers.Refusal;
import dev.cairn.gateway.http.EntityTag;
import dev.cairn.gateway.http.RequestTarget;
import dev.cairn.gateway.page.ErrorPage;
import dev.cairn.gateway.page.Html;
import dev.cairn.gateway.page.ListingPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Directories: their {@code index.html}, or a page that lists them. */
final class DirectoryAnswers {
  /** A listing is made anew by newer versions, so it is kept for a week, and a month while it is being renewed. */
  static final String LISTING_CACHE_CONTROL = "public, max-age=604800, stale-while-revalidate=2678400";

  /** So many entries are sorted before they are shown; of a larger directory the page follows its own order. */
  private static final int MAX_SORTED = 20_000;

  private final FileAnswers files;

  DirectoryAnswers(FileAnswers files) {
    this.files = files;
  }

  Answer directory(Reading reading, UnixFsDirectory directory, BlockSource blocks) {
    RequestTarget target = reading.request().target();
    boolean goGet = target.parameter("go-get").filter("1"::equals).isPresent();
    if (!target.trailingSlash() && !goGet) {
      // Relative links in pages below count from here.
      return reading.begin(301)
          .header("Location", target.canonicalPath() + "/" + target.canonicalQuery())
          .bytes(new byte[0], 0, 0);
    }
    Optional<UnixFsEntry> index = directory.lookup("index.html");
    if (index.isEmpty()) {
      return listing(reading, directory);
    }
    if (UnixFs.open(blocks, index.get().cid()) instanceof UnixFsFile file) {
      return files.index(reading, file);
    }
    throw new Refusal(422, "No page to show", "index.html of this directory is no file",
        "Open a file of the directory by its name.");
  }

  private static Answer listing(Reading reading, UnixFsDirectory directory) {
    EntityTag tag = EntityTag.strong("DirIndex-" + ListingPage.buildHash() + "_CID-" + directory.cid());
    // A client may also hold the tag of the directory itself, from another form of it.
    List<EntityTag> known = List.of(tag, EntityTag.strong(directory.cid().toString()));
    Answer.Builder answer = reading.begin(200)
        .header("Etag", tag.toString())
        .header("Cache-Control", LISTING_CACHE_CONTROL);
    return switch (reading.request().preconditions().decide(known, Optional.empty())) {
      case NOT_MODIFIED -> answer.empty().notModified();
      case FAILED -> throw Reading.preconditionFailed(tag);
      case PROCEED -> {
        answer.header("Content-Type", "text/html; charset=utf-8")
            .header("X-Content-Type-Options", "nosniff")
            .header("Content-Security-Policy", ErrorPage.contentSecurityPolicy());
        yield reading.request().head()
            ? answer.empty()
            : answer.stream(sink -> write(reading, directory, sink));
      }
    };
  }

  private static void write(Reading reading, UnixFsDirectory directory, Answer.Sink sink) {
    Html html = new Html(piece -> sink.write(piece, 0, piece.length));
    ListingPage page = new ListingPage(html, reading.segments().getFirst(), reading.names());
    Iterator<UnixFsEntry> entries = directory.iterator();
    List<UnixFsEntry> first = new ArrayList<>();
    long bytes = 0;
    while (entries.hasNext() && first.size() < MAX_SORTED) {
      UnixFsEntry entry = entries.next();
      first.add(entry);
      bytes = saturated(bytes, entry.tsize());
    }
    boolean complete = !entries.hasNext();
    if (complete) {
      first.sort(Comparator.comparing(UnixFsEntry::name, ListingPage.order()));
    }
    page.begin(directory.cid(), complete
        ? Optional.of(new ListingPage.Totals(first.size(), bytes))
        : Optional.empty());
    first.forEach(entry -> page.entry(entry.name(), entry.cid(), entry.tsize()));
    entries.forEachRemaining(entry -> page.entry(entry.name(), entry.cid(), entry.tsize()));
    page.end();
  }

  /** The sum, or the largest long: sizes are claims, and may be anything. */
  private static long saturated(long sum, long tsize) {
    long total = sum + Math.max(0, tsize);
    return total < 0 ? Long.MAX_VALUE : total;
  }
}
