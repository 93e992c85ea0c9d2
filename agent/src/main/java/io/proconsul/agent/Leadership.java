package io.proconsul.agent;

import io.proconsul.agent.cluster.StateLogMachine;
import io.proconsul.agent.member.Pools;
import io.proconsul.core.member.Server;
import io.proconsul.gossip.pool.GossipException;
import io.proconsul.raftlog.Membership;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who leads and who takes part, as the log says: has the duties begin and end, and tells all agents
 * of a new leader. Owned by {@link ServerSide}; called by the log's threads.
 */
final class Leadership implements StateLogMachine.Listener {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");

  /** The name of the event that a new leader tells its datacenter. */
  private static final String NEW_LEADER = "consul:new-leader";

  private final Server self;
  private final LeaderDuties duties;
  private final QuorumWatch quorum;
  private final Supplier<Optional<Pools>> pools;
  private final Executor threads;
  private final CountDownLatch removed = new CountDownLatch(1);
  private volatile Runnable ready = () -> {};
  private boolean leading;

  /**
   * @param pools empty until they have started
   * @param threads virtual ones
   */
  Leadership(
      Server self,
      LeaderDuties duties,
      QuorumWatch quorum,
      Supplier<Optional<Pools>> pools,
      Executor threads) {
    this.self = self;
    this.duties = duties;
    this.quorum = quorum;
    this.pools = pools;
    this.threads = threads;
  }

  /** Calls whenever there is a leader, or its state is another. */
  void onLeader(Runnable listener) {
    ready = listener;
  }

  /** Nothing that the leader knew of the old state holds: it begins as if just elected. */
  void again() {
    synchronized (this) {
      if (leading) {
        duties.stop();
        duties.start();
      }
    }
    ready.run();
  }

  /** Waits until the others have taken this server out of the log's members. */
  void awaitRemoval(Duration patience) {
    try {
      if (!removed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("failed to leave Raft configuration gracefully, timeout");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void lead(boolean now) {
    leading = now;
    if (now) {
      duties.start();
    } else {
      duties.stop();
    }
  }

  @Override
  public void leadershipStarted() {
    lead(true);
    threads.execute(() -> pools.get().ifPresent(this::announce));
  }

  /** Agents of either make look for this event of the leader's. */
  private void announce(Pools known) {
    try {
      known.lan().userEvent(NEW_LEADER, self.name().getBytes(StandardCharsets.UTF_8), false);
    } catch (GossipException e) {
      LOG.warn("failed to broadcast new leader event: error={}", e.getMessage());
    }
  }

  @Override
  public void leadershipStopped() {
    lead(false);
  }

  @Override
  public void leaderKnown() {
    quorum.leaderKnown();
    ready.run();
  }

  @Override
  public void leaderUnknown() {
    quorum.leaderUnknown();
  }

  @Override
  public void membersChanged(Membership members) {
    quorum.membersChanged(members);
    if (!members.members().isEmpty() && members.member(self.id()).isEmpty()) {
      removed.countDown();
    }
  }
}
