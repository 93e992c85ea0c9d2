package io.proconsul.agent.cluster;

import io.proconsul.core.command.CommandCodec;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.snapshot.SnapshotCodec;
import io.proconsul.core.state.Tables;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogMachine;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log drives: the state machine, and the gate that opens while this server leads. */
public final class StateLogMachine implements LogMachine {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.raft");

  private final StateMachine machine;
  private final LeaderGate gate;
  private final Runnable onLeadership;
  private final Runnable onLoss;
  private boolean leading;
  private boolean attached;

  /**
   * @param onLeadership starts the leader's duties; must not block
   * @param onLoss ends them; must not block
   */
  public StateLogMachine(
      StateMachine machine, LeaderGate gate, Runnable onLeadership, Runnable onLoss) {
    this.machine = machine;
    this.gate = gate;
    this.onLeadership = onLeadership;
    this.onLoss = onLoss;
  }

  @Override
  public Object apply(long index, byte[] command) {
    return machine.apply(index, CommandCodec.decode(command));
  }

  @Override
  public Snapshot capture() {
    Tables tables = machine.tables();
    return out -> SnapshotCodec.write(tables, out);
  }

  @Override
  public void restore(InputStream in) throws IOException {
    machine.restore(SnapshotCodec.read(in));
  }

  /** Leading waits for {@link #attached}: the log starts before anyone can hold it. */
  @Override
  public void leaderStarted(long term) {
    synchronized (this) {
      leading = true;
      if (!attached) {
        return;
      }
    }
    lead();
  }

  /** The log is in the hands of those who submit to it. */
  public void attached() {
    synchronized (this) {
      attached = true;
      if (!leading) {
        return;
      }
    }
    lead();
  }

  private void lead() {
    LOG.info("cluster leadership acquired");
    gate.open();
    onLeadership.run();
  }

  @Override
  public void leaderStopped() {
    synchronized (this) {
      leading = false;
    }
    LOG.info("cluster leadership lost");
    gate.close();
    onLoss.run();
  }

  @Override
  public void logFailed(LogException cause) {
    LOG.error("The log stopped; mend the cause and start the agent again: {}", cause.getMessage());
    gate.close();
  }
}
