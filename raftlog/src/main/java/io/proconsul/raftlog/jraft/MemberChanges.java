package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.NodeImpl;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.error.RaftError;
import io.proconsul.raftlog.Barrier;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.Membership;
import io.proconsul.raftlog.Membership.Member;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of who is in the log, one server at a time. Owned by the log; runs on {@link Workers},
 * since JRaft's locks are held while it writes its term.
 */
final class MemberChanges {
  private static final Logger LOG = LoggerFactory.getLogger(MemberChanges.class);

  private final NodeImpl node;
  private final String self;
  private final long nudgeNanos;
  private final Memberships memberships;
  private final Supplier<Optional<LogException>> refusal;
  private final AtomicBoolean busy = new AtomicBoolean();

  /** When JRaft was last given cause to look; 0 while no change is under way. */
  private volatile long nudged;

  /** @param refusal why nothing can be changed here and now, if so */
  MemberChanges(
      NodeImpl node,
      JRaftSettings settings,
      Memberships memberships,
      Supplier<Optional<LogException>> refusal) {
    this.node = node;
    this.self = settings.nodeId();
    this.nudgeNanos = settings.electionTimeout().toNanos();
    this.memberships = memberships;
    this.refusal = refusal;
  }

  /** What is to become of a server. */
  sealed interface Wish {
    /** A member with this vote, which may be new. */
    record Add(boolean voter) implements Wish {}

    /** The same, of one that is a member. */
    record Change(boolean voter) implements Wish {}

    record Remove() implements Wish {}
  }

  void change(String nodeId, Wish wish, Barrier done) {
    var cause = refusal.get();
    if (cause.isPresent()) {
      done.failed(cause.get());
    } else if (!Membership.isNodeId(nodeId)) {
      done.failed(refused("not a node id: " + nodeId));
    } else if (!busy.compareAndSet(false, true)) {
      done.failed(busy());
    } else {
      Workers.run(() -> start(nodeId, wish, done));
    }
  }

  private void start(String nodeId, Wish wish, Barrier done) {
    var closure = new Done(done);
    try {
      var before = memberships.newest();
      var problem = problem(before, nodeId, wish);
      if (problem != null) {
        closure.fail(refused(problem));
      } else if (isSo(before, nodeId, wish)) {
        closure.run(Status.OK());
      } else {
        nudged = System.nanoTime();
        node.changePeers(after(nodeId, wish), closure);
        nudge();
      }
    } catch (RuntimeException e) {
      // JRaft checks its arguments against what it holds by then.
      closure.fail(new LogException(Reason.FAILED, "the members were not changed: " + e, e));
    }
  }

  /**
   * An entry that is no command. A new voter must have caught up first, and JRaft looks at that
   * only when the voter answers an append: if it answered the first one before JRaft began to wait,
   * the change would stand still until somebody writes.
   */
  private void nudge() {
    if (busy.get()) {
      node.apply(new Task(ByteBuffer.allocate(0), status -> {}));
    }
  }

  void sweep(long now) {
    if (busy.get() && nudged != 0 && now - nudged > nudgeNanos) {
      nudged = now;
      try {
        nudge();
      } catch (IllegalStateException e) {
        LOG.debug("a change of members is under way while the log closes", e);
      }
    }
  }

  private @Nullable String problem(Membership before, String nodeId, Wish wish) {
    var member = before.member(nodeId);
    return switch (wish) {
      case Wish.Change _ when member.isEmpty() -> nodeId + " is no member";
      case Wish.Change(var voter)
      when !voter && nodeId.equals(self) -> "this server leads; hand over before its vote is taken";
      case Wish.Add(var voter)
      when !voter && member.map(Member::voter).orElse(false) ->
        nodeId + " votes; take its vote in place of adding it";
      case Wish.Remove()
      when before.voters().equals(List.of(nodeId)) -> nodeId + " is the only server that votes";
      case Wish.Change _, Wish.Add _, Wish.Remove _ -> null;
    };
  }

  private static boolean isSo(Membership before, String nodeId, Wish wish) {
    var voter = before.member(nodeId).map(Member::voter);
    return switch (wish) {
      case Wish.Add(var vote) -> voter.equals(Optional.of(vote));
      case Wish.Change(var vote) -> voter.equals(Optional.of(vote));
      case Wish.Remove() -> voter.isEmpty();
    };
  }

  /** From what JRaft holds now; it throws if this server does not lead. */
  private Configuration after(String nodeId, Wish wish) {
    var result = new Configuration(node.listPeers());
    node.listLearners().forEach(result::addLearner);
    result.removePeer(Memberships.voter(nodeId));
    result.removeLearner(Memberships.nonVoter(nodeId));
    switch (wish) {
      case Wish.Add(var voter) -> put(result, nodeId, voter);
      case Wish.Change(var voter) -> put(result, nodeId, voter);
      case Wish.Remove() -> {}
    }
    return result;
  }

  private static void put(Configuration target, String nodeId, boolean voter) {
    if (voter) {
      target.addPeer(Memberships.voter(nodeId));
    } else {
      target.addLearner(Memberships.nonVoter(nodeId));
    }
  }

  private static LogException busy() {
    return new LogException(Reason.BUSY, "another change of the members is under way");
  }

  private static LogException refused(String why) {
    return new LogException(Reason.REFUSED, why);
  }

  private final class Done implements Closure {
    private final Barrier barrier;

    Done(Barrier barrier) {
      this.barrier = barrier;
    }

    @Override
    public void run(Status status) {
      if (status.isOk()) {
        end();
        barrier.reached(memberships.newest().index());
        return;
      }
      var cause = refusal.get();
      if (cause.isPresent() && cause.get().reason() != Reason.NOT_LEADER) {
        fail(cause.get());
      } else if (status.getRaftError() == RaftError.EBUSY) {
        fail(busy());
      } else {
        fail(new LogException(
            Reason.FAILED, "the members were not changed: " + status.getErrorMsg()));
      }
    }

    private void end() {
      nudged = 0;
      busy.set(false);
    }

    void fail(LogException cause) {
      end();
      barrier.failed(cause);
    }
  }
}
