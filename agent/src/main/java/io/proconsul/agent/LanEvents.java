package io.proconsul.agent;

import io.proconsul.agent.member.PoolEvents;
import io.proconsul.gossip.serf.MemberChange;
import io.proconsul.model.Member;
import java.util.List;

/**
 * The news of a server's LAN pool: the leader's duties and the log hear them before the others do.
 */
record LanEvents(LeaderDuties duties, ServerLog log, PoolEvents others) implements PoolEvents {
  @Override
  public void membersChanged(MemberChange change, List<Member> members) {
    duties.membersChanged(change, members);
    log.look();
    others.membersChanged(change, members);
  }

  @Override
  public void userEvent(long ltime, String name, byte[] payload) {
    others.userEvent(ltime, name, payload);
  }
}
