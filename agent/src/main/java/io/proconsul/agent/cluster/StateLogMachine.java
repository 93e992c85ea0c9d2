package io.proconsul.agent.cluster;

import io.proconsul.core.command.CommandCodec;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.snapshot.MachineImage;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogMachine;
import io.proconsul.raftlog.Membership;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log drives: the state machine, and the gate that opens while this server leads. */
public final class StateLogMachine implements LogMachine {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.raft");

  private final StateMachine machine;
  private final LeaderGate gate;
  private final String self;
  private final Listener listener;
  private boolean leading;
  private boolean attached;

  /** Hears who leads and who takes part; must not block. */
  public interface Listener {
    /** This server leads: its duties begin. */
    void leadershipStarted();

    /** It no longer does. */
    void leadershipStopped();

    /** There is a leader, this server or another. */
    void leaderKnown();

    /** There is none that this server knows of. */
    void leaderUnknown();

    void membersChanged(Membership members);
  }

  /** @param self this server's node id */
  public StateLogMachine(StateMachine machine, LeaderGate gate, String self, Listener listener) {
    this.machine = machine;
    this.gate = gate;
    this.self = self;
    this.listener = listener;
  }

  @Override
  public Object apply(long index, byte[] command) {
    return machine.apply(index, CommandCodec.decode(command));
  }

  @Override
  public Snapshot capture() {
    MachineImage image = machine.capture();
    return image::write;
  }

  @Override
  public void restore(InputStream in) throws IOException {
    machine.restore(MachineImage.read(in));
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
    gate.open(self);
    listener.leadershipStarted();
    listener.leaderKnown();
  }

  @Override
  public void leaderStopped() {
    synchronized (this) {
      leading = false;
    }
    LOG.info("cluster leadership lost");
    gate.close();
    listener.leadershipStopped();
    listener.leaderUnknown();
  }

  /** Requests go to the leader that is followed, once this server knows it. */
  @Override
  public void leaderChanged(Optional<String> leader) {
    if (leader.isPresent()) {
      LOG.info("New leader elected: leader={}", leader.get());
      gate.open(leader.get());
      listener.leaderKnown();
    } else {
      gate.close();
      listener.leaderUnknown();
    }
  }

  @Override
  public void membersChanged(Membership members) {
    listener.membersChanged(members);
  }

  @Override
  public void logPaused(LogException cause) {
    LOG.error("The log waits for room: {}", cause.getMessage());
    gate.block(String.valueOf(cause.getMessage()));
  }

  @Override
  public void logResumed() {
    LOG.info("The log is written again");
    gate.unblock();
  }

  @Override
  public void logFailed(LogException cause) {
    LOG.error("The log stopped; mend the cause and start the agent again: {}", cause.getMessage());
    gate.block(String.valueOf(cause.getMessage()));
  }
}
