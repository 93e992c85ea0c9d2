package io.proconsul.gossip.serf;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Whom a query asks and for how long.
 *
 * @param nodes who is to answer; empty for all
 * @param tags regular expressions (RE2) that the tags of those who answer must contain a match of
 * @param acknowledge whether everybody asked confirms having got the query
 * @param relayFactor through how many members each answer also comes, 0 to 255
 * @param timeout how long answers are taken; zero for Serf's default by the size of the pool
 */
public record QueryParams(
    List<String> nodes,
    Map<String, String> tags,
    boolean acknowledge,
    int relayFactor,
    Duration timeout) {
  public static final QueryParams DEFAULT =
      new QueryParams(List.of(), Map.of(), false, 0, Duration.ZERO);

  public QueryParams {
    nodes = List.copyOf(nodes);
    tags = Map.copyOf(tags);
    if (relayFactor < 0 || relayFactor > 255) {
      throw new IllegalArgumentException("relay factor " + relayFactor + " is not in 0..255");
    }
  }

  public QueryParams withRelayFactor(int factor) {
    return new QueryParams(nodes, tags, acknowledge, factor, timeout);
  }
}
