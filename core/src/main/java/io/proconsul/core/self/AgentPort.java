package io.proconsul.core.self;

import io.proconsul.codec.Value;
import io.proconsul.core.api.ConsulException;
import io.proconsul.model.Member;
import java.util.List;
import java.util.Map;

/** What the endpoints about the agent need of the agent. Any thread; nothing here blocks. */
public interface AgentPort {
  /** The runtime configuration as {@code DebugConfig} shows it. */
  Value.Obj debugConfig();

  /** Members of the LAN pool, or of the WAN pool; empty where there is none. */
  List<Member> members(boolean wan);

  /** Groups of figures as {@code consul info} shows them. */
  Map<String, Map<String, String>> stats();

  /**
   * Reads the configuration again.
   *
   * @throws ConsulException.Refused with the reason; what was loaded before stays
   */
  void reload();

  /** Starts to leave the pool and to stop. */
  void leave();
}
