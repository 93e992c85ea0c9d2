package io.proconsul.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/**
 * A line as Consul's: {@code 2026-11-24T10:00:00.000Z [INFO] agent: Synced service: service=web}.
 * Loggers of libraries keep the last part of their name.
 */
final class ConsulLayout extends LayoutBase<ILoggingEvent> {
  private static final int LEVEL_WIDTH = 7;

  private final DateTimeFormatter time;

  ConsulLayout(ZoneId zone) {
    time =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX", Locale.ROOT).withZone(zone);
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder out = new StringBuilder(128);
    time.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), out);
    String level = "[" + levelName(event.getLevel()) + "]";
    out.append(' ').append(level);
    out.repeat(' ', Math.max(0, LEVEL_WIDTH - level.length()) + 1);
    out.append(module(event.getLoggerName())).append(": ");
    out.append(event.getFormattedMessage().replace("\n", "\n  | "));
    appendPairs(out, event.getKeyValuePairs());
    out.append('\n');
    if (event.getThrowableProxy() != null) {
      out.append("  | ")
          .append(ThrowableProxyUtil.asString(event.getThrowableProxy())
              .stripTrailing()
              .replace("\n", "\n  | "))
          .append('\n');
    }
    return out.toString();
  }

  /** {@code agent.server} as it is; {@code com.example.Thing} as {@code Thing}. */
  static String module(String logger) {
    int last = logger.lastIndexOf('.');
    boolean className = last >= 0 && Character.isUpperCase(logger.codePointAt(last + 1));
    return className ? logger.substring(last + 1) : logger;
  }

  static String levelName(Level level) {
    return level.toString();
  }

  private static void appendPairs(StringBuilder out, List<KeyValuePair> pairs) {
    if (pairs == null || pairs.isEmpty()) {
      return;
    }
    out.append(':');
    for (KeyValuePair pair : pairs) {
      String value = String.valueOf(pair.value);
      boolean quoted = value.isEmpty() || value.contains(" ") || value.contains("\"");
      out.append(' ').append(pair.key).append('=');
      if (quoted) {
        out.append('"').append(value.replace("\"", "\\\"")).append('"');
      } else {
        out.append(value);
      }
    }
  }
}
