package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.core.NodeImpl;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.error.RaftError;
import io.proconsul.raftlog.Barrier;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.Membership.Member;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands leadership over, one attempt at a time. JRaft tells only that it began; it is done when
 * this server follows another. Owned by the log; any thread.
 */
final class Transfers {
  private final NodeImpl node;
  private final MachineDriver driver;
  private volatile @Nullable Attempt running;
  private volatile long lastTerm;

  private record Attempt(Barrier done, long deadline) {}

  Transfers(NodeImpl node, MachineDriver driver) {
    this.node = node;
    this.driver = driver;
    driver.onFollowing(this::followed);
  }

  /**
   * The last term in which this server tried: somebody was told to stand without asking first, who
   * may win later on, so that a lease of that term is worth nothing.
   */
  long lastTerm() {
    return lastTerm;
  }

  void start(Optional<String> nodeId, JRaftSettings settings, Barrier done) {
    var problem = problem(nodeId, settings.nodeId());
    if (problem != null) {
      done.failed(new LogException(Reason.REFUSED, problem));
      return;
    }
    // JRaft gives up after one election timeout and leads again.
    var attempt =
        new Attempt(done, System.nanoTime() + 2 * settings.electionTimeout().toNanos());
    synchronized (this) {
      if (running != null) {
        done.failed(new LogException(Reason.BUSY, "leadership is being handed over already"));
        return;
      }
      running = attempt;
      lastTerm = driver.leaderTerm();
    }
    var target = nodeId.map(Memberships::voter).orElse(PeerId.ANY_PEER);
    Workers.run(() -> ask(target, attempt));
  }

  private @Nullable String problem(Optional<String> nodeId, String self) {
    var members = driver.memberships().newest();
    if (nodeId.isPresent()) {
      var id = nodeId.get();
      if (id.equals(self)) {
        return "this server leads already";
      }
      return members.member(id).map(Member::voter).orElse(false)
          ? null
          : id + " is no server that votes";
    }
    return members.voters().size() > 1 ? null : "there is no other server that votes";
  }

  private void ask(PeerId target, Attempt attempt) {
    var status = node.transferLeadershipTo(target);
    if (!status.isOk()) {
      var busy = status.getRaftError() == RaftError.EBUSY;
      end(
          attempt,
          new LogException(
              busy ? Reason.BUSY : Reason.FAILED,
              "leadership was not handed over: " + status.getErrorMsg()));
    }
  }

  /** On the apply thread. */
  private void followed() {
    var attempt = running;
    if (attempt != null && take(attempt)) {
      attempt.done().reached(driver.applied().index());
    }
  }

  void sweep(long now) {
    var attempt = running;
    if (attempt != null && now - attempt.deadline() >= 0) {
      end(
          attempt,
          new LogException(
              Reason.FAILED, "leadership was not handed over: nobody took it in time"));
    }
  }

  void close(LogException cause) {
    var attempt = running;
    if (attempt != null) {
      end(attempt, cause);
    }
  }

  private void end(Attempt attempt, LogException cause) {
    if (take(attempt)) {
      attempt.done().failed(cause);
    }
  }

  private synchronized boolean take(Attempt attempt) {
    if (!attempt.equals(running)) {
      return false;
    }
    running = null;
    return true;
  }
}
