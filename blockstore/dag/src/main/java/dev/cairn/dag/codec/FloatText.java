package dev.cairn.dag.codec;

/**
 * Floats in decimal as JavaScript and Go write them: the shortest digits that give the number again, with an
 * exponent only below 1e-6 and from 1e21, as in {@code 1e-7} and {@code 1e+21}. A whole number has neither point nor
 * exponent.
 */
final class FloatText {
  private FloatText() {}

  static String of(double value) {
    // Java writes 1.0E21, 1.2345E-7, 100.5 and 4.9E-324; the digits and the place of the point are what is needed.
    String text = Double.toString(Math.abs(value));
    int e = text.indexOf('E');
    String mantissa = e < 0 ? text : text.substring(0, e);
    int exponent = e < 0 ? 0 : Integer.parseInt(text, e + 1, text.length(), 10);
    int point = mantissa.indexOf('.');
    String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
    int scale = point + exponent;

    int lead = 0;
    while (lead < digits.length() - 1 && digits.charAt(lead) == '0') {
      lead++;
    }
    int end = digits.length();
    while (end > lead + 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    scale -= lead;
    digits = digits.substring(lead, end);
    if (digits.length() == 2) {
      int rounded = Math.round(Integer.parseInt(digits) / 10f);
      if (Double.parseDouble(rounded + "E" + (scale - 1)) == Math.abs(value)) {
        // Java always gives two digits, where one may do: 4.9E-324 is also 5e-324.
        digits = rounded == 10 ? "1" : Integer.toString(rounded);
        scale += rounded == 10 ? 1 : 0;
      }
    }
    String sign = Math.copySign(1, value) < 0 ? "-" : "";
    return sign + (digits.equals("0") ? "0" : layout(digits, scale));
  }

  /** The number {@code 0.digits * 10^scale}. */
  private static String layout(String digits, int scale) {
    int count = digits.length();
    if (scale > 21 || scale < -5) {
      String fraction = count == 1 ? "" : "." + digits.substring(1);
      return digits.charAt(0) + fraction + "e" + (scale > 0 ? "+" : "") + (scale - 1);
    }
    if (scale <= 0) {
      return "0." + "0".repeat(-scale) + digits;
    }
    return scale >= count
        ? digits + "0".repeat(scale - count)
        : digits.substring(0, scale) + "." + digits.substring(scale);
  }
}
