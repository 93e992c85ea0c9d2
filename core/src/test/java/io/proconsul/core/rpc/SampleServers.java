package io.proconsul.core.rpc;

import io.proconsul.codec.GoTime;
import io.proconsul.codec.Value;
import io.proconsul.model.cluster.AutopilotHealth;
import io.proconsul.model.cluster.AutopilotState;
import io.proconsul.model.cluster.KeyringResponse;
import io.proconsul.model.cluster.RaftConfiguration;
import io.proconsul.model.cluster.RaftServer;
import io.proconsul.model.cluster.RaftStats;
import io.proconsul.model.cluster.ServerHealth;
import io.proconsul.model.cluster.Usage;
import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.model.connect.CaRoot;
import io.proconsul.model.connect.CaRoots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes records of servers. */
record SampleServers(SampleRecords records) {
  private static final List<Instant> TIMES =
      List.of(GoTime.ZERO, Instant.parse("2025-08-13T10:11:12.000000345Z"), Instant.EPOCH);

  RaftStats stats() {
    Duration contact = records.pick(
        List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofMillis(12), Duration.ofNanos(1)));
    return new RaftStats(contact, records.index(), records.index());
  }

  RaftConfiguration raft() {
    SampleRecords r = records;
    return new RaftConfiguration(
        r.some(
            () -> new RaftServer(r.name(), r.name(), r.name(), r.flag(), "3", r.flag(), r.index())),
        r.index());
  }

  KeyringResponse keyring() {
    SampleRecords r = records;
    return new KeyringResponse(
        r.flag(),
        r.name(),
        r.text(),
        r.texts(),
        Map.of(r.name(), r.number()),
        Map.of(r.name(), r.number()),
        r.number(),
        r.text());
  }

  Usage usage() {
    SampleRecords r = records;
    return new Usage(r.number(), r.number(), Map.of("connect-proxy", 3), r.number(), r.number());
  }

  CaRoots roots() {
    SampleRecords r = records;
    return new CaRoots(r.text(), r.text(), r.some(this::root));
  }

  private CaRoot root() {
    SampleRecords r = records;
    return new CaRoot(
        r.name(),
        r.name(),
        r.index(),
        r.text(),
        r.text(),
        r.pick(TIMES),
        r.pick(TIMES),
        r.text(),
        r.maybe(() -> r.some(r::name)),
        r.flag(),
        GoTime.ZERO,
        r.name(),
        r.number(),
        r.index(),
        r.index());
  }

  CaConfiguration authority() {
    SampleRecords r = records;
    Value.Obj config = new Value.Obj(Map.of(r.name(), Value.of(r.text())));
    return new CaConfiguration(r.name(), r.name(), config, r.flag(), r.index(), r.index());
  }

  AutopilotHealth health() {
    SampleRecords r = records;
    return new AutopilotHealth(r.flag(), r.number(), r.some(() -> server(r.flag(), r.flag())));
  }

  AutopilotState state() {
    SampleRecords r = records;
    List<AutopilotState.Server> servers = r.flag()
        ? List.of()
        : List.of(
            new AutopilotState.Server(server(true, true), "leader", r.texts()),
            new AutopilotState.Server(server(false, false), "non-voter", r.texts()));
    return new AutopilotState(r.flag(), r.number(), servers, r.name(), r.some(r::name));
  }

  private ServerHealth server(boolean leader, boolean voter) {
    SampleRecords r = records;
    Instant since = r.pick(TIMES);
    return new ServerHealth(
        leader ? "one" : "two",
        r.name(),
        r.name(),
        r.pick(List.of("none", "alive", "leaving", "left", "failed")),
        "1.21.4",
        leader,
        r.duration(),
        r.index(),
        r.index(),
        r.flag(),
        voter,
        since);
  }
}
