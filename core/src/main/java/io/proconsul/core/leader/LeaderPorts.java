package io.proconsul.core.leader;

import io.proconsul.core.run.Consensus;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.run.Timer;
import java.time.InstantSource;

/** What every duty of the leader needs of the world. */
public record LeaderPorts(
    StateMachine machine,
    Consensus consensus,
    Timer timer,
    InstantSource clock,
    LeaderNotes notes) {}
