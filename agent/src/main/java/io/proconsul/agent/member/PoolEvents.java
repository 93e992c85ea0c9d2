package io.proconsul.agent.member;

import io.proconsul.gossip.serf.MemberChange;
import io.proconsul.model.Member;
import java.util.List;

/** Hears what happens in the LAN pool; on the pool's thread for events, must not block. */
public interface PoolEvents {
  void membersChanged(MemberChange change, List<Member> members);

  void userEvent(long ltime, String name, byte[] payload);
}
