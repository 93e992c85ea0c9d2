package io.proconsul.core.operator;

import io.proconsul.core.query.Answer;
import io.proconsul.core.query.AutopilotQuery;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.cluster.AutopilotConfiguration;
import java.util.Optional;

/** Answers questions about autopilot's configuration. Pure; any thread. */
public final class AutopilotReads {
  private AutopilotReads() {}

  public static Answer<?> read(Tables tables, AutopilotQuery<?> query, WatchSet watches) {
    return switch (query) {
      case AutopilotQuery.Configuration() ->
        new Answer<>(
            configured(tables).orElse(AutopilotConfiguration.DEFAULT),
            Math.max(1, tables.mark(Mark.AUTOPILOT, watches)));
    };
  }

  /** Empty until the first leader has written one. */
  public static Optional<AutopilotConfiguration> configured(Tables tables) {
    return Optional.ofNullable(tables.autopilot().get(AutopilotWrites.ONLY));
  }
}
