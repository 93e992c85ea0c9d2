package io.proconsul.core.self;

import io.proconsul.core.state.Mark;
import java.util.Map;

/** Who this agent is, as far as the API tells. */
public record Identity(
    String nodeName,
    String nodeId,
    String datacenter,
    boolean server,
    Map<String, String> meta,
    boolean pretty) {

  public Identity {
    meta = new java.util.TreeMap<>(meta);
    datacenter = Mark.lower(datacenter);
  }
}
