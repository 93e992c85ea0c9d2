package io.proconsul.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class ConsulLayoutTest {
  private final ConsulLayout layout = new ConsulLayout(ZoneOffset.UTC);

  @Test
  void aLineLooksLikeConsuls() {
    assertThat(layout.doLayout(event("agent", Level.INFO, "started", null)))
        .isEqualTo("1970-01-01T00:00:01.234Z [INFO]  agent: started\n");
    assertThat(layout.doLayout(event("agent.http", Level.DEBUG, "x", null)))
        .isEqualTo("1970-01-01T00:00:01.234Z [DEBUG] agent.http: x\n");
  }

  @Test
  void pairsFollowTheMessageAndAreQuotedWhereNeeded() {
    LoggingEvent event = event("agent", Level.WARN, "Synced", null);
    event.addKeyValuePair(new KeyValuePair("service", "web"));
    event.addKeyValuePair(new KeyValuePair("error", "no route"));
    assertThat(layout.doLayout(event)).endsWith("Synced: service=web error=\"no route\"\n");
  }

  @Test
  void zonesShowTheirOffset() {
    ConsulLayout east = new ConsulLayout(ZoneOffset.ofHours(2));
    assertThat(east.doLayout(event("agent", Level.INFO, "x", null)))
        .startsWith("1970-01-01T02:00:01.234+0200 ");
  }

  @Test
  void librariesShowTheirClassAlone() {
    assertThat(ConsulLayout.module("com.alipay.sofa.jraft.core.NodeImpl")).isEqualTo("NodeImpl");
    assertThat(ConsulLayout.module("agent.server.raft")).isEqualTo("agent.server.raft");
  }

  @Test
  void failuresFollowOnMarkedLines() {
    LoggingEvent event = event("agent", Level.ERROR, "broken", new IllegalStateException("why"));
    assertThat(layout.doLayout(event)).contains("broken\n  | java.lang.IllegalStateException: why");
  }

  private static LoggingEvent event(
      String logger, Level level, String message, @Nullable Throwable failure) {
    LoggerContext context = new LoggerContext();
    LoggingEvent event =
        new LoggingEvent("", context.getLogger(logger), level, message, failure, new Object[0]);
    event.setTimeStamp(1_234);
    return event;
  }
}
