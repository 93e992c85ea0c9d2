package io.proconsul.codec;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations in Go's notation: {@code 1h2m3.5s}, {@code 500ms}, {@code -1m}. */
public final class GoDuration {
  private GoDuration() {}

  /**
   * @throws DecodeException in Go's words when the text is no duration
   */
  public static Duration parse(String text) {
    if (text.isEmpty()) {
      throw invalid(text);
    }
    boolean negative = text.charAt(0) == '-';
    int at = negative || text.charAt(0) == '+' ? 1 : 0;
    if (text.substring(at).equals("0")) {
      return Duration.ZERO;
    }
    if (at == text.length()) {
      throw invalid(text);
    }
    BigDecimal nanos = BigDecimal.ZERO;
    while (at < text.length()) {
      int numberEnd = at;
      while (numberEnd < text.length() && isNumberPart(text.charAt(numberEnd))) {
        numberEnd++;
      }
      String number = text.substring(at, numberEnd);
      if (number.isEmpty()
          || number.equals(".")
          || number.indexOf('.') != number.lastIndexOf('.')) {
        throw invalid(text);
      }
      int unitEnd = numberEnd;
      while (unitEnd < text.length() && !isNumberPart(text.charAt(unitEnd))) {
        unitEnd++;
      }
      String unit = text.substring(numberEnd, unitEnd);
      if (unit.isEmpty()) {
        throw new DecodeException("time: missing unit in duration \"" + text + "\"");
      }
      nanos = nanos.add(new BigDecimal("0" + number).multiply(unitNanos(unit, text)));
      at = unitEnd;
    }
    if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw invalid(text);
    }
    long total = nanos.longValue();
    return Duration.ofNanos(negative ? -total : total);
  }

  /** As Go prints: {@code 0s}, {@code 1.5s}, {@code 1h0m0s}, {@code 200ms}, {@code 10µs}. */
  public static String format(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
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

  private static boolean isNumberPart(char c) {
    return c == '.' || c >= '0' && c <= '9';
  }

  private static BigDecimal unitNanos(String unit, String text) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "ns" -> 1L;
          case "us", "µs", "μs" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default ->
            throw new DecodeException(
                "time: unknown unit \"" + unit + "\" in duration \"" + text + "\"");
        });
  }

  private static DecodeException invalid(String text) {
    return new DecodeException("time: invalid duration \"" + text + "\"");
  }
}
