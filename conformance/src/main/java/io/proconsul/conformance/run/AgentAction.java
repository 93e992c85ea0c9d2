package io.proconsul.conformance.run;

import io.proconsul.codec.Value;
import io.proconsul.conformance.agent.AgentUnderTest;
import io.proconsul.conformance.scenario.Action;
import java.io.IOException;

/** Starts, ends and signals agents in the middle of a scenario. */
record AgentAction(Stage stage) {
  private static final double SIGNALLED_SECONDS = 10;
  private static final double PAUSE_SECONDS = 0.05;

  Outcome perform(Action.AgentControl action) throws IOException {
    AgentUnderTest agent = stage.agent(action.on());
    if (agent == null) {
      throw new IllegalArgumentException("the scenario has no agent");
    }
    switch (action.verb()) {
      case "start" -> start(agent);
      case "restart" -> {
        stop(agent, action);
        start(agent);
      }
      case "stop" -> stop(agent, action);
      case "kill" -> agent.kill();
      case "signal" -> agent.signal(action.signal() == null ? "TERM" : action.signal());
      case "wait" -> stage.awaitReady(agent);
      case "exited" -> {
        return exited(agent, action.timeoutSeconds());
      }
      default -> throw new IllegalArgumentException("unknown agent action " + action.verb());
    }
    return Outcome.done();
  }

  private void start(AgentUnderTest agent) throws IOException {
    stage.start(agent);
    stage.awaitReady(agent);
  }

  private void stop(AgentUnderTest agent, Action.AgentControl action) throws IOException {
    if (action.signal() != null) {
      agent.signal(action.signal());
      exited(agent, SIGNALLED_SECONDS);
    }
    agent.stop();
  }

  /** Its exit code once it has ended, and {@code null} when it has not in time. */
  private Outcome exited(AgentUnderTest agent, double seconds) throws IOException {
    long start = System.nanoTime();
    Deadline deadline = stage.deadline().within(seconds);
    while (agent.exitCode().isEmpty() && !deadline.passed()) {
      deadline.sleep(PAUSE_SECONDS);
    }
    Value code =
        agent.exitCode().isPresent() ? new Value.Int(agent.exitCode().getAsInt()) : Value.Nil.NIL;
    return Outcome.json(code).tookSince(start);
  }
}
