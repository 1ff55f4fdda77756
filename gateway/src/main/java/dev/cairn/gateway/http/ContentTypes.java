package dev.cairn.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.async.NonBlockingInputFeeder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;

/**
 * Finds the {@code Content-Type} of a file: by the extension of its name, else by its first bytes.
 *
 * <p>Extensions that the web lives on are in a table here, because browsers insist on exact values (a module script
 * must be {@code text/javascript}); Tika's registry knows the rare ones and the magic numbers. The charset of HTML is
 * left to the document, JSON has none by its RFC, other text is labelled UTF-8.
 */
public final class ContentTypes {
  /** How many bytes from the start of a file are enough to sniff. */
  public static final int SNIFF_BYTES = 3072;

  private static final String OCTETS = "application/octet-stream";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String HTML = "text/html";
  private static final String JSON = "application/json";

  /** What may be claimed of a text on the word of its first bytes; other text is plain. */
  private static final Set<String> SNIFFED_TEXT = Set.of(
      HTML, "image/svg+xml", "application/xml", "application/atom+xml", "application/rss+xml",
      "application/xhtml+xml", "application/rtf", "application/postscript", "application/pdf",
      "text/calendar",
      "text/x-vcard", "message/rfc822");

  private static final Map<String, String> BY_EXTENSION = new HashMap<>();
  private static final JsonFactory JSON_FACTORY = new JsonFactory();

  static {
    type(HTML, "html htm");
    type(TEXT,
        "txt text log md markdown ini conf cfg toml yml yaml env lock gitignore rst adoc nfo sh bash zsh "
            + "py rb rs go java kt c h cc cpp hpp cs swift lua pl php sql ts tsx jsx vue svelte gradle properties diff "
            + "patch tex");
    type("text/css; charset=utf-8", "css");
    type("text/csv; charset=utf-8", "csv");
    type("text/javascript; charset=utf-8", "js mjs cjs");
    type("text/vtt; charset=utf-8", "vtt");
    type("text/calendar; charset=utf-8", "ics");
    type("text/xml; charset=utf-8", "xml xsl xslt");
    type(JSON, "json map");
    type("application/geo+json", "geojson");
    type("application/ld+json", "jsonld");
    type("application/manifest+json", "webmanifest");
    type("application/xhtml+xml", "xhtml");
    type("application/atom+xml", "atom");
    type("application/rss+xml", "rss");
    type("application/wasm", "wasm");
    type("application/pdf", "pdf");
    type("application/epub+zip", "epub");
    type("application/zip", "zip");
    type("application/gzip", "gz tgz");
    type("application/x-bzip2", "bz2");
    type("application/x-xz", "xz");
    type("application/zstd", "zst");
    type("application/x-tar", "tar");
    type("application/x-7z-compressed", "7z");
    type("application/vnd.rar", "rar");
    type("application/vnd.ipld.car", "car");
    type("application/vnd.apple.mpegurl", "m3u8");
    type("application/dash+xml", "mpd");
    type("image/svg+xml", "svg");
    type("image/png", "png");
    type("image/apng", "apng");
    type("image/jpeg", "jpg jpeg jfif");
    type("image/gif", "gif");
    type("image/webp", "webp");
    type("image/avif", "avif");
    type("image/bmp", "bmp");
    type("image/tiff", "tif tiff");
    type("image/x-icon", "ico cur");
    type("audio/mpeg", "mp3");
    type("audio/mp4", "m4a");
    type("audio/ogg", "ogg oga opus");
    type("audio/flac", "flac");
    type("audio/wav", "wav");
    type("audio/aac", "aac");
    type("audio/midi", "mid midi");
    type("video/mp4", "mp4 m4v");
    type("video/webm", "webm");
    type("video/ogg", "ogv");
    type("video/quicktime", "mov");
    type("video/x-matroska", "mkv");
    type("video/x-msvideo", "avi");
    type("video/mp2t", "m2ts");
    type("font/woff", "woff");
    type("font/woff2", "woff2");
    type("font/ttf", "ttf");
    type("font/otf", "otf");
    type("model/gltf+json", "gltf");
    type("model/gltf-binary", "glb");
  }

  private ContentTypes() {}

