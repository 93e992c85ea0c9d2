package io.proconsul.agent.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Who answers for names outside the domain.
 *
 * @param timeout for each recursor in turn
 * @param random whether they are asked in random order rather than as configured
 */
public record RecursorSettings(List<InetSocketAddress> servers, Duration timeout, boolean random) {
  public static final RecursorSettings NONE =
      new RecursorSettings(List.of(), Duration.ofSeconds(2), false);

  public RecursorSettings {
    servers = List.copyOf(servers);
  }
}
