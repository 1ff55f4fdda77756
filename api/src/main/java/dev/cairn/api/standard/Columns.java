package dev.cairn.api.standard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lines whose cells stand below each other, one space apart. */
final class Columns {
  private final List<List<String>> rows = new ArrayList<>();
  private final int minWidth;

  /** Columns of at least this width, the space behind included. */
  Columns(int minWidth) {
    this.minWidth = minWidth;
  }

  /** Adds a line. */
  void add(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /** Writes the lines; the last cell of a line is not padded. */
  void appendTo(Appendable out) throws IOException {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<String> row : rows) {
      for (int i = 0; i + 1 < row.size(); i++) {
        widths[i] = Math.max(widths[i], Math.max(minWidth, length(row.get(i)) + 1));
      }
    }
    for (List<String> row : rows) {
      for (int i = 0; i + 1 < row.size(); i++) {
        String cell = row.get(i);
        out.append(cell).append(" ".repeat(widths[i] - length(cell)));
      }
      out.append(row.getLast()).append('\n');
    }
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
