package io.proconsul.agent;

import io.proconsul.agent.cluster.LeaderGate;
import io.proconsul.agent.cluster.LogConsensus;
import io.proconsul.agent.cluster.StateLogMachine;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.core.leader.KvReaper;
import io.proconsul.core.leader.SelfRegistration;
import io.proconsul.core.leader.SessionTimers;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.run.Timer;
import io.proconsul.raftlog.LocalLog;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.ReplicatedLog;
import io.proconsul.raftlog.jraft.JRaftLog;
import io.proconsul.raftlog.jraft.JRaftSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A server's copy of the state: the log, what it drives, and the duties while this server leads.
 * Owned by {@link Consul}; nothing is led before {@link #open} has returned.
 */
final class Replica implements AutoCloseable {
  final StateMachine machine = new StateMachine();
  final LogConsensus consensus;
  final SessionTimers sessions;

  private final AgentConfig config;
  private final LeaderGate gate;
  private final SelfRegistration registration;
  private final KvReaper reaper;
  private final Parts parts = new Parts();

  Replica(SelfDescription self, Timer timer) {
    config = self.config();
    gate = new LeaderGate(timer, config.performance().rpcHoldTimeout());
    consensus = new LogConsensus(gate, InstantSource.system(), self.serverAddress());
    sessions = new SessionTimers(machine, consensus, timer);
    registration = new SelfRegistration(self.registration(), machine, consensus, timer);
    reaper = new KvReaper(machine, consensus, timer);
  }

  /**
   * Opens the log.
   *
   * @param onLeader hears when a leader is known; must not block
   * @throws IOException when the data folder cannot be had
   */
  ReplicatedLog open(Runnable onLeader) throws IOException {
    StateLogMachine driven = new StateLogMachine(
        machine,
        gate,
        () -> {
          sessions.start();
          registration.leadershipStarted();
          reaper.start();
          onLeader.run();
        },
        () -> {
          sessions.stop();
          registration.stop();
          reaper.stop();
        });
    ReplicatedLog log = parts.add(start(driven));
    consensus.attach(log);
    driven.attached();
    return log;
  }

  private ReplicatedLog start(StateLogMachine driven) throws IOException {
    String nodeId = config.identity().nodeId();
    Optional<Path> dataDir = config.role().dataDir();
    if (config.role().devMode() || dataDir.isEmpty()) {
      return LocalLog.start(nodeId, driven);
    }
    try {
      return JRaftLog.start(JRaftSettings.of(dataDir.get().resolve("raft"), nodeId), driven);
    } catch (LogException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    parts.close();
  }
}
