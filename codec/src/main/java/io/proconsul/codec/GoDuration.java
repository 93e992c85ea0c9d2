package io.proconsul.codec;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Durations in Go's notation: {@code 1h2m3.5s}, {@code 500ms}, {@code -1m}. */
public final class GoDuration {
  private static final long MOST = Long.MAX_VALUE / 10;

  private GoDuration() {}

  /** @throws DecodeException in Go's words when the text is no duration */
  public static Duration parse(String text) {
    boolean negative = text.startsWith("-");
    int at = negative || text.startsWith("+") ? 1 : 0;
    if (text.substring(at).equals("0")) {
      return Duration.ZERO;
    }
    if (at == text.length()) {
      throw invalid(text);
    }
    // Negated, because the range has one more negative number than positive ones.
    long negated = 0;
    try {
      while (at < text.length()) {
        int unitStart = numberEnd(text, at);
        int unitEnd = unitEnd(text, unitStart);
        long unit = unitNanos(text.substring(unitStart, unitEnd), text);
        negated = Math.addExact(negated, negatedNanos(text.substring(at, unitStart), unit));
        at = unitEnd;
      }
      return Duration.ofNanos(negative ? negated : Math.negateExact(negated));
    } catch (ArithmeticException e) {
      throw invalid(text);
    }
  }

  /** Behind digits with at most one point among them. */
  private static int numberEnd(String text, int start) {
    int at = digitsEnd(text, start);
    boolean digits = at > start;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = at + 1;
      at = digitsEnd(text, fraction);
      digits |= at > fraction;
    }
    if (!digits) {
      throw invalid(text);
    }
    return at;
  }

  private static int digitsEnd(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static int unitEnd(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) != '.' && digitsEnd(text, at) == at) {
      at++;
    }
    if (at == start) {
      throw new DecodeException("time: missing unit in duration " + quoted(text));
    }
    return at;
  }

  /** A fraction is counted in floating point, as Go does, and digits that do not fit are left. */
  private static long negatedNanos(String number, long unit) {
    int point = number.indexOf('.');
    String whole = point < 0 ? number : number.substring(0, point);
    long nanos = whole.isEmpty() ? 0 : Math.multiplyExact(negated(whole), unit);
    long fraction = 0;
    double scale = 1;
    for (int i = point + 1; point >= 0 && i < number.length() && fraction < MOST; i++) {
      fraction = fraction * 10 + number.charAt(i) - '0';
      scale *= 10;
    }
    return Math.subtractExact(nanos, (long) (fraction * (unit / scale)));
  }

  private static long negated(String digits) {
    long result = 0;
    for (int i = 0; i < digits.length(); i++) {
      result = Math.subtractExact(Math.multiplyExact(result, 10L), digits.charAt(i) - '0');
    }
    return result;
  }

  /** As Go prints: {@code 0s}, {@code 1.5s}, {@code 1h0m0s}, {@code 200ms}, {@code 10µs}. */
  public static String format(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    if (nanos == Long.MIN_VALUE) {
      // It has no positive counterpart.
      return "-2562047h47m16.854775808s";
    }
    String sign = nanos < 0 ? "-" : "";
    long left = Math.abs(nanos);
    if (left < 1_000) {
      return sign + left + "ns";
    }
    if (left < 1_000_000) {
      return sign + decimal(left, 1_000) + "µs";
    }
    if (left < 1_000_000_000) {
      return sign + decimal(left, 1_000_000) + "ms";
    }
    long hours = left / 3_600_000_000_000L;
    left -= hours * 3_600_000_000_000L;
    long minutes = left / 60_000_000_000L;
    left -= minutes * 60_000_000_000L;
    String seconds = decimal(left, 1_000_000_000) + "s";
    if (hours > 0) {
      return sign + hours + "h" + minutes + "m" + seconds;
    }
    return minutes > 0 ? sign + minutes + "m" + seconds : sign + seconds;
  }

  private static String decimal(long value, long unit) {
    return BigDecimal.valueOf(value)
        .divide(BigDecimal.valueOf(unit))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static long unitNanos(String unit, String text) {
    return switch (unit) {
      case "ns" -> 1L;
      case "us", "µs", "μs" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default ->
        throw new DecodeException(
            "time: unknown unit " + quoted(unit) + " in duration " + quoted(text));
    };
  }

  private static DecodeException invalid(String text) {
    return new DecodeException("time: invalid duration " + quoted(text));
  }

  /** As Go's {@code time} quotes: all that is not printable ASCII by its bytes. */
  private static String quoted(String text) {
    StringBuilder result = new StringBuilder("\"");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == '"' || b == '\\') {
        result.append('\\').append((char) b);
      } else if (b < 0x20) {
        result.append("\\x%02x".formatted(b & 0xff));
      } else {
        result.append((char) b);
      }
    }
    return result.append('"').toString();
  }
}
