package io.proconsul.gossip.pool;

import io.proconsul.gossip.serf.Member;
import io.proconsul.gossip.serf.MemberChange;
import java.util.List;
import java.util.Optional;

/**
 * Is told what happens in a pool, on one thread of the pool's own and in order; only
 * {@link #refuse} is called on the protocol's thread. What is not taken in time queues up, 2048
 * deep, and then is dropped with a warning, as Serf does: nobody may hold up failure detection.
 */
public interface PoolListener {
  void membersChanged(MemberChange change, List<Member> members);

  /** @param ltime the event's Lamport time */
  void userEvent(long ltime, String name, byte[] payload, boolean coalesce);

  /** A query that passes its filters; those of Serf itself are answered already. */
  void query(PoolQuery query);

  /**
   * Asked for everybody in a merge, and for each member that is told alive. Must return at once.
   *
   * @return why they are not taken in, such as {@code Member 'b' part of wrong datacenter 'west'};
   *     empty when they are
   */
  Optional<String> refuse(List<Member> members);

  /** This node's name is another's and the majority knows that one: the pool has stopped. */
  default void conflictLost() {}
}
