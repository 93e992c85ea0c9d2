package io.proconsul.conformance.agent;

import java.io.IOException;

/** A way to start agents: as processes of an executable, or within this JVM. */
public interface AgentLauncher {
  /** Starts an agent and returns without waiting until it serves. */
  RunningAgent start(AgentSpec spec) throws IOException;
}
