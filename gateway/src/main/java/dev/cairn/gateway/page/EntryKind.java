package dev.cairn.gateway.page;

import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What an entry of a directory seems to be, for its icon. A guess from name and codec: to know whether a dag-pb entry
 * is a file or a directory one would have to read it, and a listing reads no children.
 */
enum EntryKind {
  FOLDER("d", "M3 6.5A1.5 1.5 0 0 1 4.5 5h4.7l2 2.2h8.3A1.5 1.5 0 0 1 21 8.7v9.3"
      + "a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18z"),
  FILE("f", "M6.5 3h7.5l4.5 4.5v12a1.5 1.5 0 0 1-1.5 1.5h-10.5"
      + "a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 6.5 3zm.3 1.8v14.4h9.9V9h-4.2V4.8z"),
  IMAGE("m", "M4.5 4.5h15A1.5 1.5 0 0 1 21 6v12a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18V6"
      + "a1.5 1.5 0 0 1 1.5-1.5zm.3 1.8v9.6l4.2-4.5 3.3 3.5 2.4-2.5 4.5 4.6V6.3z"
      + "M15.6 7.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z"),
  VIDEO("v", "M4.5 4.5h15A1.5 1.5 0 0 1 21 6v12a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18V6"
      + "a1.5 1.5 0 0 1 1.5-1.5zM10 8.3v7.4l6-3.7z"),
  AUDIO("u", "M9 5.2l10.5-2.2v12.6a2.9 2.7 0 1 1-1.8-2.5V7l-6.9 1.5v9.3"
      + "a2.9 2.7 0 1 1-1.8-2.5z"),
  CODE("c", "M9 6.5l1.3 1.3L6.1 12l4.2 4.2L9 17.5 3.5 12zm6 0l5.5 5.5-5.5 5.5-1.3-1.3"
      + "L17.9 12l-4.2-4.2z"),
  ARCHIVE("z", "M4 4h16v4.5H4zm1 6h14v8.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 18.5z"
      + "m4.5 2v1.8h5V12z"),
  DOCUMENT("t", "M6.5 3h7.5l4.5 4.5v12a1.5 1.5 0 0 1-1.5 1.5h-10.5"
      + "a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 6.5 3z"
      + "m1.8 7.5v1.5h7.4v-1.5zm0 3v1.5h7.4v-1.5zm0 3v1.5h4.9v-1.5z");

  private static final Map<String, EntryKind> BY_EXTENSION = new HashMap<>();
  /** What a directory without entries takes, and the least that one with an entry can take. */
  private static final int EMPTY_FOLDER_BYTES = 4;
  private static final int SMALLEST_LINK_BYTES = 46;
  /** Names without an extension that nobody gives to a directory. */
  private static final Set<String> PLAIN_FILES = Set.of(
      "license", "licence", "copying", "readme", "changelog", "authors", "contributors", "notice", "makefile",
      "dockerfile", "gemfile", "rakefile", "cname", "version", "_redirects", "_headers", "manifest");

  static {
    kind(IMAGE, "png jpg jpeg gif webp avif svg bmp ico tif tiff apng heic jxl");
    kind(VIDEO, "mp4 m4v webm mkv mov avi ogv mpg mpeg m3u8");
    kind(AUDIO, "mp3 m4a ogg oga opus flac wav aac mid midi");
    kind(CODE,
        "html htm css js mjs ts tsx jsx json jsonld wasm xml yml yaml toml py rb rs go java kt c h cc cpp hpp "
            + "cs swift php lua sh sql map cbor");
    kind(ARCHIVE, "zip gz tgz bz2 xz zst tar 7z rar car iso deb rpm apk dmg jar whl");
    kind(DOCUMENT, "txt text md rst pdf epub doc docx odt rtf csv tsv log xls xlsx ods ppt pptx odp tex");
  }

  private final String style;
  private final String outline;

  EntryKind(String style, String outline) {
    this.style = style;
    this.outline = outline;
  }

  private static void kind(EntryKind kind, String extensions) {
    for (String extension : extensions.split(" ")) {
      BY_EXTENSION.put(extension, kind);
    }
  }

  /**
   * The guess for an entry.
   *
   * @param bytes its size, as the directory states it
   */
  static EntryKind of(String name, Cid cid, long bytes) {
    int dot = name.lastIndexOf('.');
    // A dot in front hides a name, it does not begin an extension.
    if (dot > 0 && dot < name.length() - 1 && name.length() - dot <= 9) {
      return BY_EXTENSION.getOrDefault(name.substring(dot + 1).toLowerCase(Locale.ROOT), FILE);
    }
    boolean sizeOfFolder = bytes <= EMPTY_FOLDER_BYTES || bytes >= SMALLEST_LINK_BYTES;
    boolean folder = cid.is(Multicodec.DAG_PB)
        && sizeOfFolder
        && !PLAIN_FILES.contains(name.toLowerCase(Locale.ROOT));
    return folder ? FOLDER : FILE;
  }

  /** The class of the cell that shows the icon. */
  String style() {
    return style;
  }

  /** The style rule that draws the icon, on a grid of 24 by 24. */
  String rule() {
    String color = this == FOLDER ? ";background:var(--folder)" : "";
    return "td."
        + style
        + "::before{--icon:url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'"
        + "%3E%3Cpath fill-rule='evenodd' d='"
        + outline
        + "'/%3E%3C/svg%3E\")"
        + color
        + "}\n";
  }
}
