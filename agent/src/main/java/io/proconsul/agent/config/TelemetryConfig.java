package io.proconsul.agent.config;

import java.time.Duration;

/**
 * Metrics.
 *
 * @param prometheusRetention zero for none: then Prometheus' format is empty
 */
public record TelemetryConfig(
    String metricsPrefix, boolean disableHostname, Duration prometheusRetention) {
  public static final TelemetryConfig DEFAULT = new TelemetryConfig("consul", false, Duration.ZERO);
}
