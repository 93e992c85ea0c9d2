package io.proconsul.gossip.serf;

import io.proconsul.gossip.serf.message.SerfMessage;
import java.util.List;

/** What a pool's user is told. */
public sealed interface SerfEvent {
  record MembersChanged(MemberChange change, List<Member> members) implements SerfEvent {
    public MembersChanged {
      members = List.copyOf(members);
    }
  }

  record UserEventReceived(SerfMessage.UserEvent event) implements SerfEvent {}

  /** @param deadline until which an answer is sent, in the machine's nanoseconds */
  record QueryReceived(SerfMessage.Query query, long deadline) implements SerfEvent {}
}
