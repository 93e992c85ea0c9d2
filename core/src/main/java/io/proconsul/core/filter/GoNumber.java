package io.proconsul.core.filter;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads numbers and booleans as Go's {@code strconv} does, with its error texts. */
final class GoNumber {
  private static final Pattern DECIMAL = Pattern.compile("0|[1-9](_?[0-9])*");
  private static final Pattern HEX = Pattern.compile("0[xX](_?[0-9a-fA-F])+");
  private static final Pattern BINARY = Pattern.compile("0[bB](_?[01])+");
  private static final Pattern OCTAL = Pattern.compile("0[oO]?(_?[0-7])+");
  private static final Pattern REAL = Pattern.compile(
      "[+-]?([0-9](_?[0-9])*\\.?|\\.[0-9]|[0-9](_?[0-9])*\\.[0-9])(_?[0-9])*([eE][+-]?[0-9](_?[0-9])*)?");
  private static final Pattern HEX_REAL =
      Pattern.compile("[+-]?0[xX](_?[0-9a-fA-F])*\\.?[0-9a-fA-F]*(_?[0-9a-fA-F])*[pP][+-]?[0-9]+");

  private GoNumber() {}

  /** The number's low 64 bits. */
  static long whole(String text, Kind.Int kind) {
    var function = kind.signed() ? "ParseInt" : "ParseUint";
    boolean signed = kind.signed() && (text.startsWith("-") || text.startsWith("+"));
    var number = magnitude(signed ? text.substring(1) : text, text, function);
    if (signed && text.charAt(0) == '-') {
      number = number.negate();
    }
    int bits = kind.signed() ? number.bitLength() + 1 : number.bitLength();
    if (bits > kind.bits()) {
      throw failure(function, text, "value out of range");
    }
    return number.longValue();
  }

  private static BigInteger magnitude(String digits, String text, String function) {
    var plain = digits.replace("_", "");
    if (DECIMAL.matcher(digits).matches()) {
      return new BigInteger(plain);
    }
    if (HEX.matcher(digits).matches()) {
      return new BigInteger(plain.substring(2), 16);
    }
    if (BINARY.matcher(digits).matches()) {
      return new BigInteger(plain.substring(2), 2);
    }
    if (OCTAL.matcher(digits).matches()) {
      return new BigInteger(plain.replaceFirst("[oO]", ""), 8);
    }
    throw failure(function, text, "invalid syntax");
  }

  static double real(String text, int bits) {
    var lower = text.toLowerCase(Locale.ROOT);
    var unsigned = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
    if (unsigned.equals("inf") || unsigned.equals("infinity")) {
      return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (lower.equals("nan")) {
      return Double.NaN;
    }
    if (!REAL.matcher(text).matches() && !HEX_REAL.matcher(text).matches()) {
      throw failure("ParseFloat", text, "invalid syntax");
    }
    var plain = text.replace("_", "");
    double number = bits == 32 ? Float.parseFloat(plain) : Double.parseDouble(plain);
    if (Double.isInfinite(number)) {
      throw failure("ParseFloat", text, "value out of range");
    }
    return number;
  }

  static boolean bool(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw failure("ParseBool", text, "invalid syntax");
    };
  }

  private static FilterException failure(String function, String text, String what) {
    return new FilterException(
        "strconv." + function + ": parsing " + GoText.quote(text) + ": " + what);
  }
}
