package io.proconsul.codec.json;

import java.math.BigDecimal;

/** Floating-point numbers as Go's {@code encoding/json} prints them: shortest, {@code 1e+21}. */
public final class GoFloat {
  private GoFloat() {}

  /** @throws IllegalArgumentException for infinities and NaN, which JSON cannot say */
  public static String format(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("json: unsupported value: " + value);
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    String sign = value < 0 ? "-" : "";
    double magnitude = Math.abs(value);
    BigDecimal shortest = shortest(magnitude);
    if (magnitude < 1e-6 || magnitude >= 1e21) {
      return sign + scientific(shortest);
    }
    return sign + shortest.toPlainString();
  }

  /** Java prints at least two digits, also where one is enough ({@code 4.9E-324}). */
  private static BigDecimal shortest(double magnitude) {
    BigDecimal digits = new BigDecimal(Double.toString(magnitude)).stripTrailingZeros();
    if (digits.precision() == 2) {
      BigDecimal single = digits.round(new java.math.MathContext(1));
      if (single.doubleValue() == magnitude) {
        return single;
      }
    }
    return digits;
  }

  private static String scientific(BigDecimal number) {
    String digits = number.unscaledValue().toString();
    int exponent = digits.length() - 1 - number.scale();
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }
}
