package io.proconsul.agent;

import io.proconsul.agent.member.Pools;
import io.proconsul.core.leader.QuorumHint;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import io.proconsul.raftlog.Membership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator what to do when there is no leader for longer than elections take, and again
 * every minute. Any thread.
 */
final class QuorumWatch {
  private static final Logger LOG = LoggerFactory.getLogger("agent.doctor");
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Timer timer;
  private final Supplier<Optional<Pools>> pools;
  private Membership members = Membership.NONE;
  private Cancellation next = Cancellation.NONE;
  private boolean waiting;

  QuorumWatch(Timer timer, Supplier<Optional<Pools>> pools) {
    this.timer = timer;
    this.pools = pools;
  }

  synchronized void membersChanged(Membership now) {
    members = now;
  }

  synchronized void leaderUnknown() {
    if (!waiting) {
      waiting = true;
      next = timer.after(PATIENCE, this::tell);
    }
  }

  synchronized void leaderKnown() {
    waiting = false;
    next.cancel();
  }

  private void tell() {
    List<String> voters;
    synchronized (this) {
      if (!waiting) {
        return;
      }
      voters = members.voters();
      next = timer.after(AGAIN, this::tell);
    }
    pools
        .get()
        .flatMap(known -> QuorumHint.of(voters, known.members(false)).text())
        .ifPresent(text -> LOG.error("{}", text));
  }
}
