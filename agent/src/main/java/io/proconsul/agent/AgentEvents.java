package io.proconsul.agent;

import io.proconsul.agent.member.PoolEvents;
import io.proconsul.core.event.UserEvents;
import io.proconsul.gossip.serf.MemberChange;
import io.proconsul.model.Member;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of members that come and go, and hands events to those who list them. */
final class AgentEvents implements PoolEvents {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private volatile @Nullable UserEvents events;

  /** Nothing was joined before, so nothing is missed. */
  void attach(UserEvents listening) {
    events = listening;
  }

  @Override
  public void membersChanged(MemberChange change, List<Member> members) {
    String names = members.stream()
        .map(member -> member.name() + " " + member.address())
        .collect(Collectors.joining(", "));
    LOG.info("serf: {}: {}", change, names);
  }

  @Override
  public void userEvent(long ltime, String name, byte[] payload) {
    UserEvents listening = events;
    if (listening != null) {
      listening.received(ltime, name, payload);
    }
  }
}
