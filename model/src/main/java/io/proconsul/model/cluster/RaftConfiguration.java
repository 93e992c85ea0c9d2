package io.proconsul.model.cluster;

import java.util.List;

/**
 * Who shares the log.
 *
 * @param index of the log entry that made it so
 */
public record RaftConfiguration(List<RaftServer> servers, long index) {
  public RaftConfiguration {
    servers = List.copyOf(servers);
  }
}
