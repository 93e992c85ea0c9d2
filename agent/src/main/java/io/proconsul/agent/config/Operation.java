package io.proconsul.agent.config;

import java.util.List;

/** What concerns this process rather than the cluster. */
public record Operation(
    LogConfig log,
    ProcessConfig process,
    UiConfig ui,
    TlsConfig https,
    TlsConfig internalRpc,
    TelemetryConfig telemetry,
    List<WatchConfig> watches)
    implements AgentConfig.Part {
  public static final Operation DEFAULT = new Operation(
      LogConfig.DEFAULT,
      ProcessConfig.DEFAULT,
      UiConfig.DEFAULT,
      TlsConfig.NONE,
      TlsConfig.NONE,
      TelemetryConfig.DEFAULT,
      List.of());

  public Operation {
    watches = List.copyOf(watches);
  }
}
