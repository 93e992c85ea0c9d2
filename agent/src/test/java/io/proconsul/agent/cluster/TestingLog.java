package io.proconsul.agent.cluster;

import io.proconsul.raftlog.Barrier;
import io.proconsul.raftlog.Completion;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogStats;
import io.proconsul.raftlog.Membership;
import io.proconsul.raftlog.PeerProgress;
import io.proconsul.raftlog.ReadMode;
import io.proconsul.raftlog.ReplicatedLog;
import io.proconsul.raftlog.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log that applies at once, or fails as it is told to. */
final class TestingLog implements ReplicatedLog {
  /** Each takes one request; without any, all succeed. */
  final ArrayDeque<LogException> failures = new ArrayDeque<>();

  final List<String> seen = new ArrayList<>();
  Object result = true;
  Membership members = Membership.NONE;

  private boolean fails(java.util.function.Consumer<LogException> told) {
    LogException failure = failures.poll();
    if (failure != null) {
      told.accept(failure);
    }
    return failure != null;
  }

  @Override
  public void submit(byte[] command, Completion completion) {
    seen.add("submit");
    if (!fails(completion::failed)) {
      completion.applied(1, result);
    }
  }

  @Override
  public void readBarrier(ReadMode mode, Barrier barrier) {
    seen.add(mode.name());
    done(barrier);
  }

  private void done(Barrier barrier) {
    if (!fails(barrier::failed)) {
      barrier.reached(1);
    }
  }

  @Override
  public void snapshot(Barrier barrier) {
    done(barrier);
  }

  @Override
  public LogStats stats() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> leader() {
    return Optional.empty();
  }

  @Override
  public Membership configuration() {
    return members;
  }

  @Override
  public List<PeerProgress> progress() {
    return List.of();
  }

  @Override
  public void addVoter(String nodeId, Barrier done) {
    done(done);
  }

  @Override
  public void addNonVoter(String nodeId, Barrier done) {
    done(done);
  }

  @Override
  public void promote(String nodeId, Barrier done) {
    done(done);
  }

  @Override
  public void demote(String nodeId, Barrier done) {
    done(done);
  }

  @Override
  public void remove(String nodeId, Barrier done) {
    done(done);
  }

  @Override
  public void transfer(Optional<String> nodeId, Barrier done) {
    seen.add("transfer to " + nodeId.orElse("any"));
    done(done);
  }

  @Override
  public void accept(Wire wire) {}

  @Override
  public void close() {}
}
