package dev.cairn.multiformats;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody who misspelt another one most likely meant. */
public final class Nearest {
  private static final int MAX_LENGTH = 64;

  private Nearest() {}

  /**
   * The candidate that is nearest to {@code word}, if any is near enough to be meant: equal but for case, or at
   * most one slip (a letter too many, too few, wrong, or two swapped) for every three letters, and at most three.
   * Of equally near ones the first.
   */
  public static Optional<String> of(String word, Collection<String> candidates) {
    if (word.isEmpty() || word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String wanted = word.toLowerCase(Locale.ROOT);
    String best = "";
    int least = Math.clamp(wanted.length() / 3, 1, 3) + 1;
    for (String candidate : candidates) {
      if (candidate.length() <= MAX_LENGTH && Math.abs(candidate.length() - wanted.length()) < least) {
        int slips = slips(wanted, candidate.toLowerCase(Locale.ROOT));
        if (slips < least) {
          least = slips;
          best = candidate;
        }
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** {@code , did you mean 'x'?} for the nearest candidate, or nothing. */
  public static String hint(String word, Collection<String> candidates) {
    return of(word, candidates).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /** The number of slips between two words (optimal string alignment distance). */
  private static int slips(String a, String b) {
    int[][] row = new int[3][b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] now = row[i % 3];
      int[] above = row[(i + 2) % 3];
      int[] twoAbove = row[(i + 1) % 3];
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        now[j] = Math.min(Math.min(above[j], now[j - 1]) + 1, above[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          now[j] = Math.min(now[j], twoAbove[j - 2] + 1);
        }
      }
    }
    return row[a.length() % 3][b.length()];
  }
}
