package io.proconsul.agent.cluster;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.autopilot.Peer;
import io.proconsul.core.autopilot.Peers;
import io.proconsul.raftlog.Barrier;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.ReplicatedLog;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The log's membership as the leader's duties change it. Any thread. */
public final class LogPeers implements Peers {
  private volatile @Nullable ReplicatedLog log;

  /** The log is open. */
  public void attach(ReplicatedLog opened) {
    log = opened;
  }

  @Override
  public List<Peer> configuration() {
    ReplicatedLog opened = log;
    return opened == null
        ? List.of()
        : opened.configuration().members().stream()
            .map(member -> new Peer(member.nodeId(), member.voter()))
            .toList();
  }

  @Override
  public void addNonVoter(String id, Outcome<Boolean> outcome) {
    change((opened, done) -> opened.addNonVoter(id, done), outcome);
  }

  @Override
  public void promote(String id, Outcome<Boolean> outcome) {
    change((opened, done) -> opened.promote(id, done), outcome);
  }

  @Override
  public void remove(String id, Outcome<Boolean> outcome) {
    change((opened, done) -> opened.remove(id, done), outcome);
  }

  private void change(BiConsumer<ReplicatedLog, Barrier> change, Outcome<Boolean> outcome) {
    ReplicatedLog opened = log;
    if (opened == null) {
      outcome.failed(new ConsulException.NoLeader());
      return;
    }
    change.accept(opened, new Barrier() {
      @Override
      public void reached(long index) {
        outcome.done(true);
      }

      @Override
      public void failed(LogException cause) {
        outcome.failed(LogConsensus.translate(cause));
      }
    });
  }
}
