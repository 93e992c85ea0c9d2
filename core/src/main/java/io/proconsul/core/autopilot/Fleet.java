package io.proconsul.core.autopilot;

import io.proconsul.core.api.Outcome;
import io.proconsul.core.member.Server;
import io.proconsul.model.cluster.RaftStats;

/** What autopilot wants of the servers of its datacenter. Any thread; nothing here blocks. */
public interface Fleet {
  /** Asks a server, or this one, how far its log has come; autopilot waits only so long. */
  void progress(Server server, Outcome<RaftStats> outcome);

  /** Has gossip make a member that failed one that left. */
  void forceLeave(String name);
}
