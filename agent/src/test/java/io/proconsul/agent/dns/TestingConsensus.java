package io.proconsul.agent.dns;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.Command;
import io.proconsul.core.run.Consensus;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A leader that is there or not, and was heard of some time ago. */
final class TestingConsensus implements Consensus {
  volatile boolean leader = true;
  volatile long lastContactMillis;
  final AtomicInteger confirmed = new AtomicInteger();

  @Override
  public <R> void submit(Command<R> command, Outcome<R> outcome) {
    outcome.failed(new ConsulException.NoLeader());
  }

  @Override
  public void confirm(Freshness freshness, Outcome<Boolean> outcome) {
    confirmed.incrementAndGet();
    if (leader) {
      outcome.done(true);
    } else {
      outcome.failed(new ConsulException.NoLeader());
    }
  }

  @Override
  public String leaderAddress() {
    return leader ? "127.0.0.1:8300" : "";
  }

  @Override
  public List<String> peerAddresses() {
    return List.of();
  }

  @Override
  public long lastContactMillis() {
    return lastContactMillis;
  }
}
