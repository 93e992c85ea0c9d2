package io.proconsul.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Starts the log of an agent's process, on standard output and in a file if one is named. */
public final class LogOutput {
  /** Libraries speak up only when something is wrong. */
  private static final String[] LIBRARIES = {"io.netty", "io.proconsul.raftlog"};

  /** Warns each second of a peer that is gone, which the log itself tells once. */
  private static final String RAFT_ENGINE = "com.alipay";

  private LogOutput() {}

  /**
   * What to write.
   *
   * @param level one of TRACE, DEBUG, INFO, WARN, ERROR (or ERR), without case
   * @param json a JSON object a line in place of text
   * @param file a second copy of every line; it is appended to
   */
  public record Settings(String level, boolean json, Optional<Path> file) {}

  public static void start(Settings settings) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    root.addAppender(started(console, context, settings.json()));
    settings.file().ifPresent(path -> {
      FileAppender<ILoggingEvent> file = new FileAppender<>();
      file.setFile(path.toString());
      root.addAppender(started(file, context, settings.json()));
    });
    level(settings.level());
  }

  /** Changes the level of a running log, as a reload does. */
  public static void level(String name) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Level level = Level.toLevel(name.equalsIgnoreCase("ERR") ? "ERROR" : name, Level.INFO);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
    boolean quiet = level.isGreaterOrEqual(Level.INFO);
    context.getLogger(RAFT_ENGINE).setLevel(quiet ? Level.ERROR : Level.WARN);
    for (String library : LIBRARIES) {
      context.getLogger(library).setLevel(Level.WARN.isGreaterOrEqual(level) ? Level.WARN : level);
    }
  }

  private static OutputStreamAppender<ILoggingEvent> started(
      OutputStreamAppender<ILoggingEvent> appender, LoggerContext context, boolean json) {
    Layout<ILoggingEvent> layout =
        json ? new JsonLayout() : new ConsulLayout(ZoneId.systemDefault());
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
