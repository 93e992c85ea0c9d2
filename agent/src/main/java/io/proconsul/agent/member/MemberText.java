package io.proconsul.agent.member;

import io.proconsul.gossip.serf.MemberStatus;
import io.proconsul.model.Member;
import java.util.List;

/** Members of a pool in the API's form. */
final class MemberText {
  private MemberText() {}

  static List<Member> of(List<io.proconsul.gossip.serf.Member> members) {
    return members.stream().map(MemberText::of).toList();
  }

  static Member of(io.proconsul.gossip.serf.Member member) {
    return new Member(
        member.name(),
        member.address().ip().toString(),
        member.address().port(),
        member.tags(),
        status(member.status()));
  }

  private static Member.MemberStatus status(MemberStatus status) {
    return switch (status) {
      case NONE -> Member.MemberStatus.NONE;
      case ALIVE -> Member.MemberStatus.ALIVE;
      case LEAVING -> Member.MemberStatus.LEAVING;
      case LEFT -> Member.MemberStatus.LEFT;
      case FAILED -> Member.MemberStatus.FAILED;
    };
  }
}
