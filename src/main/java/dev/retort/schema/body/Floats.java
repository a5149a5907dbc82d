package dev.retort.schema.body;

import java.math.BigDecimal;
import java.util.Optional;

/// Floating point numbers as Python prints them: the fewest digits that tell the number, with an
/// exponent below 1e-4 and from 1e16 on.
final class Floats {
  private static final int LEAST_EXPONENT = -4;
  private static final int MOST_DIGITS = 16;
  private static final double LEAST_NORMAL = 1e-300;

  private Floats() {}

  /// Empty for imaginary numbers, and for the few that Java prints with more digits.
  static Optional<String> repr(Sym.Real real) {
    double value;
    try {
      value = Double.parseDouble(real.literal().replace("_", ""));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
    if (value == 0) {
      return Optional.of("0.0");
    }
    if (Double.isInfinite(value) || value < LEAST_NORMAL) {
      return Optional.empty();
    }
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int exponent = digits.length() - shortest.scale() - 1;
    if (exponent < LEAST_EXPONENT || exponent >= MOST_DIGITS) {
      String more = digits.length() > 1 ? "." + digits.substring(1) : "";
      String sign = exponent < 0 ? "-" : "+";
      int size = Math.abs(exponent);
      return Optional.of(digits.charAt(0) + more + "e" + sign + (size < 10 ? "0" : "") + size);
    }
    String plain = shortest.toPlainString();
    return Optional.of(plain.indexOf('.') < 0 ? plain + ".0" : plain);
  }
}
