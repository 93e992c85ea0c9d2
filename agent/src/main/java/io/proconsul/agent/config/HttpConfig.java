package io.proconsul.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The HTTP API's settings.
 *
 * @param responseHeaders added to every answer of an endpoint
 * @param allowWriteFrom networks in CIDR form that may use methods other than GET, HEAD and
 *     OPTIONS; empty for all
 * @param blockEndpoints path prefixes that are answered with 403
 * @param refuseUnprintable whether paths with unprintable characters are refused
 */
public record HttpConfig(
    Map<String, String> responseHeaders,
    List<String> allowWriteFrom,
    List<String> blockEndpoints,
    boolean refuseUnprintable,
    Duration defaultQueryTime,
    Duration maxQueryTime)
    implements AgentConfig.Part {

  public static final HttpConfig DEFAULT = new HttpConfig(
      Map.of(), List.of(), List.of(), true, Duration.ofMinutes(5), Duration.ofMinutes(10));

  public HttpConfig {
    responseHeaders = Map.copyOf(responseHeaders);
    allowWriteFrom = List.copyOf(allowWriteFrom);
    blockEndpoints = List.copyOf(blockEndpoints);
  }
}