  private static void type(String type, String extensions) {
    for (String extension : extensions.split(" ")) {
      BY_EXTENSION.put(extension, type);
    }
  }

  /** The type that a file name promises; empty when it has no extension or one that nobody knows. */
  public static Optional<String> ofName(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0 || dot == name.length() - 1 || name.length() - dot > 16) {
      return Optional.empty();
    }
    String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    String known = BY_EXTENSION.get(extension);
    if (known != null) {
      return Optional.of(known);
    }
    // Only the extension goes to Tika: its registry also has globs for whole names, of which "core" is one.
    String rare = Registry.byName("x." + extension);
    return rare.equals(OCTETS) ? Optional.empty() : Optional.of(rare.startsWith("text/") ? TEXT : rare);
  }

  /**
   * The type that the first bytes of a file speak for.
   *
   * @param head the first bytes, {@link #SNIFF_BYTES} of them or fewer
   * @param complete whether that is the whole file
   */
  public static String ofContent(byte[] head, boolean complete) {
    if (head.length == 0) {
      return TEXT;
    }
    String magic = plain(Registry.byMagic(head));
    if (!isText(head, complete)) {
      return magic.startsWith("text/") && !magic.equals(HTML) ? "text/plain" : magic;
    }
    if (SNIFFED_TEXT.contains(magic)) {
      return magic;
    }
    return isJson(head, complete) ? JSON : TEXT;
  }

  /** For bytes from the middle of a file, where magic numbers mean nothing: text or not text. */
  public static String ofMiddle(byte[] bytes) {
    int from = 0;
    // The cut may have gone through a character.
    while (from < Math.min(3, bytes.length) && (bytes[from] & 0xc0) == 0x80) {
      from++;
    }
    byte[] whole = Arrays.copyOfRange(bytes, from, bytes.length);
    if (hasBinaryBytes(whole)) {
      return OCTETS;
    }
    return isUtf8(whole, false) ? TEXT : "text/plain";
  }

  private static String plain(String type) {
    return type.equals("application/xhtml+xml") ? HTML : type;
  }

  private static boolean isText(byte[] sample, boolean complete) {
    return !hasBinaryBytes(sample) && isUtf8(sample, complete);
  }

  /** Whether there are bytes that text in no common charset has; the list is that of the MIME Sniffing Standard. */
  private static boolean hasBinaryBytes(byte[] sample) {
    for (byte b : sample) {
      if (b >= 0 && b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is UTF-8; a character may be cut off at the end of an incomplete sample. */
  private static boolean isUtf8(byte[] sample, boolean complete) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(ByteBuffer.wrap(sample), CharBuffer.allocate(sample.length),
        complete);
    return !result.isError();
  }

  /** Whether the sample is a JSON object or array, or the beginning of one. */
  private static boolean isJson(byte[] sample, boolean complete) {
    int start = 0;
    while (start < sample.length && " \t\r\n".indexOf(sample[start]) >= 0) {
      start++;
    }
    if (start == sample.length || sample[start] != '{' && sample[start] != '[') {
      return false;
    }
    try (JsonParser parser = JSON_FACTORY.createNonBlockingByteArrayParser()) {
      NonBlockingInputFeeder feeder = parser.getNonBlockingInputFeeder();
      ((ByteArrayFeeder) feeder).feedInput(sample, 0, sample.length);
      if (complete) {
        feeder.endOfInput();
      }
      boolean closed = false;
      while (true) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return closed;
        }
        if (token == JsonToken.NOT_AVAILABLE) {
          return !complete;
        }
        if (closed) {
          // A second value: lines of JSON are not a JSON text.
          return false;
        }
        closed = parser.getParsingContext().inRoot() && token.isStructEnd();
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Tika's registry takes a fifth of a second to load, so it waits until something needs it. */
  private static final class Registry {
    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

    static String byName(String name) {
      Metadata named = new Metadata();
      named.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
      return detect(new byte[0], named);
    }

    static String byMagic(byte[] head) {
      return detect(head, new Metadata());
    }

    private static String detect(byte[] head, Metadata metadata) {
      try {
        return TYPES.detect(new ByteArrayInputStream(head), metadata).toString();
      } catch (IOException e) {
        throw new UncheckedIOException("reading an array", e);
      }
    }
  }
}
