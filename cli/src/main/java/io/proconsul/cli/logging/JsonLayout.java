package io.proconsul.cli.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import io.proconsul.codec.Sink;
import io.proconsul.codec.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/** One JSON object a line, with the keys that Consul's {@code -log-json} has. */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
          "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  @Override
  public String doLayout(ILoggingEvent event) {
    byte[] line = JsonWriter.compact(event, JsonLayout::write);
    return new String(line, StandardCharsets.UTF_8) + "\n";
  }

  private static void write(ILoggingEvent event, Sink out) {
    out.beginObject();
    out.field("@level", event.getLevel().toString().toLowerCase(Locale.ROOT));
    out.field("@message", event.getFormattedMessage());
    out.field("@module", ConsulLayout.module(event.getLoggerName()));
    out.field("@timestamp", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        out.field(pair.key, String.valueOf(pair.value));
      }
    }
    if (event.getThrowableProxy() != null) {
      out.field("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    out.endObject();
  }
}
