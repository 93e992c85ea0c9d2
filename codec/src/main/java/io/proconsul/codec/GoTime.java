package io.proconsul.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** Points in time as Go's JSON spells them: RFC 3339 with as many decimals as are needed. */
public final class GoTime {
  /** What Go shows for a time that nobody set. */
  public static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

  private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
      .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
      .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
      .appendOffset("+HH:MM", "Z")
      .toFormatter(java.util.Locale.ROOT)
      .withZone(java.time.ZoneOffset.UTC);

  private GoTime() {}

  public static String format(Instant time) {
    return FORMAT.format(time);
  }

  /**
   * {@link #ZERO} for the empty text.
   *
   * @throws DecodeException when the text is no such time
   */
  public static Instant parse(String text) {
    if (text.isEmpty()) {
      return ZERO;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new DecodeException("parsing time \"" + text + "\" as \"2006-01-02T15:04:05Z07:00\"");
    }
  }
}
