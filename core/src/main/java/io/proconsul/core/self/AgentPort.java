package io.proconsul.core.self;

import io.proconsul.codec.Value;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.Refusals;
import io.proconsul.model.Coordinate;
import io.proconsul.model.Member;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the endpoints about the agent need of the agent. Any thread; nothing here blocks. */
public interface AgentPort {
  /** The runtime configuration as {@code DebugConfig} shows it. */
  Value.Obj debugConfig();

  /** Members of the LAN pool, or of the WAN pool; empty where there is none. */
  List<Member> members(boolean wan);

  /** Where this node stands in its LAN pool; empty when it is not to find out. */
  Optional<Coordinate> coordinate();

  /** Groups of figures as {@code consul info} shows them. */
  Map<String, Map<String, String>> stats();

  /**
   * Joins through one member of the LAN pool, or of the WAN pool.
   *
   * @param address as the user gave it: a name or IP address, perhaps with a port
   * @param outcome hears how many addresses answered, or a {@code Refused} with the errors in the
   *     form of {@link Refusals#list}
   */
  void join(String address, boolean wan, Outcome<Integer> outcome);

  /**
   * Makes a member that failed one that left.
   *
   * @param wan only in the WAN pool, where names have their datacenter behind them; else in the LAN
   *     pool and, on a server, in the WAN pool, too
   * @param prune forget it at once
   */
  void forceLeave(String node, boolean wan, boolean prune, Outcome<Boolean> outcome);

  /**
   * Reads the configuration again.
   *
   * @throws ConsulException.Refused with the reason; what was loaded before stays
   */
  void reload();

  /** Leaves the pools, tells when the others know, and then has the agent stop. */
  void leave(Outcome<Boolean> outcome);
}
