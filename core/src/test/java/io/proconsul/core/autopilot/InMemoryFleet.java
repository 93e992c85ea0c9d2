package io.proconsul.core.autopilot;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.member.Server;
import io.proconsul.model.cluster.RaftStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Servers that are as far as a test says; a silent one keeps its questions. */
final class InMemoryFleet implements Fleet {
  final Map<String, RaftStats> stats = new HashMap<>();
  final List<String> silent = new ArrayList<>();
  final List<Outcome<RaftStats>> kept = new ArrayList<>();
  final List<String> forcedOut = new ArrayList<>();

  static RaftStats at(long contactMillis, long term, long index) {
    return new RaftStats(Duration.ofMillis(contactMillis), term, index);
  }

  @Override
  public void progress(Server server, Outcome<RaftStats> outcome) {
    RaftStats answer = stats.get(server.id());
    if (silent.contains(server.name())) {
      kept.add(outcome);
    } else if (answer == null) {
      outcome.failed(new ConsulException.Refused("no route"));
    } else {
      outcome.done(answer);
    }
  }

  @Override
  public void forceLeave(String name) {
    forcedOut.add(name);
  }
}
