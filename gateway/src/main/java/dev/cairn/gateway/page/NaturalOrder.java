package dev.cairn.gateway.page;

import java.util.Comparator;

/**
 * The order that people expect of names: letters without regard to case, and runs of digits by their value, so that
 * {@code part2} comes before {@code Part10}. Names that differ only in case or leading zeros are told apart by their
 * characters, so the order is total.
 */
final class NaturalOrder implements Comparator<String> {
  static final NaturalOrder INSTANCE = new NaturalOrder();

  private NaturalOrder() {}

  @Override
  public int compare(String left, String right) {
    int l = 0;
    int r = 0;
    while (l < left.length() && r < right.length()) {
      char a = left.charAt(l);
      char b = right.charAt(r);
      if (isDigit(a) && isDigit(b)) {
        int leftEnd = numberEnd(left, l);
        int rightEnd = numberEnd(right, r);
        int order = compareNumbers(left, l, leftEnd, right, r, rightEnd);
        if (order != 0) {
          return order;
        }
        l = leftEnd;
        r = rightEnd;
      } else {
        int order = Character.compare(fold(a), fold(b));
        if (order != 0) {
          return order;
        }
        l++;
        r++;
      }
    }
    int order = Integer.compare(left.length() - l, right.length() - r);
    return order != 0 ? order : left.compareTo(right);
  }

  private static int compareNumbers(String left, int l, int leftEnd, String right, int r, int rightEnd) {
    int i = skipZeros(left, l, leftEnd);
    int j = skipZeros(right, r, rightEnd);
    int order = Integer.compare(leftEnd - i, rightEnd - j);
    while (order == 0 && i < leftEnd) {
      order = Character.compare(left.charAt(i++), right.charAt(j++));
    }
    return order;
  }

  private static int skipZeros(String text, int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) == '0') {
      at++;
    }
    return at;
  }

  private static int numberEnd(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static char fold(char c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
